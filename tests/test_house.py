"""Rules of the house: small modules and functions, light imports, and nothing in the texts that is not the book's."""
import ast
import inspect
import json
import os
import re
import subprocess
import sys
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parents[1]
PACKAGE = ROOT / "book" / "dldm"
MODULES = sorted(PACKAGE.glob("*.py"))
NOT_ALGORITHMS = {"datasets", "series", "show", "plots", "player", "exercises", "inventory"}
ALGORITHMS = sorted(path.stem for path in MODULES if path.stem not in NOT_ALGORITHMS and path.stem[0] != "_")

modules = pytest.mark.parametrize("path", MODULES, ids=lambda path: path.stem)


def length(node):
    """Lines of a function without its docstring and without decorators."""
    text = ast.get_docstring(node, clean=False)
    start = node.body[1] if text is not None and len(node.body) > 1 else node.body[0]
    return node.end_lineno - start.lineno + 1 + (node.body[0].lineno - node.lineno)


# ---------------------------------------------------------------- the package


@modules
def test_a_module_has_at_most_250_lines(path):
    assert len(path.read_text(encoding="utf-8").splitlines()) <= 250


@modules
def test_a_function_has_at_most_25_lines(path):
    long = {node.name: length(node) for node in ast.walk(ast.parse(path.read_text(encoding="utf-8")))
            if isinstance(node, ast.FunctionDef) and length(node) > 25}
    assert long == {}


@pytest.mark.parametrize("path", [path for path in MODULES if path.stem[0] == "_"], ids=lambda path: path.stem)
def test_a_module_whose_name_begins_with_an_underscore_has_a_docstring_too(path):
    """Of all the others ruff demands it, and of their classes and functions."""
    assert ast.get_docstring(ast.parse(path.read_text(encoding="utf-8")))


LOADED = """
import importlib, json, sys
import numpy

found = {}
for module in sys.argv[1:]:
    for name in [name for name in sys.modules if name.split(".")[0] == "dldm"]:
        del sys.modules[name]
    before = set(sys.modules)
    importlib.import_module("dldm." + module)
    found[module] = [*{name.split(".")[0] for name in set(sys.modules) - before} - set(sys.stdlib_module_names)]
print(json.dumps(found))
"""


def loaded(*modules, package=PACKAGE):
    """{module: packages that it loads beside the standard library}, each module imported anew by one Python.

    A package that two of them load is told of the first only.
    """
    path = os.pathsep.join([str(package.parent), os.environ.get("PYTHONPATH", "")])
    done = subprocess.run([sys.executable, "-c", LOADED, *modules], capture_output=True, text=True, check=True,
                          env={**os.environ, "PYTHONPATH": path})
    assert done.stderr == ""
    return json.loads(done.stdout)


def test_algorithm_modules_import_numpy_and_the_standard_library_only():
    found = loaded(*ALGORITHMS)
    assert list(found) == ALGORITHMS
    assert {module: packages for module, packages in found.items() if set(packages) - {"dldm", "numpy"}} == {}


def test_a_foreign_import_is_seen(tmp_path):
    folder = tmp_path / "dldm"
    folder.mkdir()
    for name, code in [("__init__", ""), ("good", "import csv"), ("bad", "from . import far"), ("far", "import yaml")]:
        (folder / f"{name}.py").write_text(code, encoding="utf-8")
    found = loaded("good", "bad", package=folder)
    assert "yaml" not in found["good"] and "yaml" in found["bad"]


# ---------------------------------------------------------------- the texts

# Written with a class of one letter, so that this file does not hold what it looks for
REGISTRIES = r"pyp[i]\.org|npm[j]s\.|pythonhost[e]d|jsdeli[v]r|unpk[g]|debian\.or[g]"
WORKPLACE = (r"/wor[k]/|/tm[p]/|evidenc[e]/|\bprototyp[e]s?/|\be\d\d_\w+\.p[y]|\[e\d\d[a-z]?\]"
             r"|\b(?:this|last|next|previous|another|my) sessio[n]\b|\bissu[e] ?#?\d|\bhelper'[s] report"
             r"|\bCE[O]\b|\b(?:HOUS[E]|RECIPE[S]|SYLLABU[S])\b")
SKIPPED = re.compile(r"_build|__pycache__|katex|node_modules|.*\.egg-info|\.(?!ci$).*")


def texts():
    """Every text file of the repository that is not generated: path -> text."""
    found = {}
    for folder, names, files in os.walk(ROOT):
        names[:] = [name for name in names if not SKIPPED.fullmatch(name)]
        for name in files:
            try:
                path = Path(folder, name)
                found[path.relative_to(ROOT).as_posix()] = path.read_text(encoding="utf-8")
            except UnicodeDecodeError:
                continue  # a font or a picture
    return found


def mentions(pattern, found):
    return [f"{path}: {match[0]}" for path, text in found.items() for match in re.finditer(pattern, text)]


def test_the_walk_sees_the_repository():
    found = texts()
    assert {"README.md", "Makefile", ".ci/run", "book/dldm/nn.py", "requirements.txt", "_config.yml"} <= set(found)
    assert not any(path.startswith((".venv", "_build", ".git/")) for path in found)


@pytest.mark.parametrize("pattern", [REGISTRIES, WORKPLACE], ids=["registries", "workplace"])
def test_no_text_names_a_package_registry_or_the_place_where_it_was_written(pattern):
    assert mentions(pattern, texts()) == []


@pytest.mark.parametrize("pattern, planted", [
    (REGISTRIES, "https://cdn.jsdel" + "ivr.net/x"), (REGISTRIES, "from py" + "pi.org"),
    (WORKPLACE, "see /wor" + "k/main"), (WORKPLACE, "as in the last ses" + "sion"), (WORKPLACE, "see [e2" + "3]")])
def test_the_search_finds_a_planted_mention(pattern, planted):
    assert mentions(pattern, {"a.md": planted}) and not mentions(pattern, {"a.md": "an innocent text of the book"})


def test_length_counts_the_code_of_a_function_only():
    source = inspect.cleandoc('''
        def f(a,
              b):
            """One.

            Two.
            """
            a += 1
            return a''')
    assert length(ast.parse(source).body[0]) == 4
