"""Sphinx extension: a search that leads to the section.  Beside the pages lies one script with every sentence of the
book under the heading that it stands below; only the search page loads it, and it works from a folder, too.
"""
import json
from pathlib import Path

from docutils import nodes
from sphinx_exercise.nodes import exercise_enumerable_node, exercise_node, solution_node

UNREAD = (nodes.math, nodes.math_block, nodes.raw, nodes.image, nodes.Invisible, nodes.system_message, solution_node)
EXERCISES = (exercise_node, exercise_enumerable_node)
PLACES = (nodes.section, nodes.term, *EXERCISES)  # what a link leads to; a term has its text beside it
HEADINGS = (nodes.title, nodes.term)


def is_output(node):
    """Is it what a cell printed? A listing or a table is text of the book, numbers are not."""
    return isinstance(node, nodes.literal_block) and "output" in node["classes"]


def words(node):
    """The text of a paragraph, a heading or a block of code; of formulas only those that one can read as text."""
    if isinstance(node, nodes.math):
        return "…" if "\\" in node.astext() else node.astext()
    if isinstance(node, UNREAD):
        return ""
    return node.astext() if isinstance(node, nodes.Text) else "".join(map(words, node.children))


def tidy(node):
    if isinstance(node.parent, EXERCISES) and isinstance(node, nodes.title):
        return f"Exercise: {node.children[-1].astext()}"
    text = words(node)
    return text.strip("\n") if isinstance(node, nodes.literal_block) else " ".join(text.split())


def read(node, place, places):
    """Add what stands in a node to its place, and to the list the places that begin in it."""
    for child in node.children:
        if isinstance(child, (*UNREAD, nodes.Text)) or is_output(child):
            continue
        if isinstance(child, PLACES) and child["ids"]:
            here = [child["ids"][0], ""]
            places.append(here)
            if isinstance(child, nodes.term):
                here[1], place = tidy(child), here
            else:
                read(child, here, places)
        elif isinstance(child, nodes.TextElement):
            text = tidy(child)
            if text and isinstance(child, HEADINGS) and place and not place[1]:
                place[1] = text
            elif text and place:
                place.append(text)
        else:
            read(child, place, places)


def sections(doctree):
    """The places of a page that bear a heading: [[id, heading, text, ...], ...], a text being a paragraph or a
    block of code."""
    places = []
    read(doctree, None, places)
    return [place for place in places if place[1]]


def kept(app, pagename):
    return Path(app.doctreedir) / f"{pagename}.sections.json"


def keep(app, pagename, templatename, context, doctree):
    """Note what a page says while it is written: a later build may write only some of them."""
    if doctree:
        kept(app, pagename).write_text(json.dumps(sections(doctree), ensure_ascii=False), encoding="utf-8")


def lay_index(app, exception):
    """Write the script: what every page of the contents says, section by section."""
    if exception is not None or app.builder.format != "html":
        return
    names = [app.config.root_doc, *app.env.toctree_includes[app.config.root_doc]]
    book = [[f"{name}.html", app.env.titles[name].astext(), json.loads(kept(app, name).read_text(encoding="utf-8"))]
            for name in names]
    text = "const BOOK = " + json.dumps(book, ensure_ascii=False, separators=(",", ":"))
    (Path(app.outdir) / "_static" / "sections.js").write_text(text, encoding="utf-8")
    (Path(app.outdir) / "searchindex.js").unlink(missing_ok=True)  # of a build by an earlier version


def replace_search(app):
    """Sphinx's own search knows pages only, and fetches each page that it finds: it is not built."""
    app.builder.search = False
    app.config.html_additional_pages["search"] = "search.html"


def setup(app):
    app.connect("builder-inited", replace_search)
    app.connect("html-page-context", keep)
    app.connect("build-finished", lay_index)
    return {"parallel_read_safe": True, "parallel_write_safe": True, "version": "1"}
