# A coefficient beside five correlated columns says how rows differ, not what a change would do.
answer_p3 = "c"
