"""The package is whole: its wheel holds every file, and a chapter runs on it from an empty folder."""
import ast
import json
import os
import re
import shutil
import subprocess
import sys
import sysconfig
import tomllib
import zipfile
from pathlib import Path

import nbformat
import pytest

ROOT = Path(__file__).resolve().parents[2]
BOOK = ROOT / "book"
PROJECT = tomllib.loads((ROOT / "pyproject.toml").read_text(encoding="utf-8"))["project"]
CHAPTER = "05-4-association"  # players, data of its own and of other packages, exercises
PIP = [sys.executable, "-m", "pip", "--disable-pip-version-check", "--quiet"]


def call(command, **options):
    done = subprocess.run(command, capture_output=True, text=True, **options)
    assert done.returncode == 0, done.stdout + done.stderr
    return done.stdout


@pytest.fixture(scope="module")
def wheel(tmp_path_factory):
    """Built from a copy, since setuptools leaves its intermediate files in the source; needs no network."""
    copy, out = tmp_path_factory.mktemp("source"), tmp_path_factory.mktemp("wheel")
    for name in ("pyproject.toml", "README.md", "LICENSE", "LICENSE-CONTENT"):
        shutil.copy(ROOT / name, copy)
    shutil.copytree(BOOK / "dldm", copy / "book/dldm", ignore=shutil.ignore_patterns("__pycache__"))
    call([*PIP, "wheel", "--no-deps", "--no-build-isolation", "--no-index", "--wheel-dir", out, copy])
    return next(out.glob("dldm-*.whl"))


@pytest.fixture(scope="module")
def python(wheel, tmp_path_factory):
    """The Python of an environment that has the wheel and sees the libraries of the lock, but not the checkout."""
    folder = tmp_path_factory.mktemp("environment")
    call([sys.executable, "-m", "venv", "--without-pip", folder])
    own = sysconfig.get_path("purelib", "venv", {"base": str(folder), "platbase": str(folder)})
    Path(own, "lock.pth").write_text(sysconfig.get_path("purelib"), encoding="utf-8")
    call([*PIP, "install", "--no-deps", "--no-index", "--target", own, wheel])
    return Path(sysconfig.get_path("scripts", "venv", {"base": str(folder)}), "python")


def test_every_file_of_the_package_is_in_the_wheel(wheel):
    files = {f.relative_to(BOOK).as_posix() for f in (BOOK / "dldm").rglob("*") if f.is_file() and f.suffix != ".pyc"}
    held = {name for name in zipfile.ZipFile(wheel).namelist() if name.startswith("dldm/")}
    assert len(files) > 100 and held == files


def test_a_chapter_runs_on_the_wheel_alone_in_an_empty_folder(python, tmp_path):
    notebook = nbformat.read(BOOK / f"{CHAPTER}.ipynb", 4)
    notebook.cells.append(nbformat.v4.new_code_cell("import dldm\nprint(dldm.__file__)"))
    nbformat.write(notebook, tmp_path / "chapter.ipynb")
    environment = {name: value for name, value in os.environ.items() if name != "PYTHONPATH"}
    *cells, last = json.loads(call([python, ROOT / "tools/machines/in_jupyter.py", tmp_path / "chapter.ipynb"],
                                   env=environment, cwd=tmp_path))
    assert len(cells) > 30 and Path(last[0]["text"].strip()).is_relative_to(python.parents[1])
    assert [o for outputs in cells for o in outputs if o["output_type"] == "error" or o.get("name") == "stderr"] == []
    assert [o for outputs in cells for o in outputs if "dldm-player" in str(o.get("data", {}).get("text/html"))]


# ---------------------------------------------------------------- what the package says that it needs

CALLED = {"sklearn": "scikit-learn"}  # the names of those packages that are imported by another name


def needed(statements):
    """Distributions that import statements ask for, without the standard library and dldm itself."""
    modules = [name for node in statements if isinstance(node, ast.Import | ast.ImportFrom)
               and not getattr(node, "level", 0)
               for name in ([node.module] if isinstance(node, ast.ImportFrom) else [a.name for a in node.names])]
    names = {name.split(".")[0] for name in modules} - set(sys.stdlib_module_names) - {"dldm"}
    return {CALLED.get(name, name).replace("_", "-") for name in names}


def parsed():
    """The Python of every module of the package and of every code cell, as (module or notebook, tree)."""
    for path in (BOOK / "dldm").rglob("*.py"):
        yield path, ast.parse(path.read_text(encoding="utf-8"))
    for path in BOOK.glob("*.ipynb"):
        for cell in nbformat.read(path, 4).cells:
            if cell.cell_type == "code":
                yield path, ast.parse(re.sub(r"^\s*[%!].*$", "", cell.source, flags=re.M))


def declared(requirements):
    return {re.split("[<>=]", requirement)[0] for requirement in requirements}


def test_what_the_package_loads_at_once_is_required_and_nothing_else():
    """Loaders, exercises and chapters import the rest when they are used: the extra `chapters` has it."""
    at_once = set().union(*(needed(tree.body) for path, tree in parsed() if path.suffix == ".py"))
    assert at_once == declared(PROJECT["dependencies"])


def test_what_is_imported_anywhere_is_required_or_in_the_extra():
    anywhere = set().union(*(needed(ast.walk(tree)) for _, tree in parsed()))
    extra = declared(PROJECT["optional-dependencies"]["chapters"])
    assert anywhere == declared(PROJECT["dependencies"]) | extra - {"ipykernel", "jupyterlab"}
