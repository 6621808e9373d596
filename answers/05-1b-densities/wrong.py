"""Named wrong answers of chapter 5.1b: {exercise: {trap that must recognise it: code}}."""
# ruff: noqa: E501 (a table)


def values(name, wrong):
    return {trap: f"{name} = {value}" for trap, value in wrong.items()}


def pair(cores, noise):
    return f"answer_p1_core = {cores}\nanswer_p1_noise = {noise}"


WRONG = {
    "p1": {"members": pair(7, 1), "swapped": pair(1, 3), "not-itself": pair(0, 8), "one-cluster": pair(2, 1), "not-found": pair(1, 1),
           "border-is-noise": pair(3, 5), "no-noise": pair(3, 0), "noise": pair(3, 2), "fallback": pair(4, 1)},
    "v1": values("answer_v1", {"clusters": "'a'", "cores": "'b'", "noise": "'d'"}),
}
