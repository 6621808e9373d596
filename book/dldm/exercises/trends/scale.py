"""Exercises of chapter 6.2: how each answer is verified, and the hint that each known wrong answer gets."""
# ruff: noqa: E501 (a hint is one line)
from functools import lru_cache
from types import SimpleNamespace

import numpy as np

from ..kinds import (
    Exercise,
    Hint,
    NotAttempted,
    Trap,
    call,
    choice,
    function,
    near,
    number,
    numbers,
    plain,
    unfilled,
)

# ---------------------------------------------------------------- P1 to P4


P1 = Exercise(
    "ch06s-p1", {"answer_p1": number}, lambda a: near(a, sum((30, 0, 26)) / sum((6, 0, 2))),
    (
        Trap("means", lambda a: near(a, 9), "That is the mean of the two machines' own means. But one of them speaks for six rows and the other for two: which numbers add up?", "AVG"),
        Trap("zero-mean", lambda a: near(a, 6), "You took the mean of three means, and counted a machine without rows as if its mean were 0. It has no mean; what does it add to the sum, and to the count?", "AVG"),
        Trap("machines", lambda a: near(a, 56 / 3), "The sums are added, but then divided by the number of machines. How many *rows* went into the sum?", "AVG"),
        Trap("sum", lambda a: near(a, 56), "That is the sum of all rows of this cluster. A centre is their mean."),
    ),
    why="the sums give 56, the counts 8. The machine without rows adds nothing to either, and needs no special case.",
    fallback="Add the sums, add the counts, and only then divide.",
)


@lru_cache
def _largest():
    """The largest count that a set can have which is too rare in every part."""
    return sum(max(count for count in range(size) if count * 1000 < 50 * size) for size in (250, 250, 500))


P2 = Exercise(
    "ch06s-p2", {"answer_p2": number}, lambda a: a == _largest(),
    (
        Trap("lemma", lambda a: a == 49, "The lemma says that the count must be below 50, so 49 is an upper bound. But can it be reached? Find the largest count that is too small in each part; a count is a whole number."),
        Trap("frequent", lambda a: a == 50, "With 50 the set is frequent, and by the lemma some part proposes it. Add up the largest counts that are still too small."),
        Trap("thresholds", lambda a: a == 51, "You added the counts from which the parts propose a set. What is the largest count *below* each?"),
        Trap("down", lambda a: a in (46, 47), "Is a set with 12 of the 250 baskets proposed? Compare 12 / 250 with 50 / 1,000: the local threshold is rounded up, not down."),
        Trap("one-part", lambda a: a in (12, 24), "That is the most that one part can hold without proposing the set. The set may be in all three parts."),
    ),
    why="the parts propose from 13, 13 and 25 baskets on, so a set can hide with 12, 12 and 24. That is less than 49: rounding up costs no frequent set, and spares some candidates.",
    fallback="Work out for each part from which count on it proposes a set, and stay one below.",
    prepare=_largest,
)

A, C, ROWS = 0.002, 30, 100_000  # milliseconds a row and a round; rows


def _speeds():
    """Rows from which two workers pay, milliseconds of a round on four, and the speed-up that nothing exceeds."""
    return [2 * C / A, C + A * ROWS / 4, A * ROWS / C]


def _place(i, *wrong):
    """Test of a trap: the number at this place is one of the wrong ones."""
    return lambda a: any(near(a[i], value) for value in wrong)


def _first_speed(a):
    first = next(i for i, (mine, right) in enumerate(zip(a, _speeds())) if not near(mine, right, rel=0.01))
    what = ("the number of rows: set the times of one machine and of two workers equal, and solve for the rows",
            "the milliseconds: a round is messages and work, and only one of them is shared",
            "the limit: one part of a round remains, however many workers there are")[first]
    return ("Right up to it. " if first else "") + f"Look again at {what}."


