# The unknown weights enter as X w; what fills the columns of X does not matter for that word.
answer_p1 = "c"
