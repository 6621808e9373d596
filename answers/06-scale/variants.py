"""Correct answers in another style than the reference solutions; they must pass as well."""

VARIANTS = {
    "p1": ["answer_p1 = 7"],
    "p3": ["answer_p3 = (30_000, 80, 6.7)", "import numpy as np\nanswer_p3 = np.array([3e4, 80, 200 / 30])"],
    "p4": ["answer_p4 = 0.2 * (3 - 0.5 * 4) + 0.3 * (3 + 0.5 * 2) + 0.5 * (3 - 0.5 * 2)"],
    "i1": [
        """
import numpy as np

def my_merge(a, b):
    n, mean, var = np.array([a, b], dtype=float).T
    m = np.average(mean, weights=n)
    return [n.sum(), m, np.average(var + (mean - m) ** 2, weights=n)]
""",
    ],
    "i2": [
        """
def my_on_workers(client, f, parts, **given):
    tasks = []
    for part in parts:
        tasks.append(client.submit(f, part, pure=False, **given))
    results = []
    for task in tasks:
        results.append(task.result())
    return results
""",
        """
from functools import partial

def my_on_workers(client, f, parts, **given):
    work = partial(f, **given)
    return client.gather([client.submit(work, part) for part in parts])
""",
        """
def my_on_workers(client, f, parts, **given):
    sent = {name: client.scatter(value) for name, value in given.items()}
    return tuple(client.gather(list(map(lambda part: client.submit(lambda p, g: f(p, **g), part, sent), parts))))
""",
    ],
}
