"""The living page without a browser: what a cell needs, what the build lays beside the pages, what a cell sends."""
import asyncio
import json
import sys
import types
import zipfile
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parents[2]
sys.path += [str(ROOT / "ext"), str(ROOT / "ext" / "live")]

import live  # noqa: E402
import needs  # noqa: E402
import run  # noqa: E402
from needs import Page, read  # noqa: E402

NOTEBOOKS = sorted((ROOT / "book").glob("*.ipynb"))


def page(*codes, **checks):
    return Page({f"c{i}": code for i, code in enumerate(codes)}, checks)


# ---------------------------------------------------------------- the names in a cell


@pytest.mark.parametrize("code, binds, uses", [
    ("x = y", "x", "y"),
    ("x = 1\nprint(x)", "x", ""),
    ("print(x)\nx = 1", "x", "x"),
    ("n += 1", "n", "n"),
    ("import numpy as np, os.path", "np os", ""),
    ("from a import b as c, d", "c d", ""),
    ("for i in rows: t = i + u", "i t", "rows u"),
    ("s = [i * w for i in rows if i]", "s", "rows w"),
    ("d = {k: v for k, v in pairs}", "d", "pairs"),
    ("def f(a, *b, c=z, **d):\n    e = a + g\n    return e", "f", "z"),
    ("f = lambda a: a + b", "f", "b"),
    ("class K(Base):\n    n = m\n    def f(self): return q", "K", "Base m"),
    ("with open(p) as f: t = f.read()", "f t", "p"),
    ("try:\n    a()\nexcept ValueError as e:\n    print(e)", "e", "a"),
    ("if (n := len(rows)) > 2: print(n)", "n", "rows"),
    ("(a, b), *c = d", "a b c", "d"),
    ("def f():\n    def g(): return h\n    return g\nf()", "f", "h"),
    ("x: int = y", "x", "y"),
])
def test_what_a_cell_binds_and_what_it_reads_of_earlier_ones(code, binds, uses):
    found = read(code)
    assert found.binds == set(binds.split()) and found.uses == set(uses.split())


def test_a_function_reads_later_what_its_body_names():
    assert read("def f(x):\n    return [g(i) for i in x if i > LEAST]").later == {"f": {"g", "LEAST"}}
    assert read("class K:\n    def f(self): return g").later == {"K": {"g"}}


@pytest.mark.parametrize("code, changed", [
    ("x[0] = 1", "x"), ("x.a = 1", "x"), ("del x[0]", "x"), ("x[0] += 1", "x"), ("x.append(1)", "x"),
    ("y = net.fit(X)", "net"), ("train(net, X)", "net train X"),
    ("print(net)", ""), ("y = f(net)", ""), ("a = next(steps)", "steps"), ("np.add.at(x, i, 1)", "x i"),
    ("y = np.append(x, 1)", ""), ("plt.plot(x)\nplt.show()", "x")])
def test_what_a_cell_may_change_in_place(code, changed):
    assert read(code).changes == set(changed.split())


def test_a_cell_that_is_no_python_needs_nothing():
    assert read("for in") == needs.Names()


# ---------------------------------------------------------------- what must run first


def test_only_what_is_needed_runs_first_and_in_the_pages_order():
    chapter = page("import numpy as np", "a = 1", "b = 2", "c = a + 1", "print(c)")
    assert chapter.plan("c4") == ["c1", "c3"]


def test_what_has_run_does_not_run_again_but_an_edited_cell_does():
    chapter = page("a = 1", "b = a", "print(b)")
    chapter.done("c0"), chapter.done("c1")
    assert chapter.plan("c2") == []
    chapter.update({"c0": "a = 2", "c1": "b = a", "c2": "print(b)"})
    assert chapter.plan("c1") == ["c0"]


def test_a_name_that_a_later_cell_has_taken_is_bound_again():
    chapter = page("x = 1", "print(x)", "x = 2", "print(x)")
    for id in ("c0", "c2"):
        chapter.done(id)
    assert chapter.plan("c3") == [] and chapter.plan("c1") == ["c0"]
    chapter.done("c0")
    assert chapter.plan("c3") == ["c2"]


def test_cells_that_change_a_value_come_with_the_one_that_binds_it():
    chapter = page("x = [1]", "x.append(2)", "y = 3", "print(x)")
    assert chapter.plan("c3") == ["c0", "c1"]
    chapter.done("c0"), chapter.done("c1")
    assert chapter.plan("c3") == []


