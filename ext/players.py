"""Sphinx extension: what all players of the book share stands once in its pages, not in each player."""
import sys
from pathlib import Path

from docutils import nodes
from sphinx.errors import ExtensionError

BOOK = Path(__file__).resolve().parents[1] / "book"
sys.path.append(str(BOOK))

from dldm.page.player.player import asset  # noqa: E402

SHARED = ("player/player.css", "player/player.js", "explore/explore.css")


def lean(text):
    """The HTML of an output without the style and the script that every player brings to a notebook."""
    for part in (f"<style>{asset('player.css')}</style>", f"<script>{asset('player.js')}</script>"):
        if part not in text:
            raise ExtensionError("A player was made by another version of player.py: run make clean, then make book")
        text = text.replace(part, "")
    return text


def share(app, doctree):
    """Leave in every player what is its own, and note how many a page has."""
    found = [node for node in doctree.findall(nodes.raw)
             if node["format"] == "html" and 'class="dldm-player"' in node.astext()]
    for node in found:
        node.replace_self(nodes.raw("", lean(node.astext()), format="html"))
    app.env.metadata[app.env.docname]["players"] = len(found)


def lay_beside(app):
    """Put what is shared among the book's own scripts and styles."""
    app.config.html_static_path += [str(BOOK / "dldm" / "page" / name) for name in SHARED]
    for name in SHARED:
        (app.add_js_file if name.endswith("js") else app.add_css_file)(Path(name).name)


def setup(app):
    app.connect("builder-inited", lay_beside)
    app.connect("doctree-read", share)
    return {"parallel_read_safe": True, "parallel_write_safe": True, "version": "1"}
