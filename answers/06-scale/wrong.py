"""Named wrong answers of chapter 6.2: {exercise: {trap that must recognise it: code}}."""
# ruff: noqa: E501 (a table)
from exercise_tools import spoiler

spoilt = spoiler(__file__)


def values(name, wrong):
    return {trap: f"{name} = {value}" for trap, value in wrong.items()}


def worker(body):
    """`my_on_workers` with this body."""
    return f"def my_on_workers(client, f, parts, **given):\n    {body}\n"


SCATTER = "n_a * var_a + n_b * var_b + apart**2 * n_a * n_b / n"
WRONG = {
    "p1": values("answer_p1", {"means": 9, "zero-mean": 6, "machines": 18.667, "sum": 56, "fallback": 8}),
    "p2": values("answer_p2", {"lemma": 49, "frequent": 50, "thresholds": 51, "down": 46, "one-part": 12, "fallback": 40}),
    "p3": values("answer_p3", {
        "units": "[30, 80, 6.67]", "free": "[15_000, 80, 6.67]", "upside-down": "[7_500, 80, 6.67]",
        "seconds": "[30_000, 0.08, 6.67]", "no-messages": "[30_000, 50, 6.67]", "all-shared": "[30_000, 57.5, 6.67]",
        "c-each": "[30_000, 170, 6.67]", "not-shared": "[30_000, 230, 6.67]", "four": "[30_000, 80, 2.5]",
        "workers": "[30_000, 80, 4]", "ratio": "[30_000, 80, 0.15]", "shape": "30_000", "fallback": "[60_000, 80, 6.67]",
    }),
    "p4": values("answer_p4", {"plain": 2.333, "means-added": 1, "undivided": -57, "machines": -17, "ascent": 3.6, "no-rate": 1.8, "gradient": 1.2, "fallback": 2}),
    "i1": {
        "count": spoilt("i1", ("return n,", "return max(n_a, n_b),")),
        "average": spoilt("i1", ("apart * n_b / n\n", "apart / 2\n")),
        "mean": spoilt("i1", ("apart * n_b / n\n", "apart * n_a / n\n")),
        "within": spoilt("i1", (SCATTER, "n_a * var_a + n_b * var_b")),
        "plain": spoilt("i1", (SCATTER, "n * (var_a + var_b) / 2")),
        "summed": spoilt("i1", (SCATTER, "n * (var_a + var_b)")),
        "unweighted": spoilt("i1", (SCATTER, "n_a * var_a + n_b * var_b + n * apart**2")),
        "half-way": spoilt("i1", (SCATTER, "n_a * var_a + n_b * var_b + n * apart**2 / 4")),
        "pooled": spoilt("i1", (SCATTER, "n_a * var_a + n_b * var_b"), ("scatter / n", "scatter / max(n - 2, 1)")),
        "scatter": spoilt("i1", ("scatter / n", "scatter")),
        "deviation": spoilt("i1", ("scatter / n", "(scatter / n) ** 0.5")),
        "sample": spoilt("i1", ("scatter / n", "scatter / (n - 1)")),
        "digits": spoilt("i1", (SCATTER, "n_a * (var_a + mean_a**2) + n_b * (var_b + mean_b**2) - n * mean**2")),
        "shape": spoilt("i1", ("return n, mean, scatter / n", "return mean, scatter / n")),
        "fallback": spoilt("i1", (SCATTER, "n_a * var_a + n_b * var_b + abs(apart) * n_a * n_b / n")),
    },
    "i2": {
        "fetched": worker("return [f(part, **given) for part in client.gather(parts)]"),
        "here": worker("return [f(part, **given) for part in parts]"),
        "one-task": worker("return client.submit(lambda all: [f(part, **given) for part in all], parts).result()"),
        "futures": worker("return [client.submit(f, part, **given) for part in parts]"),
        "waits": worker("return [client.submit(f, part, **given).result() for part in parts]"),
        "iterator": worker("return list(client.gather(client.submit(f, part, **given) for part in parts))"),
        "lazy": worker("return iter(client.gather([client.submit(f, part, **given) for part in parts]))"),
        "dropped": spoilt("i2", ("f, part, **given", "f, part")),
        "swapped": spoilt("i2", ("f, part, **given", "f, part, *given.values()")),
        "order": spoilt("i2", ("in parts]", "in reversed(parts)]")),
        "single": spoilt("i2", ("in parts]", "in parts]; tasks = tasks[:1]")),
        "added": spoilt("i2", ("client.gather(tasks)", "sum(client.gather(tasks))")),
        "raises": worker("return client.gather(client.map(f, parts, **given))"),
        "mutates": worker("return client.gather([client.submit(f, parts.pop(0), **given) for _ in range(len(parts))])"),
        "fallback": spoilt("i2", ("client.gather(tasks)", "client.gather(tasks)[1:]")),
    },
    "v1": values("answer_v1", {"add": "'a'", "equal": "'c'"}),
}
