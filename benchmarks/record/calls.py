"""Collect what the functions of the standard library call, and in which order: python -m benchmarks.record.calls

Writes data/calls.json.gz (CPython 3.11).  The library changes from one Python to the next, so the file is kept,
not remade.  A call is counted where it ends in the text: in `f(g(x))`, g comes before f, as it does when it runs.
"""
import ast
import gzip
import json
import platform
import sysconfig
from collections import Counter
from pathlib import Path

from dldm.datasets import DATA

LEAST = 40  # a name that fewer functions call is left out


def called(node):
    """The last name of what is called: `lock.acquire()` gives acquire."""
    return getattr(node.func, "attr", None) or getattr(node.func, "id", None)


def calls(function):
    """Names of the calls in a function's own body, in order."""
    own, stack = [], list(function.body)
    while stack:
        node = stack.pop()
        if isinstance(node, ast.FunctionDef | ast.AsyncFunctionDef | ast.ClassDef | ast.Lambda):
            continue
        own += [node] if isinstance(node, ast.Call) else []
        stack += ast.iter_child_nodes(node)
    own.sort(key=lambda node: (node.end_lineno, node.end_col_offset))
    return [name for name in map(called, own) if name]


def main():
    library, rows = Path(sysconfig.get_paths()["stdlib"]), []
    for path in sorted(library.rglob("*.py")):
        name = path.relative_to(library)
        if {"site-packages", "test", "tests", "idlelib", "lib2to3", "turtledemo", "idle_test"} & set(name.parts):
            continue
        try:
            tree = ast.parse(path.read_text(encoding="utf-8"))
        except (SyntaxError, UnicodeDecodeError):
            continue
        rows += [calls(node) for node in ast.walk(tree) if isinstance(node, ast.FunctionDef | ast.AsyncFunctionDef)]
    spread = Counter(name for row in rows for name in set(row))
    kept = [[name for name in row if spread[name] >= LEAST] for row in rows]
    kept = sorted(row for row in kept if len(set(row)) >= 3)
    path = DATA / "calls.json.gz"
    record = {"python": platform.python_version(), "sequences": [" ".join(row) for row in kept]}
    path.write_bytes(gzip.compress(json.dumps(record).encode(), mtime=0))
    print(len(kept), "functions,", len({n for r in kept for n in r}), "names,", path.stat().st_size, "bytes")


if __name__ == "__main__":
    main()
