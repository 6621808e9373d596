"""Sphinx extension: formulas rendered with KaTeX when the book is built, so a page needs no script for them."""
import shutil
from pathlib import Path

from docutils import nodes
from py_mini_racer import MiniRacer
from sphinx.errors import ExtensionError
from sphinx.util.math import get_node_equation_number

KATEX = Path(__file__).parent / "katex"
OPTIONS = {"throwOnError": True, "strict": "error", "trust": False}
engine = []  # the JavaScript engine, started with the first formula of a build


def render(tex, display):
    """HTML and MathML of one formula; a formula that KaTeX does not know fails the build."""
    if not engine:
        engine.append(MiniRacer())
        engine[0].eval((KATEX / "katex.min.js").read_text(encoding="utf-8"))
    try:
        return engine[0].call("katex.renderToString", tex, {**OPTIONS, "displayMode": display})
    except Exception as error:
        raise ExtensionError(f"KaTeX cannot render {tex!r}: {error}") from error


def visit_math(self, node):
    self.body.append(render(node.astext(), display=False))
    raise nodes.SkipNode


def visit_displaymath(self, node):
    self.body.append(self.starttag(node, "div", CLASS="math notranslate nohighlight"))
    if node["number"]:
        self.body.append(f'<span class="eqno">({get_node_equation_number(self, node)})')
        self.add_permalink_ref(node, "Link to this equation")
        self.body.append("</span>")
    self.body.append(render(node.astext(), display=True) + "</div>\n")
    raise nodes.SkipNode


def copy_assets(app, exception):
    """Styles and fonts go beside the pages; katex.min.js stays here."""
    if exception is None and app.builder.format == "html":
        target = Path(app.outdir) / "_static" / "katex"
        shutil.copytree(KATEX, target, dirs_exist_ok=True, ignore=shutil.ignore_patterns("*.js"))


def setup(app):
    app.add_html_math_renderer("katex", (visit_math, None), (visit_displaymath, None))
    app.add_css_file("katex/katex.min.css")
    app.connect("build-finished", copy_assets)
    return {"parallel_read_safe": True, "parallel_write_safe": False, "version": "1"}