def test_what_a_called_function_reads_counts_where_it_is_called():
    chapter = page("def f(): return g() + x", "def g(): return y", "x = y = 1", "f()")
    assert chapter.plan("c3") == ["c0", "c1", "c2"]


def test_a_check_needs_the_answer_that_it_judges():
    chapter = page("from dldm.exercises import check", "def answer(): return a", "check('p1')", "a = 1", c2="c1")
    assert chapter.plan("c2") == ["c0", "c1"]


def test_a_check_runs_its_answer_again_and_nothing_else_that_has_run():
    chapter = page("held = 1", "answer = held", "check('p1')", c2="c1")
    for id in chapter.ids:
        chapter.done(id)
    assert chapter.plan("c2") == ["c1"] and chapter.plan("c1") == []


def test_when_python_begins_anew_all_is_needed_again():
    chapter = page("a = 1", "a")
    chapter.done("c0")
    assert chapter.plan("c1") == []
    assert page("a = 1", "a").plan("c1") == ["c0"]


@pytest.mark.parametrize("path", NOTEBOOKS, ids=lambda path: path.stem)
def test_every_name_of_a_chapter_has_its_cell(path):
    cells = [cell for cell in json.loads(path.read_text(encoding="utf-8"))["cells"] if cell["cell_type"] == "code"]
    chapter = Page({cell["id"]: "".join(cell["source"]) for cell in cells})
    lost = {(id, name) for id in chapter.ids for name in chapter.names[id].uses if name not in chapter.needs(id)}
    assert lost <= {("c4-name-error", "X_train"), ("c4-name-error", "y_train")}  # names that the error lies in


# ---------------------------------------------------------------- what the build lays beside the pages


def test_equal_files_make_equal_archives_and_tests_of_peers_stay_out(tmp_path):
    for name in "ab":
        live.archive(tmp_path / name, live.below(ROOT / "book" / "dldm" / "ground", ROOT / "book"))
    assert (tmp_path / "a").read_bytes() == (tmp_path / "b").read_bytes()
    assert "dldm/ground/arrays.py" in zipfile.ZipFile(tmp_path / "a").namelist()
    names = live.peers()
    assert "mlxtend/frequent_patterns/apriori.py" in names and not any("/tests/" in name for name in names)


def cell(id, source, **metadata):
    return {"cell_type": "code", "id": id, "source": [source], "metadata": metadata}


def test_a_pages_data_pairs_checks_with_answers_and_states_with_cells():
    stub = cell("s", "answer_p1 = ...", dldm={"exercise": "p1"}, tags=["exercise-stub"])
    check = cell("k", 'check("p1")', dldm={"exercise": "p1"}, tags=["exercise-check"])
    notebook = {"cells": [cell("a", "x = 1"), {"cell_type": "markdown"}, stub, check]}
    notes = [{"rngs": {"rng": i}, "packages": [f"p{i}"], "seconds": i} for i in range(4)]
    data = live.cells_of(notebook, notes)
    assert data["cells"] == {"a": "x = 1", "s": "answer_p1 = ...", "k": 'check("p1")'}
    assert data["exercises"] == {"p1": ["s", "k"]}
    assert data["states"]["s"] == {"rngs": '{"rng": 1}', "packages": ["p2"]}
    with pytest.raises(ValueError):
        live.cells_of(notebook, notes[:2])


# ---------------------------------------------------------------- what a cell sends


@pytest.fixture
def session(monkeypatch):
    """A Session whose messages are kept; `load` makes the packages that were asked for."""
    messages, loaded = [], []
    before = sys.modules["__main__"]
    for name in ("js", "pyodide", "pyodide.ffi"):
        monkeypatch.setitem(sys.modules, name, types.ModuleType(name))
    sys.modules["js"].Object = types.SimpleNamespace(fromEntries=None)
    sys.modules["pyodide.ffi"].to_js = lambda message, dict_converter: message

    async def load(names):
        loaded.extend(names)
        for name in names:
            monkeypatch.setitem(sys.modules, name, types.ModuleType(name))

    made = run.Session(messages.append, load, ["scipy_of_the_test"])
    made.messages, made.loaded = messages, loaded
    yield made
    sys.modules["__main__"] = before


