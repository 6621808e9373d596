# What is known, what can be said, what counts as best, how it is looked for: the rate and Newton only walk otherwise.
answer_p2 = ["data", "objective", "algorithm", "model", "algorithm", "objective"]
