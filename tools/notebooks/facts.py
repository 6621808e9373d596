"""What Sphinx found out in the last build, for whoever resolves references without it: titles, numbers, citations,
the glossary; and the heading to which each label leads.
"""
import pickle
import re
from functools import cached_property
from html import escape
from pathlib import Path
from urllib.parse import quote

import nbformat
import pybtex_docutils
from docutils import nodes
from pybtex.backends.markdown import Backend
from roots import ROOT
from sphinxcontrib.bibtex.domain import SphinxReferenceInfo
from sphinxcontrib.bibtex.style.referencing import format_references
from sphinxcontrib.bibtex.style.referencing.author_year import AuthorYearReferenceStyle

MARK = re.compile(r"^\((?P<label>[^)\s]+)\)=$|^#+ (?P<heading>.*)$|^\$\$ \((?P<equation>[^)]+)\)"
                  r"|^`{3,}\{exercise\}.*\n:label: (?P<exercise>\S+)", re.M)
ENTRY = re.compile(r"((?:^\S.*\n)+)((?:^(?:  .*)?\n)+)", re.M)


def anchor(heading):
    """The fragment by which Jupyter finds a heading: its words with hyphens, as plain as an address may be."""
    return quote(re.sub("[`*]", "", heading).replace(" ", "-"), safe="!$&'()*+,;=:@/?")


def source_of(docname):
    """The Markdown of a page, of a notebook that of its cells."""
    path = ROOT / f"{docname}.ipynb"
    if not path.exists():
        return path.with_suffix(".md").read_text(encoding="utf-8")
    return "\n\n".join(cell.source for cell in nbformat.read(path, 4).cells if cell.cell_type == "markdown")


def question_of(page):
    """The question under the title of a chapter; "" if there is none."""
    found = re.search(r"^# .*\n+\*\*(.*?\?)\*\*$", source_of(page), re.M | re.S)
    return " ".join(found[1].split()) if found else ""


class Plain(Backend):
    """pybtex's Markdown without a backslash before every full stop."""

    def format_str(self, text):
        return escape(text, quote=False)


STYLE = AuthorYearReferenceStyle()  # as _config.yml names it; slow to make


class Here:
    """All that a reference to a citation asks of a builder."""

    name = "html"

    def get_relative_uri(self, *_):
        return ""


class Facts:
    """The environment of the last build, asked by label."""

    def __init__(self):
        with open(ROOT / "_build" / ".doctrees" / "environment.pickle", "rb") as file:
            self.env = pickle.load(file)
        self.repository = self.env.config.html_theme_options.get("repository_url", "")
        self.pages = [name for name in self.env.toctree_includes["index"] if name not in ("index", "book/teaching")]
        self.titles = {name: self.env.titles[name].astext() for name in self.pages}
        self.numbers = {id: ".".join(map(str, number)) for page in self.env.toc_fignumbers.values()
                        for numbers in page.values() for id, number in numbers.items()}

    def equation(self, label):
        return self.numbers[f"equation-{label}"]

    def exercise(self, label):
        """The heading of an exercise."""
        title = next(self.env.sphinx_exercise_registry[label]["node"].findall(nodes.title))  # the word, and its own
        return f"Exercise {self.numbers[label]}: {title.children[-1].astext()}"

    def title(self, label):
        """What a reference without words of its own shows."""
        return self.exercise(label) if label.startswith("ex-") else self.env.domaindata["std"]["labels"][label][2]

    # ------------------------------------------------------------ where things stand

    @cached_property
    def places(self):
        """{label of a section, an equation or an exercise: (page, heading)}."""
        found = {}
        for page in self.pages:
            waiting, heading = [], ""
            for mark in MARK.finditer(source_of(page)):
                waiting += [mark["label"]] if mark["label"] else []
                if mark["heading"]:
                    heading = mark["heading"]
                    found |= dict.fromkeys(waiting, (page, heading))
                    waiting = []
                if mark["equation"]:
                    found[mark["equation"]] = page, heading
                if mark["exercise"]:
                    found[mark["exercise"]] = page, self.exercise(mark["exercise"])
        return found

    def link(self, text, here, page, heading):
        """A link from one page to a heading of another, or of its own."""
        file = "" if page == here else Path(page).name + ".ipynb"
        return f"[{text}]({file}#{anchor(heading)})"

    # ------------------------------------------------------------ citations

    @cached_property
    def works(self):
        """{key: (citation, its heading in the bibliography)}, in the order of the bibliography."""
        cited = sorted(self.env.domaindata["cite"]["citations"], key=lambda work: int(work.formatted_entry.label))
        return {work.key: (work, f"{work.formatted_entry.label}. {self.reference([work], 'p').astext()[1:-1]}")
                for work in cited}

    def reference(self, works, role):
        """Sphinx's own words for some citations, as a node whose links lead to their ids."""
        info = {"builder": Here(), "fromdocname": "", "todocname": "", "title": "", "pre_text": "", "post_text": ""}
        parts = [(work.entry, work.formatted_entry, SphinxReferenceInfo(citation_id=work.citation_id, **info))
                 for work in works]
        text = format_references(STYLE, role, parts).render(pybtex_docutils.Backend())
        return nodes.inline("", "", *text)

    def cite(self, keys, role, here):
        """Citations in words that link to the bibliography."""
        home = {work.citation_id: heading for work, heading in self.works.values()}
        node = self.reference([self.works[key.strip()][0] for key in keys.split(",")], role)
        return "".join(self.link(part.astext(), here, "book/bibliography", home[part["refid"]])
                       if isinstance(part, nodes.reference) else part.astext() for part in node.children)

    def work(self, key):
        """The entry of a work in the bibliography, as Markdown."""
        return self.works[key][0].formatted_entry.text.render(Plain())

    # ------------------------------------------------------------ the glossary

    @cached_property
    def entries(self):
        """[(names, text)] of the glossary, in the order of the build's own list."""
        body = re.search(r"^```\{glossary\}\n(.*?)^```", source_of("book/glossary"), re.S | re.M)[1]
        return [(match[1].split("\n")[:-1], match[2]) for match in ENTRY.finditer(body)]

    @cached_property
    def terms(self):
        """{name of a term in lower case: heading of its entry}."""
        return {name.lower(): names[0] for names, _ in self.entries for name in names}