P3 = Exercise(
    "ch06s-p3", {"answer_p3": numbers(3)}, lambda a: near(a, _speeds(), rel=0.01),
    (
        Trap("units", _place(0, 2 * C / 2, 0.03 * 2 / 2, 30_000_000), "The number of rows is out by a power of a thousand: one time is in milliseconds and the other in microseconds. Bring both to one unit."),
        Trap("free", _place(0, C / A), "You asked when one machine's work costs as much as the messages. But two workers have work as well: each does half of it."),
        Trap("upside-down", _place(0, C / A / 2), "You divided by two where you should multiply: set the work of one machine equal to the messages and *half* of that work."),
        Trap("seconds", _place(1, (C + A * ROWS / 4) / 1000), "The second number seems to be in seconds. The question asks for milliseconds."),
        Trap("no-messages", _place(1, A * ROWS / 4), "That is a quarter of the work. What has every round to pay besides?"),
        Trap("all-shared", _place(1, (C + A * ROWS) / 4), "You let four workers share the messages, too. They pay them in full, however many they are; shared is the work."),
        Trap("c-each", _place(1, 4 * C + A * ROWS / 4), "You pay for the messages once a worker. Here they cost the same whatever the number of workers."),
        Trap("not-shared", _place(1, C + A * ROWS), "In your second number every worker does all rows. Four of them share the rows."),
        Trap("four", _place(2, A * ROWS / (C + A * ROWS / 4)), "That is the speed-up of four workers. What does it approach if there are more and more?"),
        Trap("workers", _place(2, 4), "Four would be the limit for four workers whose messages cost nothing. Any number of workers is allowed, and each round costs its messages."),
        Trap("ratio", _place(2, C / (A * ROWS)), "Your third number is the time that remains, as a share of one machine's. A speed-up is the other way round: how many times as fast."),
    ),
    why="two workers pay above 2c/a rows, a round on four takes c + an/4, and however many there are, the messages remain: the speed-up stays below an/c, as Amdahl says.",
    fallback=_first_speed,
)


def _after(slope):
    """Test: w after one step along this gradient."""
    return lambda a: near(a, 3 - 0.5 * slope)


P4 = Exercise(
    "ch06s-p4", {"answer_p4": number}, _after((20 * 4 - 30 * 2 + 50 * 2) / 100),
    (
        Trap("plain", _after(4 / 3), "You took the plain mean of the three gradients, so 20 rows count as much as 50. Weight each mean by its rows.", "AVG"),
        Trap("means-added", _after(4), "You added the three means as they are. What adds up are sums over rows: each mean times its number of rows.", "AVG"),
        Trap("undivided", _after(120), "You stepped along the *sum* over the rows. The loss is their mean."),
        Trap("machines", _after(40), "The sums over the rows are added, but then divided by the number of machines. How many rows are there?", "AVG"),
        Trap("ascent", _after(-1.2), "The gradient is right, but this step goes uphill. Which sign does descent have?"),
        Trap("no-rate", _after(2.4), "The gradient is right. The step is the learning rate times it."),
        Trap("gradient", lambda a: near(a, 1.2), "That is the gradient of all rows. Now take the step, from w = 3."),
    ),
    why="(80 - 60 + 100)/100 = 1.2, so w becomes 3 - .6 = 2.4, as if all rows lay on one machine.",
    fallback="First the gradient of all hundred rows, from the three sums over rows; then the step from w = 3.",
)

# ---------------------------------------------------------------- I1


@lru_cache
def _cases():
    """Pairs of parts of different sizes, the first to work out by hand, the last two with numbers near 10^9."""
    rng = np.random.default_rng(6)
    return [(np.array([1.0, 3]), np.array([8.0])), *((rng.normal(m, s, n), rng.normal(q, t, k)) for n, m, s, k, q, t in
            ((3, 2, 1, 5, 7, 2), (40, -3, 2, 10, 4, 1), (1, 5, 1, 6, -2, 3), (30, 1e9, 1, 50, 1e9 + 3, 2), (20, 1e9, 2, 7, 1e9, 1)))]


def _message(rows):
    return len(rows), float(rows.mean()), float(rows.var())


def _merged(f):
    """The function's answers and the right ones as arrays (cases, 3), and the two messages of each case."""
    pairs = [(_message(p), _message(q)) for p, q in _cases()]
    rows = [numbers(3)("the result", call(f, *pair)) for pair in pairs]
    right = [_message(np.concatenate(pair)) for pair in _cases()]
    return SimpleNamespace(got=np.array(rows), right=np.array(right), a=np.array([p for p, _ in pairs]), b=np.array([q for _, q in pairs]))


