# A symmetric matrix of six columns holds 6 variances and 15 covariances.
answer_p5_own = 3 * (1 + 6 + 21)
answer_p5_shared = 3 * (1 + 6) + 21
