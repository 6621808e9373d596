"""Which cells run, and which of them answers what; and what the line refuses."""
import io
import json
import threading
from fractions import Fraction

import choice
import grade_plan
import hostile
import numpy as np
import pytest
from dldm.exercises.kinds import Hint
from dldm.nn import Dense
from exercise_tools import BOOK, CHAPTERS, notebook, solutions, specs
from grade_wire import Gone, Line, Remote

CHAPTER = "05-1a-centres"
NB, ANSWERS = notebook(BOOK / f"{CHAPTER}.ipynb"), solutions(CHAPTER)
IDS = list(hostile.cells(NB, "stub"))


def plan_of(nb, **more):
    cells = grade_plan.code_cells(hostile.encoded(nb))
    return grade_plan.plan(cells, CHAPTER, IDS, **more), [code for code, _ in cells]


def test_each_answer_is_found_by_the_names_that_it_binds():
    for nb in (hostile.fill(NB, ANSWERS), hostile.renamed(hostile.fill(NB, ANSWERS)),
               hostile.without(hostile.fill(NB, ANSWERS), "check")):
        plan, codes = plan_of(nb)
        assert {id: codes[number] for id, number in plan.places.items()} == {
            id: grade_plan.tidy(code) for id, code in ANSWERS.items()}
    assert plan_of(NB)[0].places == {}


def test_a_stub_that_is_no_python_is_the_answer_that_its_metadata_names():
    plan, codes = plan_of(hostile.fill(NB, {"ch05-1a-p1": "answer_p1 = [1,"}))
    assert codes[plan.places["ch05-1a-p1"]] == "answer_p1 = [1," and len(plan.places) == 1


def test_cells_as_they_were_handed_out_run_only_where_an_answer_needs_them():
    free, codes = plan_of(hostile.fill(NB, {"ch05-1a-p1": "answer_p1 = [1, 2]"}))
    assert [codes[number] for number in free.cells if number not in free.skipped] == list(free.cells.values())
    assert len(free.cells) < 5 < len(free.skipped)
    bound, _ = plan_of(hostile.fill(NB, {"ch05-1a-p1": "answer_p1 = irises().X[:2, 0]"}))
    assert any("irises" in code and "import" in code for code in bound.cells.values())
    whole, codes = plan_of(NB, whole=True)
    assert len(whole.cells) == len(codes) and not whole.skipped
    drawn, codes = plan_of(hostile.fill(NB, {"ch05-1a-p1": "answer_p1 = rng.normal(size=2)"}))
    assert len(drawn.cells) == len(codes), "what is drawn depends on all that was drawn before"


PEEKS = ["import dldm.exercises.check as c", "from dldm.exercises.mining import centres",
         "from dldm.exercises import kinds", "from dldm import exercises",
         "sys.modules['dldm.exercises']", "import grade_wire"]
FINE = ["from dldm.exercises import check", "from dldm.exercises.check import check",
        "from dldm.exercises.inventory import score", "from dldm.mining.clustering import kmeans"]


def test_what_looks_into_the_check_is_seen_and_what_the_book_writes_is_not():
    for code in PEEKS:
        assert plan_of(hostile.with_cell(NB, code))[0].peeks, code
    for code in FINE:
        assert not plan_of(hostile.with_cell(NB, code))[0].peeks, code


def test_the_chapter_is_found_and_every_chapter_has_its_exercises():
    for chapter in CHAPTERS:
        data = (BOOK / f"{chapter}.ipynb").read_bytes()
        assert grade_plan.chapter_of(grade_plan.code_cells(data), data) == chapter
        assert set(choice.chapters()[chapter]) == set(specs(chapter))
    named = json.dumps({"cells": [], "metadata": {"dldm": {"assignment": CHAPTER}}}).encode()
    assert grade_plan.chapter_of([], named) == CHAPTER
    with pytest.raises(grade_plan.Unreadable, match="CHAPTER"):
        grade_plan.chapter_of([], b"{}")


# ---------------------------------------------------------------- the line


