"""Are all known answers, right and wrong, judged through the sandbox as they are in a notebook?

python -m benchmarks.classroom.same_verdicts [notebook ...]
"""
import sys
import tempfile
from pathlib import Path

from .. import ROOT

sys.path[:0] = [str(ROOT / "tests"), str(ROOT / "tools" / "classroom")]

import exercise_tools  # noqa: E402
import grade  # noqa: E402
import sandbox  # noqa: E402
from dldm.exercises.check import status  # noqa: E402
from grade_judge import Judge  # noqa: E402


def answers(chapter):
    """(id, name, code) of all known answers to a chapter's exercises."""
    yield from ((id, "solution", code) for id, code in exercise_tools.solutions(chapter).items())
    for id, codes in exercise_tools.table(chapter, "WRONG").items():
        yield from ((id, name, code) for name, code in codes.items())
    for id, codes in exercise_tools.table(chapter, "VARIANTS").items():
        yield from ((id, f"variant {number}", code) for number, code in enumerate(codes))


def compare(chapter, package):
    """(number of answers, those that are judged differently) of one chapter."""
    box = sandbox.Box(sandbox.best(), package, sandbox.Limits(wall=3600))
    judge, found, n = Judge(box.reader, box.writer, 60), [], 0
    for n, (id, name, code) in enumerate(answers(chapter), 1):
        got = dict(judge.verdicts({0: code}, {id: 0}, [id]))[id]
        wanted = status(id, exercise_tools.run_code(code))
        if (got.state, got.key) != (wanted.state, wanted.key):
            found.append((id, name, wanted[:2], got[:3]))
    box.close()
    return n, found


def main(chapters):
    """Compare and print; the exit code is 1 if a verdict differs."""
    total, differ = 0, []
    with tempfile.TemporaryDirectory() as package:
        grade.package(package)
        for chapter in chapters or exercise_tools.CHAPTERS:
            n, found = compare(chapter, Path(package))
            total, differ = total + n, differ + found
            print(f"{chapter}: {n} answers, {len(found)} differ", *found, sep="\n  ", flush=True)
    print(f"{total} answers, {len(differ)} differ")
    return bool(differ)


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
