"""Sphinx extension: a cell of a chapter on another page, with the button that brings it to life there."""
import nbformat
from docutils import nodes
from live import BAR
from myst_nb.sphinx_ import HideCodeCellNode
from sphinx.util.docutils import SphinxDirective

FOLD = {"prompt_show": "Show the code", "prompt_hide": "Hide the code", "classes": ["above-input"]}


class Explorable(SphinxDirective):
    """`{explorable} book/05-1a-centres c51-board` with the button's name as content: what that executed cell shows, its
    code folded below.  Alive, it runs after the cells of its chapter that it needs (cells.js).
    """

    required_arguments = 2
    has_content = True

    def run(self):
        docname, id = self.arguments
        found = [cell for cell in self.cells(docname) if cell["id"] == id]
        if not found:
            raise self.error(f"{docname} has no code cell {id}")
        bar = BAR.format(name=" ".join(self.content), of=f' data-of="{docname.rpartition("/")[2]}"',
                         words="Python then starts here, in your browser.")
        return [nodes.raw("", bar, format="html"), shown(found[0])]

    def cells(self, docname):
        """The code cells of a chapter as they were executed; none where there is no such chapter."""
        copy = self.env.app.executed.get(docname)
        return [cell for cell in nbformat.read(copy, 4).cells if cell.cell_type == "code"] if copy else []


def shown(cell):
    """The nodes of a cell: its HTML first, then its code in a fold, as cells.js looks for them."""
    html = "".join(output["data"]["text/html"] for output in cell.outputs if "text/html" in output.get("data", {}))
    output = nodes.container("", nodes.raw("", html, format="html"), classes=["cell_output"])
    code = nodes.container("", nodes.literal_block("", cell.source, language="ipython3"), classes=["cell_input"])
    return nodes.container("", output, HideCodeCellNode("", code, **FOLD), classes=["cell"], ids=[f"cell-{cell['id']}"])


def setup(app):
    app.add_directive("explorable", Explorable)
    return {"parallel_read_safe": True, "parallel_write_safe": True, "version": "1"}
