"""`make book` without the set-up: cold, then with nothing changed."""
import shutil
import subprocess
import sys
import time

from benchmarks import ROOT, targets

CHAPTERS = len(list((ROOT / "book").glob("*.ipynb")))


def seconds():
    begin = time.perf_counter()
    subprocess.run([sys.executable, ROOT / "tools/build_book.py"], check=True, stdout=subprocess.DEVNULL)
    return time.perf_counter() - begin


if __name__ == "__main__":
    shutil.rmtree(ROOT / "_build", ignore_errors=True)
    targets.at_most(f"cold build of {CHAPTERS} notebooks", seconds(), 22.5 * CHAPTERS, "s")
    targets.at_most("build with nothing changed", seconds(), 3, "s")
    targets.finish()
