"""One line per target: what was measured, what was wanted, and whether it was met."""
import statistics
import sys
import time

missed = []


def at_most(what, measured, limit, unit=""):
    line(what, f"{measured:.3g} {unit}", f"at most {limit:g}", measured <= limit)


def at_least(what, measured, limit, unit=""):
    line(what, f"{measured:.3g} {unit}", f"at least {limit:g}", measured >= limit)


def line(what, measured, target, met):
    print(f"{'met   ' if met else 'MISSED'}  {what:<58}{measured:>14}   {target}", flush=True)
    missed.extend([] if met else [what])


def finish():
    """Exit with an error if a target was missed."""
    sys.exit(f"missed: {'; '.join(missed)}" if missed else None)


def ratio(ours, theirs, repeats):
    """(median seconds of ours, median of theirs, ratio of the medians), the two taking turns."""
    times = ([], [])
    for _ in range(repeats):
        for act, taken in zip((ours, theirs), times):
            begin = time.perf_counter()
            act()
            taken.append(time.perf_counter() - begin)
    medians = [statistics.median(taken) for taken in times]
    return *medians, medians[0] / medians[1]


def report(what, times, limit):
    print(f"        {what}: ours {times[0]:.4f} s, scikit-learn {times[1]:.4f} s")
    at_most(f"{what}: ours over scikit-learn", times[2], limit)
