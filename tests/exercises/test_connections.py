"""The task of the painted points: its check trains as the page does, and recognises what the page's picture counts."""
import sys

import numpy as np
import pytest
from dldm.exercises import guard
from dldm.exercises.check import status
from dldm.exercises.networks import connections
from exercise_tools import BOOK, notebook, run_code

CODE = {cell.id: cell.source for cell in notebook(BOOK / "02-connections.ipynb").cells}
STAR = np.array([[1, 0], [0.5, 0.87], [-0.5, 0.87], [-1, 0], [-0.5, -0.87], [0.5, -0.87], [0, 0]])


@pytest.fixture(scope="module")
def page():
    """What the cells of the picture define."""
    ids = ("c02c-imports", "c02c-xor", "c02c-xor-learnt", "c02c-paint-training", "c02c-paint-draw", "c02c-paint-hold")
    return run_code("from dldm.nn import Adam, Dense, Sequential, fit_neuron\n" + "\n".join(map(CODE.get, ids)))


@pytest.mark.parametrize("places, size, units", [(STAR, 1, 2), (STAR, 1, 3), (STAR[:6], 1.5, 2), (STAR, 1.4, 3)])
def test_the_check_and_the_picture_separate_the_same_points_from_the_same_starts(page, places, size, units):
    X, y = size * places, np.arange(len(places)) % 2
    for seed in (*range(10), 14):
        assert page["separates"](units, seed, X, y) == connections._separates(units, seed, X, y)
    table = np.column_stack([X, y]).tolist()
    caption = page["paint"].turn({"points": table, "units": units, "start": 1})["captions"][0][-1]
    judged = connections._painted(table)
    assert (f"From {judged.three} of the 10 starts" in caption if units == 3
            else judged.two != ("From 0 of the 10 starts" in caption))


def test_the_check_trains_the_very_net_of_the_page(page):
    y = np.array([0, 1] * 3 + [1])
    net = page["hidden_layer"](3, 7)
    net.fit(STAR, y, epochs=100, verbose=0)
    assert (net.theta == connections._net(3, 7, STAR, y).theta).all()


def test_one_unit_draws_a_straight_border_and_never_separates_the_corners(page):
    told = page["paint"].turn(page["paint"].values | {"points": page["paint"].values["points"].tolist(), "units": 1})
    assert "From 0 of the 10 starts" in told["captions"][0][0]


def test_two_classes_are_needed(page):
    for rows in ([[0, 0, 0]], [[0, 0, 1], [1, 1, 1]]):
        assert page["paint"].turn({"points": rows, "units": 2, "start": 1}) == {"error": "Both classes need a point."}


def test_the_rows_of_a_form_are_read_as_text_was_typed():
    assert status("ch02c-p4", {"answer_p4": "[[1, 0, 0]]"}).key == "shape"
    assert status("ch02c-p4", {"answer_p4": np.column_stack([STAR, [0, 1] * 3 + [1]])}).state == "correct"


def test_the_books_own_nets_are_trained_without_a_look_at_the_clock_and_the_watch_goes_on_after_them():
    stop = guard._trace(lambda: None, 5)
    try:
        watch = sys.gettrace()
        with pytest.raises(KeyError), guard.unwatched():
            unseen = sys.gettrace() is None
            raise KeyError
        assert unseen and watch is not None and sys.gettrace() is watch
    finally:
        stop()
