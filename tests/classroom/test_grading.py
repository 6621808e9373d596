"""make grade: each submission gets its known outcome, whatever another one does; a run goes on where it was."""
import csv
import os

import grade
import hostile
import pytest
import sandbox
from dldm.exercises.inventory.before import ITEMS
from exercise_tools import BOOK, notebook, solutions, table

CHAPTER = "05-1a-centres"
IDS = [f"ch05-1a-{short}" for short in ("p1", "p3", "i1", "v1")]
ANSWERS = {id: code for id, code in solutions(CHAPTER).items() if id in IDS}
LIMITS = {"cell": 2, "silent": 60, "wall": 120, "processes": 40}
HOSTILE = ("loop", "os._exit", "fork bomb", "threads", "memory", "output", "patched module", "hidden patch",
           "loop in a function", "os._exit in a function", "forged file", "forged line", "reads another's",
           "writes and deletes")
ODD = ("unfilled", "twice each answer", "renamed ids", "Windows line ends", "名字 with spaces", "broken JSON",
       "written in R", "deep", "nothing")


@pytest.fixture(scope="module")
def nb():
    return hostile.small(notebook(BOOK / f"{CHAPTER}.ipynb"), IDS)


@pytest.fixture
def choice_file(tmp_path):
    file = tmp_path / "class.toml"
    file.write_text(f"[points.{CHAPTER}]\n" + "".join(f"{id} = 2\n" for id in IDS))
    return file


def by_student(rows):
    """{student: {id: row}}."""
    found = {}
    for row in rows:
        found.setdefault(row["student"], {})[row["exercise"]] = row
    return found


def outcome(row):
    return row["outcome"], row["state"], row["key"]


@pytest.mark.long
def test_every_submission_gets_its_known_outcome_and_none_changes_another(nb, tmp_path, choice_file):
    folder = tmp_path / "class"
    folder.mkdir()
    made = hostile.hostile(nb, ANSWERS, folder) | hostile.odd(nb, ANSWERS)
    made = {name: made[name] for name in (*HOSTILE, *ODD)}
    if sandbox.best() == "plain":  # it says that it does not keep these; and root may start any number of processes
        for name in ("reads another's", "writes and deletes", *["fork bomb"] * (os.getuid() == 0)):
            del made[name]
    for name, (data, _) in made.items():
        (folder / f"{name}.ipynb").write_bytes(data)
    rows = by_student(grade.grade(folder, tmp_path / "out", CHAPTER, limits=LIMITS, file=choice_file))
    got = {name: {id: outcome(row) for id, row in rows[name].items()} for name in made}
    assert got == {name: expected for name, (_, expected) in made.items()}
    assert sorted(path.stem for path in folder.iterdir()) == sorted(made)
    right = [row for student in rows.values() for row in student.values() if row["state"] == "correct"]
    assert {row["score"] for row in right if row["outcome"] == "scored"} == {"2"}
    assert {row["score"] for row in rows["broken JSON"].values()} == {""}


@pytest.mark.long
def test_wrong_answers_keep_their_hints_and_misconceptions_and_a_second_run_grades_nothing_again(
        nb, tmp_path, choice_file, monkeypatch):
    wrong = {id: table(CHAPTER, "WRONG")[id] for id in IDS}
    mine = {IDS[0]: "one-pass", IDS[2]: "medians", IDS[3]: "positive"}
    code = ANSWERS | {id: wrong[id][trap] for id, trap in mine.items()}
    folder, out = tmp_path / "class", tmp_path / "out"
    folder.mkdir()
    for name, answers in (("Ann", code), ("=Bob", ANSWERS)):
        (folder / f"{name}.ipynb").write_bytes(hostile.encoded(hostile.fill(nb, answers)))
    seen = []
    first = grade.grade(folder, out, file=choice_file, limits=LIMITS, progress=lambda *what: seen.append(what))
    ann = by_student(first)["Ann"]
    assert {id: row["key"] for id, row in ann.items()} == {IDS[1]: "", **mine}
    assert [ann[id]["misconception"] for id in IDS] == ["ITER", "", "OBJ", "CLU"]
    assert [done for done, *_ in seen] == [1, 2] and {of for _, of, _ in seen} == {2}

    with open(out / "results.csv", newline="", encoding="utf-8-sig") as file:
        lines = list(csv.DictReader(file))
    assert tuple(lines[0]) == grade.FIELDS and len(lines) == 8
    assert {line["student"] for line in lines} == {"Ann", "'=Bob"}, "no name is a formula"
    page = (out / "feedback" / "Ann.html").read_text(encoding="utf-8")
    assert "after the first round" in page and "2 of 8 points" in page
    assert "7/3 and 53/4" not in page + (out / "feedback" / "_Bob.html").read_text(encoding="utf-8")

    results = (out / "results.csv").read_bytes()
    def nothing_again(open_, *_):
        assert not open_
        return ()

    monkeypatch.setattr(grade, "results", nothing_again)
    assert grade.grade(folder, out, file=choice_file, limits=LIMITS) == first
    assert (out / "results.csv").read_bytes() == results
    (folder / "Ann.ipynb").write_bytes((folder / "=Bob.ipynb").read_bytes())
    with pytest.raises(AssertionError, match="Ann"):  # only what changed is graded again
        grade.grade(folder, out, file=choice_file, limits=LIMITS)


