"""The assignment of a chapter, and what the graders take: nothing of a solution for students, a fair judge for both."""
import ast
import importlib
import re
import sys
import types
import zipfile
from pathlib import Path

import nbformat
import pytest
from exercise_tools import BOOK, cells, fill, notebook, part, run_code, solutions, table

ROOT = Path(__file__).resolve().parents[2]
sys.path += [str(ROOT / "tools" / "classroom"), str(ROOT / "tools" / "notebooks")]

import choice  # noqa: E402
import hand_out  # noqa: E402
from assignment import HERE, assignment  # noqa: E402
from facts import anchor  # noqa: E402

CHAPTER = "05-1a-centres"
SOLVED = solutions(CHAPTER)


@pytest.fixture(scope="module")
def folder(tmp_path_factory):
    """Everything of one chapter, written from the last build."""
    return hand_out.hand_out(CHAPTER, tmp_path_factory.mktemp("class"))


@pytest.fixture(scope="module")
def given(folder):
    return nbformat.read(folder / "student" / f"{CHAPTER}.ipynb", 4)


def headings(notebook):
    return [anchor(line.lstrip("# ")) for cell in notebook.cells if cell.cell_type == "markdown"
            for line in cell.source.splitlines() if re.match("#+ ", line)]


# ---------------------------------------------------------------- the assignment


def test_it_holds_every_exercise_and_no_solution_nor_output(given):
    nbformat.validate(given)
    parts = [part(cell) for cell in given.cells if part(cell)]
    assert parts == [(id, name) for id in choice.points(CHAPTER) for name in ("text", "stub", "check")]
    assert all(cell.outputs == [] and cell.execution_count is None for cell in given.cells if cell.cell_type == "code")
    text = nbformat.writes(given)
    assert "wrong answers reveal" not in text and "<summary>Hint</summary>" in text


def test_the_text_and_the_cells_of_the_chapter_are_all_there(given):
    def code(notebook):
        return [cell.source for cell in notebook.cells if cell.cell_type == "code"]
    source = notebook(BOOK / f"{CHAPTER}.ipynb")
    kept = [cell for cell in source.cells if part(cell) is None or part(cell)[1] != "solution"]
    assert [cell.id for cell in given.cells if not cell.id.endswith("-caption")][1:] == [cell.id for cell in kept]
    assert [text for text in code(source) if text not in code(given)] == ['check("ch05-1a-i1")']


def test_points_stand_in_the_headings_and_links_lead_there(given):
    titles = [cell.source.splitlines()[0] for cell in cells(given, "text").values()]
    assert titles[0] == "### Exercise 5.1a.1: Seven numbers (1 point)"
    assert all(title.endswith(" (1 point)") for title in titles)
    links = [found[2] for cell in given.cells if cell.cell_type == "markdown" for found in HERE.finditer(cell.source)]
    assert len(links) == 3 and set(links) <= set(headings(given))
    assert any(link.startswith("Exercise-5.1a.4:") for link in links)


def test_a_teachers_choice_leaves_the_others_out_with_every_link_to_them(tmp_path):
    file = tmp_path / "class.toml"
    file.write_text("[points.05-1a-centres]\nch05-1a-i1 = 2.5\nch05-1a-v1 = 1\n", encoding="utf-8")
    chosen = assignment(CHAPTER, file)
    assert list(cells(chosen, "stub")) == list(cells(chosen, "check")) == ["ch05-1a-i1", "ch05-1a-v1"]
    heading = cells(chosen, "text")["ch05-1a-i1"].source.splitlines()[0]
    assert heading == "### Exercise 5.1a.5: k-means of your own (2.5 points)"
    text = nbformat.writes(chosen)
    assert "Exercise-5.1a.4" not in text and "You find the exercise to it below." in text
    assert '"check(\\"ch05-1a-i1\\")"' in text and "alone(" not in text  # this file asks for nothing alone


def test_alone_is_said_and_looked_at(given):
    check, text = (cells(given, name)["ch05-1a-i1"].source for name in ("check", "text"))
    assert check == 'from alone import alone\n\ncheck("ch05-1a-i1")\nalone("my_kmeans")' and "*NumPy alone:*" in text
    assert "own function passes" not in text and "rows repeat." in text
    assert "own function passes" in cells(notebook(BOOK / f"{CHAPTER}.ipynb"), "text")["ch05-1a-i1"].source
    assert not any("alone" in cells(given, "check")[id].source for id in SOLVED if id != "ch05-1a-i1")


def test_the_zip_has_everything_beside_the_notebook_and_nothing_of_the_teachers(folder):
    with zipfile.ZipFile(folder / f"{CHAPTER}.zip") as packed:
        names = {name.removeprefix(f"{CHAPTER}/") for name in packed.namelist()}
        readme = packed.read(f"{CHAPTER}/README.md").decode()
    assert {f"{CHAPTER}.ipynb", "requirements.txt", "README.md", "alone.py", "dldm/exercises/check.py"} <= names
    assert names == {path.relative_to(folder / "student").as_posix() for path in (folder / "student").rglob("*")
                     if path.is_file()}
    assert readme.startswith(f"# {CHAPTER}: assignment ({len(choice.chapters()[CHAPTER])} points)\n")
    assert not any(name.startswith("answers") or name.endswith((".pyc", "judge.py")) for name in names)


