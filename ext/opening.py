"""Sphinx extension: the opening of a chapter, its question beside one of the page's own figures.

    ```{opening} fig-c51-colours-draw
    How many colours does a flower need?
    ```

stands right after the question.  The picture is the figure's own file with its own words; the line below it leads to
the figure.
"""
import re
from pathlib import Path

from docutils import nodes
from sphinx.errors import ExtensionError
from sphinx.util.docutils import SphinxDirective


class opening(nodes.General, nodes.Element):
    """The question and, beside or below it, the picture."""


class opening_figure(nodes.General, nodes.Element):
    """The picture with its line; no `nodes.figure`, which would be numbered."""


class opening_line(nodes.caption):
    """What to wonder about, and where."""


class opening_image(nodes.image):
    """A picture whose `size`, (width, height) in pixels, a browser knows before it has it."""


class Opening(SphinxDirective):
    required_arguments = 1
    has_content = True

    def run(self):
        name = self.arguments[0]
        line, messages = self.parse_inline(f"{' '.join(self.content)} {{numref}}`{name}`")
        return [opening("", opening_figure("", opening_line("", "", *line)), figure=name), *messages]


def figure_of(doctree, node):
    """The figure of the page that an opening names; None if there is none."""
    return next((f for f in doctree.findall(nodes.figure) if node["figure"] in f["names"]), None)


def arrange(app, doctree):
    """Take the question into the opening, or stop the build."""
    for node in list(doctree.findall(opening)):
        above = node.parent[:node.parent.index(node)]
        fault = ("no question stands above it" if not above or "book-question" not in above[-1]["classes"] else
                 "the page has no such figure" if figure_of(doctree, node) is None else "")
        if fault:
            raise ExtensionError(f"{app.env.docname}: the opening with {node['figure']}: {fault}")
        node.parent.remove(above[-1])
        node.insert(0, above[-1])


def size_of(svg):
    """(Width, height) in pixels of a picture that Matplotlib wrote, from its beginning."""
    return [round(float(re.search(rf'<svg[^>]* {side}="([\d.]+)pt"', svg)[1]) * 4 / 3) for side in ("width", "height")]


def put_picture(app, doctree, docname):
    """Show the figure's own file: Sphinx knows by now which output of the cell it is."""
    for node in doctree.findall(opening):
        image = next(figure_of(doctree, node).findall(nodes.image))
        size = size_of(Path(app.srcdir, image["uri"]).read_text(encoding="utf-8"))
        node[1].insert(0, opening_image("", **{**image.attributes, "ids": [], "names": []}, size=size))


def visit_image(self, node):
    width, height = node["size"]
    name = Path(self.builder.images[node["uri"]]).name
    self.body.append(self.emptytag(node, "img", "\n", src=f"{self.builder.imgpath}/{name}", alt=node["alt"],
                                   width=width, height=height))


def element(tag, **attributes):
    """What the writer does for a node that is one HTML element."""
    return (lambda self, node: self.body.append(self.starttag(node, tag, **attributes)),
            lambda self, node: self.body.append(f"</{tag}>\n"))


def setup(app):
    app.add_node(opening, html=element("div", CLASS="book-opening"))
    app.add_node(opening_figure, html=element("figure", CLASS="book-picture"))
    app.add_node(opening_line, html=element("figcaption"))
    app.add_node(opening_image, html=(visit_image, lambda self, node: None))
    app.add_directive("opening", Opening)
    app.connect("doctree-read", arrange)  # after boxes.py, which marks the question
    app.connect("doctree-resolved", put_picture)
    return {"parallel_read_safe": True, "parallel_write_safe": True, "version": "1"}
