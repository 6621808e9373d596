# A coefficient beside five correlated columns says how rows differ, not what passes or creates anything.
answer_p3 = "c"