def test_a_run_that_was_stopped_goes_on_where_it_was(nb, tmp_path, choice_file, monkeypatch):
    folder, out, asked = tmp_path / "class", tmp_path / "out", []
    folder.mkdir()
    for name in "abc":
        (folder / f"{name}.ipynb").write_bytes(name.encode())

    def results(open_, settings, jobs, stop=False):
        asked.append([one.student for one in open_])
        for one in open_:
            if stop and one.student == "b":
                raise KeyboardInterrupt
            yield one.student, grade.graded((one, settings))

    monkeypatch.setattr(grade, "results", lambda *given: results(*given, stop=True))
    with pytest.raises(KeyboardInterrupt):
        grade.grade(folder, out, CHAPTER, "plain", file=choice_file)
    monkeypatch.setattr(grade, "results", results)
    rows = grade.grade(folder, out, CHAPTER, "plain", file=choice_file)
    assert asked == [["a", "b", "c"], ["b", "c"]]
    assert {row["outcome"] for row in rows} == {"needs a human"} and len(rows) == 12
    (out / "state").joinpath(grade.place(out, "a").name).write_text("half a fi")
    grade.grade(folder, out, CHAPTER, "plain", file=choice_file)
    assert asked[-1] == ["a"], "what is damaged is graded again"


def test_a_fault_of_the_judges_own_costs_nobody_a_point(nb, tmp_path, choice_file, monkeypatch):
    class Faulty:
        def __init__(self, *_):
            self.changed = False

        def verdicts(self, *_):
            raise ValueError("a fault")
            yield

    monkeypatch.setattr(grade, "Judge", Faulty)
    grade.package(tmp_path)
    settings = {"chapter": CHAPTER, "kind": "plain", "limits": LIMITS, "choice": str(choice_file), "package": tmp_path}
    one = grade.submissions.Submission("Ann", "x.ipynb", hostile.encoded(hostile.fill(nb, ANSWERS)))
    rows = grade.graded((one, settings))
    assert {outcome(row) for row in rows} == {hostile.HUMAN} and "a fault" in rows[0]["note"]


def test_the_inventory_is_judged_with_its_chapter(tmp_path):
    letters = {n: "abcd"[n % 4] for n in range(1, 12)}
    cells = [hostile.nbformat.v4.new_code_cell(f"before = {letters}")]
    (tmp_path / "class").mkdir()
    (tmp_path / "class" / "Ann.ipynb").write_bytes(hostile.encoded(hostile.nbformat.v4.new_notebook(cells=cells)))
    rows = by_student(grade.grade(tmp_path / "class", tmp_path / "out", "01-background", jobs=1))["Ann"]
    wrong = {item.number: item.wrong for item in ITEMS}
    for n, letter in letters.items():
        row = rows[f"inventory-pre-{n}"]
        code, hint = wrong[n].get(letter, ("", None))
        assert (row["state"] == "correct") == (hint is None) and row["misconception"] == code and row["points"] == "0"
    assert rows["inventory-pre-12"]["state"] == "not attempted" == rows["ch01-p1"]["state"]
    report = (tmp_path / "out" / "report.html").read_text(encoding="utf-8")
    assert "Twelve questions" in report and "Nobody answered both forms yet" in report
