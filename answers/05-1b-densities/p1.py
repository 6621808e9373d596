# Core: 1, 2 and 8. Noise: 20.
answer_p1_core = 3
answer_p1_noise = 1