def _fits(r, column, wanted=None, cases=slice(None)):
    wanted = r.right[:, column] if wanted is None else wanted
    return near(r.got[cases, column], wanted[cases], rel=1e-6 if column == 2 else 1e-12)


def _within(r):
    return (r.a[:, 0] * r.a[:, 2] + r.b[:, 0] * r.b[:, 2]) / r.right[:, 0]


SMALL = slice(0, 4)  # the cases without numbers near 10^9


def _variance_is(wrong, cases=SMALL):
    """Test of a trap: the variances are those that `wrong` makes of the messages."""
    return lambda r: _fits(r, 2, wrong(r), cases)


def _apart(r):
    return (r.a[:, 1] - r.b[:, 1]) ** 2


def _first_merge(r):
    """Show the first case whose variance is not right."""
    k = next(k for k, (mine, right) in enumerate(zip(r.got[:, 2], r.right[:, 2])) if not near(mine, right, rel=1e-6))
    rows = "for the rows 1 and 3 in one part and 8 in the other" if k == 0 else f"for parts of {r.a[k, 0]:.0f} and {r.b[k, 0]:.0f} rows, though the first case is right"
    return f"Count and mean are right. Your variance is {r.got[k, 2]:.4f} {rows}. Work out the squared distances from the mean of *all* rows, and see what each part's message says about them."


I1 = Exercise(
    "ch06s-i1", {"my_merge": function}, lambda r: all(_fits(r, column) for column in range(3)),
    (
        Trap("count", lambda r: not _fits(r, 0), "The first number is wrong: how many rows have the two parts together?"),
        Trap("average", lambda r: _fits(r, 1, (r.a[:, 1] + r.b[:, 1]) / 2), "Your mean is half-way between the two means, whatever the sizes. A part with more rows must pull harder.", "AVG"),
        Trap("mean", lambda r: not _fits(r, 1), "The mean is wrong. From n and the mean you can get back the sum, and sums add."),
        Trap("within", lambda r: _fits(r, 2, _within(r)), "Your variance is the weighted mean of the two variances. Take two parts that are constant, one 0 and one 1: both variances are 0, but that of all rows is not. What is missing?", "AVG"),
        Trap("plain", lambda r: _fits(r, 2, (r.a[:, 2] + r.b[:, 2]) / 2), "Your variance is the plain mean of two variances: it takes no account of the sizes, nor of the distance between the two means.", "AVG"),
        Trap("summed", _variance_is(lambda r: r.a[:, 2] + r.b[:, 2]), "Your variance is the sum of the two variances. Take two parts that are alike: the variance of all rows is then that of one part, not twice it.", "AVG"),
        Trap("unweighted", _variance_is(lambda r: _within(r) + _apart(r)), "Right within the parts; then you add the whole squared distance of the two means. No row is that far from the common mean: how far is each part's mean from it, and for how many rows?"),
        Trap("half-way", _variance_is(lambda r: _within(r) + _apart(r) / 4), "Right within the parts; then you let the common mean lie half-way between the two. With unequal sizes it does not."),
        Trap("pooled", _variance_is(lambda r: _within(r) * r.right[:, 0] / np.maximum(r.right[:, 0] - 2, 1)), "That is the pooled variance of two groups, with n - 2. It leaves out how far the two means are apart."),
        Trap("scatter", _variance_is(lambda r: r.right[:, 2] * r.right[:, 0]), "That is the *sum* of the squared distances. The variance is their mean."),
        Trap("deviation", _variance_is(lambda r: np.sqrt(r.right[:, 2])), "That is the standard deviation. A message holds the variance."),
        Trap("sample", _variance_is(lambda r: r.right[:, 2] * r.right[:, 0] / (r.right[:, 0] - 1)), "You divide by n - 1. Here a variance is the mean of the squared distances, so it divides by n."),
        Trap("digits", lambda r: _fits(r, 2, cases=SMALL), "Right for small numbers, wrong near a thousand million. A difference of large squares loses all its digits. Use the square of a difference instead."),
    ),
    why="the squared distances within the parts, and n_a n_b / n times the squared distance of the means; nothing is subtracted that is large.",
    fallback=_first_merge,
    run=_merged,
    prepare=_cases,
)

