"""The same numbers on every machine: python tools/machines [--only NAMES] [--notebooks NAMES] [TESTS ...]

Runs every notebook on each machine that this one can play (rows.py) and compares every printed text with the
committed one; then the package's tests, if pytest's arguments for them are given. Ends with a table.
--only Haswell,wasm and --notebooks 07-faq choose by the beginnings of names. Fails if anything differs.
"""
import argparse
import os
import sys
import time
from collections import Counter
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

import nbformat
from compare import DIFFERENT, EQUAL, NOT_RUN, compare
from fetch import CannotRun
from rows import ROWS, Kernel

BOOK = Path(__file__).resolve().parents[2] / "book"


def chosen(things, names, name_of):
    """Things whose names begin with one of the comma-separated `names`; all of them if there are none."""
    starts = tuple(filter(None, (name.strip().lower() for name in names.split(","))))
    found = [thing for thing in things if not starts or name_of(thing).lower().startswith(starts)]
    if not found:
        sys.exit(f"nothing is called {names}: there are {', '.join(map(name_of, things))}")
    return found


def first_line(cell):
    return f"{cell.get('id', '')}: {cell.source.strip().splitlines()[0]}"


def run_notebooks(row, notebooks):
    """{notebook's name: Counter of states}, several side by side, the longest first."""
    longest = sorted(notebooks, key=lambda path: -path.stat().st_size)
    with ThreadPoolExecutor(max(1, os.cpu_count() // row.threads)) as pool:
        found = dict(pool.map(lambda path: (path, compare(nbformat.read(path, 4), row.run(path))), longest))
    for path in notebooks:
        for cell, verdict in found[path]:
            if verdict.state != EQUAL:
                print(f"  {verdict.state}  {path.stem}  {first_line(cell)}\n      {verdict.why}", flush=True)
    return {path.stem: Counter(verdict.state for _, verdict in found[path]) for path in notebooks}


def run_row(row, notebooks, tests):
    """(what to put into the row's column, whether all is well)."""
    print(f"== {row.name}", flush=True)
    start = time.monotonic()
    try:
        row.prepare()
    except CannotRun as trouble:
        print(f"  not run: {trouble}", flush=True)
        return {"not run": str(trouble)}, isinstance(row, Kernel)
    column = run_notebooks(row, notebooks)
    different = sum(states[DIFFERENT] for states in column.values())
    print(f"  {different or 'no'} cells differ, after {time.monotonic() - start:.0f} s", flush=True)
    fine = not different
    if tests and row.tests:
        failed = row.run_tests(tests, max(1, os.cpu_count() // row.threads))
        print(f"  tests: {failed or 'passed'}", flush=True)
        column["tests"] = f"{failed.count('FAILED') or 'some'} failed" if failed else "passed"
        fine = fine and not failed
    return column, fine


def numbers(states):
    return "/".join(str(states[state]) for state in (EQUAL, DIFFERENT, NOT_RUN))


def show(columns, notebooks):
    """The table: a column a machine, a line a notebook; machines that cannot be played here say why."""
    print("\nequal/different/not run")
    ran = {name: column for name, column in columns.items() if "not run" not in column}
    heads = [name.split(" ", 1) + [""] for name in ran]
    lines = [["", *(head[i] for head in heads)] for i in range(2)]
    lines += [[path.stem, *(numbers(column[path.stem]) for column in ran.values())] for path in notebooks]
    lines += [["all", *(numbers(sum((column[path.stem] for path in notebooks), Counter())) for column in ran.values())],
              ["tests", *(column.get("tests", "") for column in ran.values())]]
    widths = [max(map(len, cells)) for cells in zip(*lines)]
    for line in filter(any, lines):
        print("  ".join(cell.ljust(width) for cell, width in zip(line, widths)).rstrip())
    for name, column in columns.items():
        if name not in ran:
            print(f"{name}: not run: {column['not run']}")


def main():
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--only", default="", help="machines, e.g. Haswell,wasm")
    parser.add_argument("--notebooks", default="", help="notebooks, e.g. 07-faq,03")
    parser.add_argument("tests", nargs="*", help="pytest's arguments")
    asked = parser.parse_args()
    rows = chosen(ROWS, asked.only, lambda row: row.name)
    notebooks = chosen(sorted(BOOK.glob("*.ipynb")), asked.notebooks, lambda path: path.stem)
    columns, fine = {}, True
    for row in rows:
        columns[row.name], well = run_row(row, notebooks, asked.tests)
        fine = fine and well
    show(columns, notebooks)
    sys.exit(0 if fine else "not the same on every machine, or not run: see above")


if __name__ == "__main__":
    main()
