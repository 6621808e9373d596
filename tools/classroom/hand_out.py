"""What a class is handed, and what the graders take, of one chapter: python tools/classroom/hand_out.py 05-1a-centres

Writes _build/class/CHAPTER/: student/ and its zip; otter/ and nbgrader/ for the teacher, with all that grades.
"""
import shutil
import sys
from pathlib import Path

from assignment import assignment, exercise_of, worth
from choice import ROOT, BadChoice, alone, points
from edition import common, encoded
from live import archive

HERE, TARGET = Path(__file__).parent, ROOT / "_build" / "class"
README = """\
# {chapter}: assignment ({total})
Unpack all in one folder and run there: `pip install -r requirements.txt`, then `jupyter lab`, and open {chapter}.ipynb.
Write each answer into the cell below its exercise, run that cell and then the check: it says what to look at next.
At the end choose *Run All*, save, and hand in {chapter}.ipynb, and nothing else.
"""
OTTER_README = """\
# {chapter} for otter-grader 7 ({total}); not for students
`otter run -a autograder.zip SUBMISSION.ipynb` grades one notebook in the environment of requirements.txt.
For Gradescope or `otter grade`, make the zip here with what a container needs: `otter generate dldm alone.py judge.py`.
Otter runs a submission without limits of its own: run those of strangers in a sandbox.
"""
NBGRADER_README = """\
# {chapter} for nbgrader ({total}); not for students: it holds the solutions
Copy source/{chapter} into your course's source/, and the lines of nbgrader_config.py into yours. Then, as always:
`nbgrader generate_assignment {chapter}`, then `nbgrader autograde {chapter}`, `nbgrader generate_feedback {chapter}`.
Autograde warns that the checksum of every check has changed: it puts back the line that judges, which students lack.
"""
TEST = '''\
"""Exercise {id}: judged by the files of the autograder, and not by those of the submission."""
import runpy

from otter.test_files import test_case

OK_FORMAT = False
name = "{id}"
points = {points}
FILES = "../source/files"


@test_case()
def test_answer(env):
    runpy.run_path(f"{{FILES}}/judge.py")["judge"]("{id}", env, FILES, {own})
'''
HIDDEN = '''\
{check}
### BEGIN HIDDEN TESTS
__import__("runpy").run_path("judge.py")["judge"]("{id}", globals(), ".", {own})
### END HIDDEN TESTS'''
SOLVED = "{stub}\n### BEGIN SOLUTION\n{solution}\n### END SOLUTION"
CONFIG = '''\
c = get_config()
c.ClearSolutions.code_stub = {"python": "# your answer"}
c.ExecutePreprocessor.timeout = 120  # seconds a cell
'''


def lay(folder, files):
    """Write {name: bytes or text} below the folder."""
    for name, data in files.items():
        (folder / name).parent.mkdir(parents=True, exist_ok=True)
        (folder / name).write_bytes(data.encode() if isinstance(data, str) else data)


def module(name):
    """{file: bytes} of a module of this folder that goes with the notebook."""
    return {f"{name}.py": (HERE / f"{name}.py").read_bytes()}


def readme(text, chapter):
    return text.format(chapter=chapter, total=worth(sum(points(chapter).values())))


def for_students(chapter, notebook):
    """{file: bytes or text} of what students get."""
    beside = module("alone") if alone(chapter) else {}
    return common() | beside | {f"{chapter}.ipynb": encoded(notebook), "README.md": readme(README, chapter)}


# ---------------------------------------------------------------- otter-grader


def for_otter(chapter):
    """{file: bytes or text} of the folder in which `otter generate` makes a zip."""
    own = alone(chapter)
    tests = {f"tests/{id}.py": TEST.format(id=id, points=worth_it, own=own.get(id, []))
             for id, worth_it in points(chapter).items()}
    return tests | common() | module("alone") | module("judge") | {"README.md": readme(OTTER_README, chapter)}


def autograder(files):
    """{file: bytes} of the zip that `otter run` reads."""
    tests = {name: data.encode() for name, data in files.items() if name.startswith("tests/")}
    beside = {f"files/{name}": data for name, data in files.items()
              if name.startswith("dldm/") or name in ("alone.py", "judge.py")}
    return tests | beside | {"otter_config.json": b"{}"}


# ---------------------------------------------------------------- nbgrader


def marked(cell, id, part, chapter, points, own):
    """Give a cell of an exercise what nbgrader must know: what is graded, what is locked, what is the solution."""
    cell.metadata["nbgrader"] = {"grade_id": f"{id}-{part}", "schema_version": 3, "task": False,
                                 "grade": part == "check", "solution": part == "stub", "locked": part != "stub"}
    if part == "check":
        cell.metadata["nbgrader"]["points"] = points[id]
        cell.source = HIDDEN.format(check=cell.source, id=id, own=own.get(id, []))
    if part == "stub":
        answer = ROOT / "answers" / chapter / f"{id.rpartition('-')[2]}.py"
        cell.source = SOLVED.format(stub=cell.source, solution=answer.read_text(encoding="utf-8").strip())


def for_nbgrader(chapter, notebook):
    """{file: bytes or text}: the source of an assignment, with solutions, and the settings that it needs."""
    chosen, own = points(chapter), alone(chapter)
    for cell in notebook.cells:
        id, part = exercise_of(cell)
        if id:
            marked(cell, id, part, chapter, chosen, own)
    beside = common() | module("alone") | module("judge") | {f"{chapter}.ipynb": encoded(notebook)}
    return {f"source/{chapter}/{name}": data for name, data in beside.items()} | {
        "nbgrader_config.py": CONFIG, "README.md": readme(NBGRADER_README, chapter)}


# ---------------------------------------------------------------- all


def hand_out(chapter, target=TARGET):
    """Write everything of a chapter, in place of what is there; returns the folder; raises BadChoice."""
    students, otter = for_students(chapter, assignment(chapter)), for_otter(chapter)
    folder = target / chapter
    shutil.rmtree(folder, ignore_errors=True)
    lay(folder / "student", students)
    archive(folder / f"{chapter}.zip", {f"{chapter}/{name}": data for name, data in students.items()})
    lay(folder / "otter", otter)
    archive(folder / "otter" / "autograder.zip", autograder(otter))
    lay(folder / "nbgrader", for_nbgrader(chapter, assignment(chapter)))
    return folder


if __name__ == "__main__":
    try:
        made = hand_out(*sys.argv[1:] or [""])
    except BadChoice as trouble:
        sys.exit(f"No assignment was made: {trouble}")
    print(f"{made}: give students {made.name}.zip; otter/ and nbgrader/ grade it")
