"""Every cell can be run again after the last one, also in a notebook with solutions: `make again`, some minutes."""
import pytest
from exercise_tools import BOOK, CHAPTERS, NO_PLAYERS, code_cells, fill, notebooks, solutions
from nbformat.v4 import new_code_cell
from runner import executed, unsure

NOTEBOOKS = notebooks()
SOLVED = {id: code for chapter in CHAPTERS for id, code in solutions(chapter).items()}


@pytest.mark.parametrize("name", NOTEBOOKS)
def test_every_cell_still_runs_after_the_last_one(name):
    cells = [NO_PLAYERS, *code_cells(fill(NOTEBOOKS[name], SOLVED))]
    assert executed(cells, BOOK, again=float("inf"))[1] == {}


def test_a_cell_that_fails_at_the_end_is_seen():
    cells = [new_code_cell(code) for code in ("a = [1]", "print(a[0])", "b = 2\nprint(b)", "a = 3", "print(b)")]
    assert unsure(cells) == [cells[1]]
    printed, failed = executed(cells, BOOK, again=9.0)
    assert printed[cells[1].id] == "1\n" and list(failed) == [cells[1].id] and "TypeError" in failed[cells[1].id]