# ---------------------------------------------------------------- what otter-grader runs


@pytest.fixture
def judged(folder, tmp_path, monkeypatch):
    """judged(id, ns) runs the test of that exercise as otter-grader does, below a folder that stands for its own."""
    otter = types.ModuleType("otter.test_files")
    otter.test_case = lambda **_: lambda function: function
    monkeypatch.setitem(sys.modules, "otter", types.ModuleType("otter"))
    monkeypatch.setitem(sys.modules, "otter.test_files", otter)
    with zipfile.ZipFile(folder / "otter" / "autograder.zip") as packed:
        packed.extractall(tmp_path / "source")
    (tmp_path / "submission").mkdir()
    monkeypatch.chdir(tmp_path / "submission")

    def run(id, ns):
        test = {}
        exec((tmp_path / "source" / "tests" / f"{id}.py").read_text(encoding="utf-8"), test)
        assert (test["OK_FORMAT"], test["name"], test["points"]) == (False, id, 1.0)
        test["test_answer"](ns)
    return run


@pytest.mark.parametrize("id", SOLVED)
def test_a_right_answer_passes_and_a_wrong_one_fails_with_its_hint(judged, id):
    judged(id, run_code(SOLVED[id]))
    for code in list(table(CHAPTER, "WRONG")[id].values())[:2]:
        with pytest.raises(AssertionError, match="not yet: "):
            judged(id, run_code(code))
    with pytest.raises(AssertionError, match="not attempted: "):
        judged(id, {"__name__": "__main__"})


def test_the_judge_is_not_the_notebooks_own(judged, monkeypatch):
    own = importlib.import_module("dldm.exercises.check")
    before = {name: module for name, module in sys.modules.items() if name.startswith("dldm")}
    monkeypatch.setattr(own, "status", lambda id, ns: own.Outcome("correct", "", ""))
    Path("dldm").mkdir()  # as a submission's zip may bring it
    Path("dldm/__init__.py").write_text("raise SystemExit", encoding="utf-8")
    with pytest.raises(AssertionError, match="not yet: "):
        judged("ch05-1a-v1", {"answer_v1": "a"})
    assert {name: module for name, module in sys.modules.items() if name.startswith("dldm")} == before


def test_the_books_own_function_gets_no_points_where_numpy_alone_is_asked_for(judged):
    code = ("from dldm.mining.clustering import kmeans\n"
            "def my_kmeans(X, k, rng):\n    best = kmeans(X, k, rng)\n    return best.centres, best.labels")
    with pytest.raises(AssertionError, match="not alone: it calls kmeans"):
        judged("ch05-1a-i1", run_code(code))


# ---------------------------------------------------------------- what nbgrader takes


@pytest.fixture(scope="module")
def source(folder):
    return nbformat.read(folder / "nbgrader" / "source" / CHAPTER / f"{CHAPTER}.ipynb", 4)


def test_nbgrader_finds_its_metadata(source):
    """Version 3 of its schema: an id for each marked cell, points where it grades, locks on all but the answer."""
    marks = {part(cell): cell.metadata["nbgrader"] for cell in source.cells if part(cell)}
    assert all(("nbgrader" in cell.metadata) == (part(cell) is not None) for cell in source.cells)
    ids = [mark["grade_id"] for mark in marks.values()]
    assert len(set(ids)) == len(ids) == 3 * len(choice.chapters()[CHAPTER])
    for (id, name), mark in marks.items():
        points = {"points": 1.0} if name == "check" else {}
        assert mark == {"grade_id": f"{id}-{name}", "schema_version": 3, "task": False, "grade": name == "check",
                        "solution": name == "stub", "locked": name != "stub"} | points


def test_without_its_regions_nbgraders_source_is_the_students_notebook(source, given):
    stripped = [re.sub(r"\n### BEGIN (SOLUTION|HIDDEN TESTS)\n.*?\n### END \1", "", cell.source, flags=re.S)
                for cell in source.cells]
    assert stripped == [cell.source for cell in given.cells]
    for id, cell in cells(source, "stub").items():
        assert SOLVED[id].strip() in cell.source and ast.parse(cell.source)


def test_the_hidden_test_judges(folder, source, monkeypatch):
    monkeypatch.chdir(folder / "nbgrader" / "source" / CHAPTER)
    hidden = cells(source, "check")["ch05-1a-p1"].source.split("### BEGIN HIDDEN TESTS\n")[1]
    exec(hidden, run_code(SOLVED["ch05-1a-p1"]))
    with pytest.raises(AssertionError, match="not yet: "):
        exec(hidden, {"answer_p1": [1, 2]})


def test_filled_with_its_solutions_the_students_notebook_has_them_in_place(given):
    filled = cells(fill(given, SOLVED), "stub")
    assert {id: cell.source for id, cell in filled.items()} == SOLVED


def test_one_clear_line_for_a_chapter_that_does_not_exist(tmp_path):
    with pytest.raises(choice.BadChoice, match="there is no chapter '05-9', but 01-background"):
        hand_out.hand_out("05-9", tmp_path / "class")
    assert not (tmp_path / "class").exists()
