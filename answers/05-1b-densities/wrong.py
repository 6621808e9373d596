"""Named wrong answers of chapter 5.1b: {exercise: {trap that must recognise it: code}}."""
# ruff: noqa: E501 (a table)


def values(name, wrong):
    return {trap: f"{name} = {value}" for trap, value in wrong.items()}


def pair(cores, noise):
    return f"answer_p1_core = {cores}\nanswer_p1_noise = {noise}"



FOURTEEN = [[1.5, 2.3], [1.7, 3.1], [2.5, 2.7], [2.3, 1.9], [3.1, 2.3], [2.9, 1.6], [4, 3.6], [4.4, 2.1], [5, 2.7], [5.2, 2], [4.9, 1.3], [6.1, 2.3], [5.7, 1.2], [7.3, 0.6]]


def table(*new, rows=FOURTEEN):
    return f"answer_p2 = {[*rows, *new]}"


WRONG = {
    "p1": {"members": pair(7, 1), "swapped": pair(1, 3), "not-itself": pair(0, 8), "one-cluster": pair(2, 1), "not-found": pair(1, 1),
           "border-is-noise": pair(3, 5), "no-noise": pair(3, 0), "noise": pair(3, 2), "fallback": pair(4, 1)},
    "p2": {"moved": table([3.6, 2], rows=FOURTEEN[1:]), "none": table(), "several": table([3.6, 2], [3.8, 2]), "border": table([3.75, 2.2]),
           "one-border": table([3.5, 2.9]), "noise": table([6.5, 3.5]), "inside": table([2.3, 2.4]), "shape": "answer_p2 = [3.6]"},
    "v1": values("answer_v1", {"clusters": "'a'", "cores": "'b'", "noise": "'d'"}),
}