@pytest.fixture
def ends():
    """Two ends of a line; what is asked of the second is answered in a thread."""
    import socket
    one, two = socket.socketpair()
    first, second = (Line(end.makefile("rb"), end.makefile("wb")) for end in (one, two))

    def listen():
        try:
            while True:
                second.answer(second.receive())
        except Gone:
            pass

    thread = threading.Thread(target=listen, daemon=True)
    thread.start()
    yield first, second
    for end in (one, two):
        end.shutdown(socket.SHUT_RDWR)
        end.close()
    thread.join(5)


VALUES = [None, True, 3, -2.5, float("inf"), "é", [1, [2.0]], (1, "a"), {1: "a", (2, 3): [4]}, {1, 2}, frozenset("ab"),
          ..., 2 + 3j, b"ab", range(1, 9, 3), range(0), np.arange(6).reshape(2, 3), np.float32(2.5),
          np.array(["a", "bc"]), Fraction(1, 3),
          np.array([True, False]), np.array([1, "a"], dtype=object), np.zeros((0, 3))]


@pytest.mark.parametrize("value", VALUES, ids=lambda value: type(value).__name__)
def test_a_value_comes_over_as_it_is(value, ends):
    got = ends[1].decode(json.loads(json.dumps(ends[0].encode(value))))
    assert type(got) is type(value)
    np.testing.assert_equal(got, value)


def test_generators_and_records_come_over_and_a_class_of_the_books_runs_no_code(ends):
    there = ends[1].decode(ends[0].encode(np.random.default_rng(3)))
    assert there.random() == np.random.default_rng(3).random()
    layer = Dense(4)
    assert type(ends[1].decode(ends[0].encode(layer))) is Dense
    forged = {"record": {"dict": [["x", 1]], "as": "dict"}, "module": "os", "name": "system"}
    assert ends[1].decode(forged).x == 1


def test_a_function_stays_and_what_it_does_to_its_arguments_and_raises_comes_back(ends):
    def f(x, items, rng):
        x[0] = 9
        items.append(rng.integers(100))
        return x.sum()

    there = ends[0].decode(ends[1].encode(f))
    x, items, rng, twin = np.ones(3), [], np.random.default_rng(0), np.random.default_rng(0)
    assert there(x, items, rng) == 11 and x[0] == 9 and items == [twin.integers(100)]
    assert rng.integers(100) == twin.integers(100), "the generator has gone on"
    with pytest.raises(ZeroDivisionError):
        ends[0].decode(ends[1].encode(lambda: 1 / 0))()
    with pytest.raises(np.linalg.LinAlgError):
        ends[0].decode(ends[1].encode(np.linalg.inv))(np.zeros((2, 2)))
    assert list(ends[0].decode(ends[1].encode(iter("ab")))) == ["a", "b"]
    back = ends[0].decode(ends[1].encode(lambda g: g(4)))
    assert back(lambda v: v + 1) == 5, "a call back"
    with pytest.raises(Hint, match="key"):
        back(lambda v: (_ for _ in ()).throw(Hint("key")))


def test_nothing_private_and_no_module_is_handed_out(ends):
    class Thing:
        shown, module, _hidden = 1, json, 2

    there = ends[0].decode(ends[1].encode(Thing()))
    assert isinstance(there, Remote) and there.shown == 1
    for name in ("module", "_hidden", "missing"):
        with pytest.raises(AttributeError):
            getattr(there, name)
        with pytest.raises(AttributeError):
            ends[0].ask({"do": "get", "of": 0, "name": name})


GARBLED = [b"", b"\n", b"[1]\n", b"no JSON\n", b'{"raised": 1}\n', b"[" * 100_000 + b"\n", b'{"other": 1}\n'] + [
    b'{"value": %s}\n' % value for value in (
        b'{"array": "AA", "dtype": "O", "shape": [1]}', b'{"mine": "x", "kind": "function", "class": ""}', b"{}",
        b'{"strange": 1}', b'{"rng": {"dict": [], "as": "dict"}}', b'{"yours": 7}', b'{"tuple": 3}')]


@pytest.mark.parametrize("said", GARBLED, ids=lambda said: said[:50].decode())
def test_what_cannot_be_understood_ends_the_line(said):
    line = Line(io.BytesIO(said), io.BytesIO())
    with pytest.raises(Gone):
        line.value({})
    assert line.gone == ("garbled" if said else "ended")
