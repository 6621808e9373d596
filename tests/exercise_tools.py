"""Load, fill and run the exercises of a chapter, as files and as cells of its notebook."""
import copy
import importlib
import re
import runpy
from functools import cache
from pathlib import Path

import nbformat
from dldm.exercises.check import CHAPTERS as PREFIXES

ROOT = Path(__file__).resolve().parents[1]
BOOK = ROOT / "book"
PARTS = ("text", "stub", "check", "solution")
CHAPTERS = sorted(p.parent.name for p in (ROOT / "answers").glob("*/wrong.py"))  # named like the notebooks
MODULES = {module.rpartition(".")[2]: (prefix, module) for prefix, module in PREFIXES.items()}


def place(chapter):
    """(beginning of the ids, module of the specifications) of a notebook's exercises."""
    return MODULES[re.sub(r"^(\d+[a-z]?-)+", "", chapter).replace("-", "_")]


@cache
def notebook(path):
    """The notebook at that path, parsed once: read it, do not change it."""
    return nbformat.read(path, 4)


def specs(chapter):
    """{id: Exercise} of a chapter."""
    return importlib.import_module(f"dldm.exercises.{place(chapter)[1]}").EXERCISES


def solutions(chapter):
    """{id: code} of the reference solutions."""
    files = (ROOT / "answers" / chapter).glob("[a-z][0-9].py")
    return {f"{place(chapter)[0]}-{p.stem}": p.read_text(encoding="utf-8") for p in files}


def table(chapter, name):
    """The dict WRONG of wrong.py, or VARIANTS of variants.py, with full ids."""
    found = runpy.run_path(str(ROOT / "answers" / chapter / f"{name.lower()}.py"))[name]
    return {f"{place(chapter)[0]}-{short}": codes for short, codes in found.items()}


def spoiler(file):
    """For a chapter's wrong.py: spoilt(exercise, (old, new), ...) is the reference solution with some text replaced."""
    def spoilt(exercise, *changes):
        code = Path(file).with_name(f"{exercise}.py").read_text(encoding="utf-8")
        for old, new in changes:
            assert old in code, old
            code = code.replace(old, new)
        return code
    return spoilt


def run_code(code):
    """The namespace that a cell with this code leaves behind."""
    ns = {"__name__": "__main__"}
    exec(compile(code, "cell", "exec"), ns)
    return ns


def part(cell):
    """(id, part) of an exercise cell, or None."""
    tags = [t.removeprefix("exercise-") for t in cell.metadata.get("tags", []) if t.startswith("exercise-")]
    return (cell.metadata["dldm"]["exercise"], tags[0]) if tags else None


def notebooks():
    """{name: notebook} of those in the book that hold exercises."""
    found = {path.stem: notebook(path) for path in sorted(BOOK.glob("*.ipynb"))}
    return {name: nb for name, nb in found.items() if any(part(c) for c in nb.cells)}


def cells(nb, wanted):
    """{id: cell} of one part of all exercises in a notebook."""
    return {part(c)[0]: c for c in nb.cells if part(c) and part(c)[1] == wanted}


def fill(nb, answers):
    """A copy of the notebook with the stubs replaced by {id: code}."""
    nb = copy.deepcopy(nb)
    for id, cell in cells(nb, "stub").items():
        cell.source = answers.get(id, cell.source)
    return nb


NO_PLAYERS = nbformat.v4.new_code_cell((ROOT / "tools" / "classroom" / "no_players.py").read_text(encoding="utf-8"))


def code_cells(nb):
    return [cell for cell in nb.cells if cell.cell_type == "code"]


def run_in_a_kernel(nb, timeout=120):
    """Execute a notebook in the folder of the book; returns {id: what its check printed}."""
    from nbclient import NotebookClient

    NotebookClient(nb, timeout=timeout, resources={"metadata": {"path": str(BOOK)}}).execute()
    return {id: "".join(o.get("text", "") for o in c.outputs) for id, c in cells(nb, "check").items()}
