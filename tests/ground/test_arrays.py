"""Arrays: the first of equals is chosen whatever the last digits say, and indices fit the machine."""
import numpy as np
import pytest
from dldm.ground import first_largest, first_smallest, ranges
from hypothesis import given
from hypothesis import strategies as st

TIE = 0.1 + 0.2  # .30000000000000004, above .3 by rounding


def test_of_values_equal_but_for_rounding_the_first_is_chosen():
    assert np.argmax([0.3, TIE]) == 1 and first_largest([0.3, TIE]) == first_largest([TIE, 0.3]) == 0
    assert np.argmin([TIE, 0.3]) == 1 and first_smallest([TIE, 0.3]) == first_smallest([0.3, TIE]) == 0
    assert first_largest([-TIE, -0.3]) == first_smallest([-0.3, -TIE]) == 0


def test_a_real_difference_decides():
    assert first_largest([1.0, 1.0 + 1e-8]) == first_largest([-1.0 - 1e-8, -1.0]) == 1
    assert first_smallest([1.0 + 1e-8, 1.0]) == first_smallest([-1.0, -1.0 - 1e-8]) == 1
    assert first_largest([1.0, 1.0 + 1e-8], rtol=1e-7) == 0 and first_largest([1.0, 1.0 + 1e-11], rtol=1e-12) == 1


def test_whole_numbers_zeros_and_infinities():
    assert first_largest([1, 3, 3]) == 1 and first_smallest([3, 1, 1]) == 1 and first_largest([0.0, 0.0]) == 0
    assert first_largest([-np.inf, -np.inf]) == 0 and first_largest([-np.inf, -7.0]) == 1
    assert first_smallest([np.inf, -np.inf]) == first_largest([0.0, np.inf]) == 1


def test_along_an_axis():
    A = np.array([[0.3, TIE, 0.1], [1.0, 2.0, 2.0]])
    assert first_largest(A, axis=1).tolist() == [0, 1] and first_largest(A, axis=0).tolist() == [1, 1, 1]
    assert first_smallest(A, axis=1).tolist() == [2, 0]


@given(st.lists(st.integers(-50, 50), min_size=1), st.floats(1e-6, 1e6), st.integers(0, 2**32 - 1))
def test_rounding_never_changes_the_choice(whole, unit, seed):
    values = unit * np.array(whole) * (1 + np.random.default_rng(seed).uniform(-1e-14, 1e-14, len(whole)))
    assert first_largest(values) == np.argmax(whole) and first_smallest(values) == np.argmin(whole)


@pytest.mark.parametrize("kind", [np.int32, np.int64, np.intp])
def test_ranges_are_indices_whatever_the_ends_are(kind):
    found = ranges(np.array([3, 7, 7], dtype=kind), np.array([5, 7, 9], dtype=kind))
    assert found.tolist() == [3, 4, 7, 8] and found.dtype.kind == "i"
