# Two points on one function; and a state that sits on one observation is no find.
answer_v1 = "c"
