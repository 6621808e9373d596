"""Sphinx extension: marks what a page says again and again, so that each kind has its own look (face.css)."""
from docutils import nodes

TITLES = {"Trap": "book-trap", "Made fast": "book-fast"}  # first words of an admonition's title


def title(node):
    """The words of its title; "" where it has none, such as the body of an exercise."""
    return node[0].astext() if node.children and isinstance(node[0], nodes.title) else ""


def mark(app, doctree):
    """Give its class to the opening question, to every "Predict", to bridges, traps and folded fast versions."""
    for strong in doctree.findall(nodes.strong):
        if strong.astext().startswith("Predict") and isinstance(strong.parent, nodes.paragraph):
            strong.parent["classes"].append("book-predict")
    for section in doctree.findall(nodes.section):
        if "bridge" in title(section).lower():
            section["classes"].append("book-bridge")
    for box in doctree.findall(nodes.admonition):
        box["classes"] += [kind for start, kind in TITLES.items() if title(box).startswith(start)]
    for paragraph in doctree.findall(nodes.paragraph):
        if isinstance(paragraph.parent, nodes.section):
            if [type(child) for child in paragraph.children if child.astext()] == [nodes.strong]:
                paragraph["classes"].append("book-question")
            break


def setup(app):
    app.connect("doctree-read", mark)
    return {"parallel_read_safe": True, "parallel_write_safe": True, "version": "1"}
