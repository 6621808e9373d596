"""Which packages does the check of an exercise load only when its clock already runs?

A script, since nothing may be loaded beforehand: a list of [id, code of its cell] on stdin, of [id, package] on stdout.
Every code is judged in a fork of its own; where it or `prepare` loads a package, in a fork that holds it already.
"""
import ast
import importlib
import json
import sys
from contextlib import contextmanager, redirect_stdout
from importlib.machinery import PathFinder

import numpy  # noqa: F401
from dldm.exercises.check import find, status
from exercise_tools import run_code
from runner import forked

KNOWN = {*sys.stdlib_module_names, "dldm", "numpy"}


class Wanted(BaseException):
    """This package is loaded before the check."""


@contextmanager
def watched(tell):
    """Call `tell` with the name of every package that is imported in this block for the first time."""
    class Finder:
        def find_spec(self, name, path=None, target=None):
            top = name.partition(".")[0]
            if top not in KNOWN and top not in sys.modules and PathFinder.find_spec(top):
                tell(top)

    sys.meta_path.insert(0, Finder())
    try:
        yield
    finally:
        del sys.meta_path[0]


def stop(package):
    raise Wanted(package)


def imported(code):
    """The modules that the code itself imports: nobody can load them for it."""
    for node in ast.walk(ast.parse(code)):
        if isinstance(node, ast.Import):
            yield from (alias.name for alias in node.names)
        elif isinstance(node, ast.ImportFrom):
            yield node.module


def late(id, code):
    """(a package that is loaded before the check, or None; the packages that only the check loads)."""
    found = []
    try:
        with watched(stop):
            find(id).prepare()
            for module in imported(code):
                importlib.import_module(module)
            ns = run_code(code)
    except Wanted as package:
        return str(package), found
    with watched(found.append):
        status(id, ns)
    return None, found


def judged(cells):
    """[id, package] for every package that is loaded too late when these [id, code] are judged."""
    found, waiting = [], {}
    for id, code in cells:
        first, packages = forked(late, id, code)
        found += [[id, package] for package in packages]
        if first:
            waiting.setdefault(first, []).append([id, code])
    for package, some in waiting.items():
        found += forked(lambda package=package, some=some: importlib.import_module(package) and judged(some))
    return found


if __name__ == "__main__":
    with redirect_stdout(sys.stderr):  # solutions print
        answer = judged(json.load(sys.stdin))
    print(json.dumps(answer))
