"""Correct answers in another style than the reference solutions; they must pass as well."""
# ruff: noqa: E501 (a table)

FOURTEEN = [[1.5, 2.3], [1.7, 3.1], [2.5, 2.7], [2.3, 1.9], [3.1, 2.3], [2.9, 1.6], [4, 3.6], [4.4, 2.1], [5, 2.7], [5.2, 2], [4.9, 1.3], [6.1, 2.3], [5.7, 1.2], [7.3, 0.6]]

VARIANTS = {
    "p1": ["answer_p1_core, answer_p1_noise = 3, 1", "answer_p1_core, answer_p1_noise = len([1, 2, 8]), len([20])"],
    "p2": [f"answer_p2 = {FOURTEEN + [[3.6, 2.0]]}", f"import numpy as np\nanswer_p2 = np.array({[[3.9, 2.9]] + FOURTEEN[::-1]})", "answer_p2 = (3.5, 1.8)"],
    "v1": ["answer_v1 = '(c)'", "answer_v1 = 'C.'"],
}
