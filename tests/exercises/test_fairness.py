"""The task of the two cuts: the numbers that its hints and the page quote are those of the chapter's functions."""
import numpy as np
import pytest
from dldm.challenges import bell_rates
from dldm.datasets import compas
from dldm.exercises.check import find, status
from dldm.exercises.trends import fairness

COUNTS = np.array([*compas().values()])
GRID = np.arange(-1, 2.001, 0.05).round(2)


def wrong(*cuts):
    """False flags and misses in a thousand people of both groups."""
    sides = [bell_rates(base, cut, 0.75) for base, cut in zip(fairness.BASES, cuts)]
    shares = [(1 - side.base) * side.fpr + side.base * side.fnr for side in sides]
    return 1000 * COUNTS.sum(axis=1) @ shares / COUNTS.sum()


def test_no_cuts_that_find_half_of_both_groups_bring_all_three_differences_below_what_is_said():
    fine = np.arange(-2, 0.7501, 0.01)
    looks = [fairness._cuts((a, b)) for a in fine for b in fine]
    least = min(max(c.ppv, c.fpr, c.fnr) for c in looks if c.missed <= 0.5 + 1e-9)
    assert 0.087 < least < 0.0875 and ".087" in find("ch06f-p4").why
    assert min(c.ppv for c in looks if c.first == c.second) > 0.1  # one threshold
    assert min(max(c.fpr, c.fnr) for c in looks if c.ppv < 0.01) > 0.3  # equal precision


@pytest.mark.parametrize("cuts, total, innocent", [((0.3, 0.95), 345, (0.38, 0.17)), ((0.2, 1.1), 346, (0.42, 0.14)),
                                                   ((0.55, 0.55), 352, (0.29, 0.29))])
def test_what_each_demand_costs(cuts, total, innocent):
    assert round(wrong(*cuts)) == total
    fpr = [bell_rates(base, cut, 0.75).fpr for base, cut in zip(fairness.BASES, cuts)]
    assert tuple(round(share, 2) for share in fpr) == innocent


def test_these_cuts_are_the_best_that_the_sliders_have():
    looks = {(a, b): fairness._cuts((a, b)) for a in GRID for b in GRID}
    assert min(looks, key=lambda cuts: wrong(*cuts)) == (0.3, 0.95)
    equal = {cuts: wrong(*cuts) for cuts, c in looks.items() if c.ppv < 0.01}
    assert round(min(equal.values())) == round(equal[0.2, 1.1])
    assert min(GRID, key=lambda cut: wrong(cut, cut)) == 0.55
    assert round(wrong(0.5, 0.7)) - round(wrong(0.3, 0.95)) == 3


def test_each_pair_of_cuts_is_right_exactly_if_it_does_what_the_task_says():
    right = []
    for cuts in ((a, b) for a in GRID for b in GRID):
        one, two = (bell_rates(base, cut, 0.75) for base, cut in zip(fairness.BASES, cuts))
        small = max(abs(a - b) for a, b in zip(one[1:], two[1:])) <= 0.1005
        right.append(small and max(one.fnr, two.fnr) <= 0.5005)
        assert (status("ch06f-p4", {"answer_p4": cuts}).state == "correct") == right[-1], cuts
    assert sum(right) > 30