def go(session, cells, id, **states):
    session.know("{}", json.dumps(states))
    session.take(json.dumps(cells))
    session.messages.clear()
    asyncio.run(session.run(id))
    return [(m["kind"], m["data"]) for m in session.messages if m["is"] == "output"]


def test_the_needed_cells_run_first_and_are_told(session):
    assert go(session, {"a": "x = 2", "b": "print(x)"}, "b") == [("stdout", "2\n")]
    assert [(m["is"], m.get("first", m["id"])) for m in session.messages if m["is"] != "output"] == [
        ("plan", ["a"]), ("began", "a"), ("ended", "a"), ("began", "b"), ("ended", "b")]


def test_the_last_value_is_shown_as_html_where_it_has_it(session):
    assert go(session, {"a": "x = 3\nx"}, "a") == [("value", "3")]
    rich = "class R:\n    def _repr_html_(self): return '<b>1</b>'\nR()"
    assert go(session, {"a": rich}, "a") == [("html", "<b>1</b>")]
    assert go(session, {"a": "None"}, "a") == []


def test_an_error_shows_the_readers_lines_only_and_ends_what_needs_it(session):
    [(kind, text)] = go(session, {"a": "def f():\n    return 1 / 0\nx = f()", "b": "x"}, "b")
    assert kind == "error" and text.startswith("Traceback") and "ZeroDivisionError" in text
    assert "return 1 / 0" in text and "run.py" not in text
    assert session.messages[-1] == {"is": "gave up", "id": "b", "left": ["b"]}


def test_a_stop_ends_the_cell_and_keeps_what_ran(session):
    assert go(session, {"a": "x = 1", "b": "raise KeyboardInterrupt"}, "b") == []
    assert session.messages[-2]["outcome"] == "stopped"
    assert go(session, {"a": "x = 1", "b": "x"}, "b") == [("value", "1")]


@pytest.mark.parametrize("code", ["import sys; sys.exit()", "for in", "raise BaseException"])
def test_whatever_a_cell_raises_the_session_goes_on(session, code):
    [(kind, _)] = go(session, {"a": code}, "a")
    assert kind == "error" and go(session, {"a": "1"}, "a") == [("value", "1")]


def test_a_missing_package_is_fetched_and_the_cell_runs_again(session):
    assert go(session, {"a": "print(1)\nimport scipy_of_the_test"}, "a") == [("stdout", "1\n"), ("stdout", "1\n")]
    assert session.loaded == ["scipy_of_the_test"]
    assert [m["is"] for m in session.messages if m["is"] != "output"] == ["plan", "began", "began", "ended"]


def test_a_package_that_cannot_be_fetched_is_told_in_one_line(session):
    async def refuse(names):
        raise OSError("no network")

    session.load = refuse
    [(kind, text)] = go(session, {"a": "import scipy_of_the_test"}, "a")
    assert kind == "error" and text.startswith("scipy_of_the_test could not be fetched") and "\n" not in text


def test_what_no_page_can_have_is_told_in_one_line(session, monkeypatch):
    monkeypatch.setattr(run.importlib.util, "find_spec", lambda name: None)
    [(kind, text)] = go(session, {"a": "import statsmodels"}, "a")
    assert kind == "missing" and text.startswith("statsmodels cannot be had in this page") and "\n" not in text
    [_, shown, (kind, text)] = go(session, {"a": "import statsmodels.api as sm\nprint(1)\nsm.OLS"}, "a")
    assert shown == ("stdout", "1\n") and kind == "error" and text.startswith("statsmodels cannot be had in this page")


def test_generators_begin_as_they_did_when_the_book_was_made(session):
    import numpy as np
    late = np.random.default_rng(0)
    late.random(5)
    cells = {"a": "import numpy as np\nrng = np.random.default_rng(0)", "b": "print(rng.random())"}
    states = {"b": {"rngs": json.dumps({"rng": late.bit_generator.state})}}
    assert go(session, cells, "b", **states) == [("stdout", f"{late.random()}\n")]


def test_endless_printing_is_cut(session):
    texts = [data for kind, data in go(session, {"a": "for _ in range(3000): print('x' * 99)"}, "a")]
    assert len("".join(texts)) < run.MOST + 100 and "the rest is left out" in texts[-1]


def test_names_are_completed_from_what_has_run(session):
    go(session, {"a": "import math\nvalue = 1"}, "a")
    assert "value" in session.complete("") and "sqrt" in session.complete("math.")
    assert session.complete("nothing.") == []
