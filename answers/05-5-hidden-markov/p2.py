# The expected number of right days is a sum over days, and each day takes its largest term.
answer_p2 = "c"
