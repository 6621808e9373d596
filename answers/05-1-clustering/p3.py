# Core: 1, 2 and 8. Noise: 20.
answer_p3_core = 3
answer_p3_noise = 1