# ---------------------------------------------------------------- I2


class _Ticket:
    """Stands in for a future: what a task returned, or a part of the data, that lies on a worker."""

    def __init__(self, cluster, value, is_part=False):
        self._cluster, self._value, self._is_part = cluster, value, is_part

    def result(self, timeout=None):
        return self._cluster.gather(self)

    def done(self):
        return True


class _Cluster:
    """Stands in for a client, and notes what it is asked for.

    submitted: tasks so far; waited: how many there were when the first result was asked for; fetched: parts of the data
    that the notebook asked for; most: parts in the task that needs most of them; lazily: whether `gather` was given an
    iterator, of which Dask makes another one that asks for a future when its turn comes.
    """

    OPTIONS = ("key", "workers", "resources", "retries", "priority", "allow_other_workers", "pure")

    def __init__(self, rows):
        self.submitted, self.waited, self.fetched, self.most, self.lazily = 0, None, 0, 0, False
        self.parts = [_Ticket(self, part, True) for part in rows]

    def submit(self, f, *given, **named):
        """The ticket of f(*given, **named), in which tickets stand for their values."""
        named = {name: value for name, value in named.items() if name not in self.OPTIONS}
        seen = []
        given, named = self._values((given, named), seen)
        self.submitted, self.most = self.submitted + 1, max(self.most, sum(ticket._is_part for ticket in seen))
        return _Ticket(self, f(*given, **named))

    def gather(self, tickets, errors="raise"):
        """Their values, in lists nested as the tickets are; an iterator of them for an iterator."""
        if hasattr(tickets, "__next__"):
            self.lazily = True
            return (self.gather(ticket) for ticket in tickets)
        seen = []
        values = self._values(tickets, seen)
        self.waited = self.submitted if self.waited is None else self.waited
        self.fetched += sum(ticket._is_part for ticket in seen)
        return values

    def scatter(self, data, broadcast=False):
        """A ticket for the data, or one for each of a list."""
        return [_Ticket(self, value) for value in data] if isinstance(data, list) else _Ticket(self, data)

    def _values(self, thing, seen):
        if isinstance(thing, _Ticket):
            seen.append(thing)
            return thing._value
        if isinstance(thing, dict):
            return {name: self._values(value, seen) for name, value in thing.items()}
        if isinstance(thing, (list, tuple)) or hasattr(thing, "__next__"):
            return [self._values(value, seen) for value in thing]
        return thing


def _rows_of(part):
    if isinstance(part, _Ticket):
        raise Hint("here")
    return part


def _count(part):
    return len(_rows_of(part))


def _total(part, times=1, less=0):
    return sum(_rows_of(part)) * times - less


def _asked(f, work, rows, **given):
    """What f answers about these parts: what `right` and the traps look at."""
    cluster = _Cluster(rows)
    parts = list(cluster.parts)
    got = f(cluster, work, parts, **given)
    if got is None or unfilled(got):
        raise NotAttempted("the function still returns nothing. Fill in its body, and end it with `return`.")
    if len(parts) != len(rows) or any(mine is not part for mine, part in zip(parts, cluster.parts)):
        raise Hint("mutates")
    lazy = hasattr(got, "__next__")
    got = list(got) if lazy else got
    return SimpleNamespace(got=plain(got), lazy=lazy, rows=rows, work=work, given=given, log=cluster)


def _answers(f):
    """A small case, and one of four parts with values that are handed on."""
    return [_asked(f, _count, [[5, 6], [7]]), _asked(f, _total, [[1, 2], [4], [3, 3, 3], [5, 2]], less=1, times=10)]


def _wanted(case, **given):
    return [case.work(part, **given) for part in case.rows]


def _is(case, wanted):
    return isinstance(case.got, list) and case.got == wanted


def _sound(case):
    """No rows fetched, no task with two parts, and all tasks sent before the first wait."""
    return not case.log.fetched and case.log.most == 1 and (case.log.waited or 0) >= len(case.rows)


def _tickets(thing):
    return isinstance(thing, _Ticket) or isinstance(thing, (list, tuple)) and any(map(_tickets, thing))


