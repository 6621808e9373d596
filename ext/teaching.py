"""Sphinx extension: what a teacher's page takes from its chapter, so that it cannot become untrue.

`{lesson} NAME` is the chapter's link, its minutes and its objectives; `{misconceptions} NAME` says for each
misconception which exercise shows it, and what the student then hears.
"""
import re
import sys
from collections import defaultdict
from pathlib import Path

import nbformat
from docutils import nodes
from docutils.statemachine import StringList
from sphinx.util.docutils import SphinxDirective

BOOK = Path(__file__).resolve().parents[1] / "book"
sys.path.append(str(BOOK))

from dldm.exercises.check import find  # noqa: E402
from dldm.exercises.kinds import MISCONCEPTIONS  # noqa: E402

HEAD = re.compile(r"\((?P<label>[\w-]+)\)=\n# .*?\*You will\*.*?\n\n(?P<goals>.*?)\n\n.*?\*Time:\* (?P<time>.*?\.)",
                  re.DOTALL)


def lesson(notebook):
    """Lines of MyST: what the head of the chapter says."""
    head = HEAD.search(notebook.cells[0].source)
    time = " ".join(head["time"].split())
    first = f"{{ref}}`The chapter <{head['label']}>` asks for {time} Its readers learn to"
    return [first, "", *head["goals"].split("\n")]


def misconceptions(notebook):
    """Lines of MyST: a list of what the chapter's exercises recognise."""
    shown = defaultdict(list)
    ids = [cell.metadata.dldm.exercise for cell in notebook.cells if "exercise-stub" in cell.metadata.get("tags", [])]
    for id in ids:
        for trap in find(id).traps:
            if trap.code:
                shown[trap.code].append(f"  - {{ref}}`ex-{id}`: {' '.join(trap.hint.split())}")
    return [line for code in sorted(shown, key=MISCONCEPTIONS.get)
            for line in [f"- *{MISCONCEPTIONS[code]}*", *shown[code]]]


class FromChapter(SphinxDirective):
    """A directive whose content are the lines that `made` reads from the notebook that its argument names."""

    required_arguments = 1
    made = None

    def run(self):
        path = BOOK / f"{self.arguments[0]}.ipynb"
        if not path.exists():
            raise self.error(f"{self.name}: there is no {path.name}")
        self.env.note_dependency(str(path))
        box = nodes.container()
        self.state.nested_parse(StringList(self.made(nbformat.read(path, 4)), source=str(path)), 0, box)
        return box.children


def setup(app):
    for made in (lesson, misconceptions):
        app.add_directive(made.__name__, type(made.__name__, (FromChapter,), {"made": staticmethod(made)}))
    return {"parallel_read_safe": True, "parallel_write_safe": True, "version": "1"}
