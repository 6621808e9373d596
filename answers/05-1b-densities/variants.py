"""Correct answers in another style than the reference solutions; they must pass as well."""

VARIANTS = {
    "p1": ["answer_p1_core, answer_p1_noise = 3, 1", "answer_p1_core, answer_p1_noise = len([1, 2, 8]), len([20])"],
    "v1": ["answer_v1 = '(c)'", "answer_v1 = 'C.'"],
}