def _second(test):
    """Test of a trap on the case whose parts are four, with values handed on."""
    return lambda cases: test(cases[1], _wanted(cases[1], **cases[1].given))


def _first_answer(cases):
    """Show the first case that disagrees."""
    case = next(case for case in cases if not _is(case, _wanted(case, **case.given)) or not _sound(case))
    what = "the sum times 10, less 1," if case.given else "the number of rows"
    return f"For {what} of the parts {', '.join(map(str, case.rows))} you return {str(case.got)[:60]}. Wanted is one summary a part, each made by a task of its own, in the order of the parts."


I2 = Exercise(
    "ch06s-i2", {"my_on_workers": function},
    lambda cases: all(_is(case, _wanted(case, **case.given)) and _sound(case) and not case.lazy for case in cases),
    (
        Trap("fetched", lambda cases: any(case.log.fetched for case in cases), "Your function asked for the rows themselves, so they travel to the notebook, which may have no room for them. Send the work to the rows: hand the *future* of a part to the task."),
        Trap("one-task", lambda cases: any(case.log.most > 1 for case in cases), "One of your tasks needs the rows of several parts, so one worker must get them all and do the work alone. Make a task a part."),
        Trap("futures", lambda cases: any(_tickets(case.got) for case in cases), "You return futures, which are tickets and no summaries. Somebody must wait and collect what they stand for."),
        Trap("iterator", lambda cases: any(case.log.lazily for case in cases), "You hand `gather` an iterator. It returns another one, which can be read once, and asks for each future only when its turn comes: a generator sends the second task after the first result. Give it a list.", "ITER"),
        Trap("waits", lambda cases: any(case.log.waited is not None and case.log.waited < len(case.rows) for case in cases), "Your function waits for a result before it has sent all tasks: the second worker begins when the first has finished, and two are no faster than one. Send all of them first.", "ITER"),
        Trap("lazy", lambda cases: any(case.lazy for case in cases), "You return a generator, which can be read once and has no length. `add` wants a list."),
        Trap("dropped", _second(lambda case, right: _is(case, _wanted(case))), "The values that are given by name do not arrive: every part was worked on with the function's own defaults."),
        Trap("swapped", _second(lambda case, right: _is(case, _wanted(case, times=case.given["less"], less=case.given["times"]))), "The values arrive in each other's place: you handed them on by position. They have names, and the function may have them in another order."),
        Trap("order", _second(lambda case, right: isinstance(case.got, list) and case.got != right and sorted(case.got) == sorted(right)), "All summaries are there, but not in the order of the parts. Whoever adds them relies on it: a sum of floats depends on the order."),
        Trap("single", _second(lambda case, right: case.got in (right[0], right[-1], right[:1], right[-1:])), "Only one of the four parts is in your answer. Does a `return` stand inside the loop, or is the list begun anew in each turn?"),
        Trap("added", _second(lambda case, right: case.got in (sum(right), [sum(right)])), "You added the summaries already. Whoever calls the function does that; for itemsets, say, the local sets are united and not added."),
    ),
    why="a task a part, all sent before the first wait; what travels to the notebook are the summaries, in the order of the parts.",
    fallback=_first_answer,
    run=_answers,
    says={
        "here": "Your function calls `f` itself, on a future. A future is a ticket: only a task is given the rows that it stands for.",
        "mutates": "Your function changes the list of parts that it is given. The caller needs it again in the next round.",
        "AttributeError": "The client of this check knows `submit`, `gather` and `scatter`; a future knows `result`.",
    },
)

# ---------------------------------------------------------------- V1

V1 = choice(
    "ch06s-v1", "8825fe46ccd6",
    {
        "a": ("add", "They may be added in any order as long as they are sums of the *same* function of a row. Which centres does machine 1 use in its second round, and which machine 2?", "AVG"),
        "c": ("equal", "Equal sizes make a plain mean a weighted one. But with what centres do two machines of equal size assign their rows in the second round?", "AVG"),
    },
    why="a sum over rows needs one function for all rows. On the digits this shortcut ends with another J, and a worse one. It costs one message and is no longer k-means.",
)

EXERCISES = {ex.id: ex for ex in (P1, P2, P3, P4, I1, I2, V1)}
