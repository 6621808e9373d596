"""Grades 200 submissions whose outcomes are known, hostile ones among them, and reports time and memory.

python -m benchmarks.classroom.two_hundred [number of submissions]
"""
import hashlib
import os
import sys
import tempfile
import threading
import time
from itertools import count, cycle
from pathlib import Path

from .. import ROOT

sys.path[:0] = [str(ROOT / "tests"), str(ROOT / "tests" / "classroom"), str(ROOT / "tools" / "classroom")]

import exercise_tools  # noqa: E402
import grade  # noqa: E402
import hostile  # noqa: E402
import sandbox  # noqa: E402

CHAPTER, MOST_MINUTES, MOST_MEMORY = "05-1a-centres", 25, 2 * 2**30
LIMITS = {"cell": 10, "silent": 45, "wall": 120}


def class_of(n, folder):
    """{file name: (bytes, expected)} of n submissions."""
    nb, answers = exercise_tools.notebook(exercise_tools.BOOK / f"{CHAPTER}.ipynb"), exercise_tools.solutions(CHAPTER)
    ids = list(exercise_tools.cells(nb, "stub"))
    human = dict.fromkeys(ids, hostile.HUMAN)
    made = hostile.hostile(nb, answers, folder) | hostile.odd(nb, answers)
    made = {f"{name}.ipynb": what for name, what in made.items()}
    good = hostile.encoded(hostile.fill(nb, answers))
    made["a bomb.zip"] = hostile.bomb(), human
    made["way out.zip"] = hostile.packed({"../../way out.ipynb": good}), human
    made["one of one.zip"] = hostile.packed({"x.ipynb": good}), dict.fromkeys(ids, hostile.RIGHT)
    made["two of one.zip"] = hostile.packed({"x.ipynb": good, "y.ipynb": good + b" "}), human
    made["Ann Lee_1234567_assignsubmission_file_/x.ipynb"] = good, dict.fromkeys(ids, hostile.RIGHT)
    made["leebob_LATE_12345_67890_x-1.ipynb"] = good, dict.fromkeys(ids, hostile.RIGHT)
    made |= partly_wrong(nb, answers, (n - len(made)) * 3 // 4)
    for number in range(n - len(made)):
        made[f"perfect {number}.ipynb"] = good, dict.fromkeys(ids, hostile.RIGHT)
    return made


def partly_wrong(nb, answers, n):
    """n submissions in which some answers are wrong, each in a known way."""
    wrong = {id: cycle(codes.items()) for id, codes in exercise_tools.table(CHAPTER, "WRONG").items()}
    made = {}
    for number, which in zip(range(n), count()):
        taken = {id: next(turns) for place, (id, turns) in enumerate(wrong.items()) if (place + which) % 3}
        expected = {id: ("scored", "not yet", taken[id][0]) if id in taken else hostile.RIGHT for id in answers}
        code = answers | {id: code for id, (_, code) in taken.items()}
        made[f"partly wrong {number}.ipynb"] = hostile.encoded(hostile.fill(nb, code)), expected
    return made


class Memory(threading.Thread):
    """The most memory that this process and all that it started held at one time."""

    def __init__(self):
        super().__init__(daemon=True)
        self.most = 0

    def run(self):
        while True:
            self.most = max(self.most, sum(map(sandbox.share, sandbox.descendants(os.getpid()))))
            time.sleep(1)


def digest(folder):
    """A digest of all files in a folder."""
    found = hashlib.sha256()
    for file in sorted(path for path in folder.rglob("*") if path.is_file()):
        found.update(file.relative_to(folder).as_posix().encode() + file.read_bytes())
    return found.hexdigest()


def main(n=200):
    """Grade, compare and print; the exit code is 1 if an outcome or a target was missed."""
    with tempfile.TemporaryDirectory() as place:
        folder = Path(place) / "class"
        made = class_of(n, folder)
        for name, (data, _) in made.items():
            (folder / name).parent.mkdir(parents=True, exist_ok=True)
            (folder / name).write_bytes(data)
        before, memory, began = digest(folder), Memory(), time.monotonic()
        memory.start()
        kind = sandbox.best()
        rows = grade.grade(folder, Path(place) / "out", CHAPTER, kind, limits=LIMITS, progress=grade.Bar())
        minutes = (time.monotonic() - began) / 60
        unchanged = digest(folder) == before
    got = {}
    for row in rows:
        got.setdefault(row["student"], {})[row["exercise"]] = row["outcome"], row["state"], row["key"]
    wanted = {grade.submissions.student_of(Path(name).parts): expected for name, (_, expected) in made.items()}
    missed = [(student, id, expected[id], got.get(student, {}).get(id)) for student, expected in wanted.items()
              for id in expected if got.get(student, {}).get(id) != expected[id]]
    for line in missed:
        print("missed:", *line)
    print(f"{len(wanted)} submissions in {kind}: {minutes:.1f} minutes (at most {MOST_MINUTES}), "
          f"{memory.most / 2**30:.2f} GB at most (2), {len(missed)} outcomes missed, files unchanged: {unchanged}")
    return bool(missed or minutes > MOST_MINUTES or memory.most > MOST_MEMORY or not unchanged)


if __name__ == "__main__":
    sys.exit(main(*map(int, sys.argv[1:])))
