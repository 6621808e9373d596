# The likelihood does not know the names of the states.
answer_p3 = "b"
