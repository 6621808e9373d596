"""Sphinx extension: what a book needs that has an address (html: baseurl in _config.yml): a list of its pages for
search engines, and a preview, with a picture, of every link to it.  Without an address nothing of it is made.
"""
from datetime import date
from html import escape
from pathlib import Path

from docutils import nodes
from matplotlib.figure import Figure
from pages import add_to_head, beginning

PICTURE = "preview.png"
SHORE, NET, INK, PAPER = "#b45309", "#0f5bc8", "#17324d", "#fffefb"  # as in face.css


def base(app):
    """The address of the book with a slash at its end; "" if it has none."""
    return app.config.html_baseurl.rstrip("/") + "/" if app.config.html_baseurl else ""


def preview(app, pagename, templatename, context, doctree):
    """What others show of a link to a page: title, beginning, and the map of the book."""
    if not (base(app) and doctree):
        return
    said = {"og:type": "article", "og:title": app.env.titles[pagename].astext(), "og:description": beginning(doctree),
            "og:site_name": app.config.html_title, "og:url": f"{base(app)}{pagename}.html",
            "og:image": f"{base(app)}_static/{PICTURE}",
            "og:image:alt": "A map: data mining on the left, deep learning on the right, bridges between them"}
    for name, text in said.items():
        add_to_head(context, f'<meta property="{name}" content="{escape(text)}" />')
    add_to_head(context, '<meta name="twitter:card" content="summary_large_image" />')


def bridges(doctree):
    """[(what is mined, bridge, what is trained)] of the map on the landing page."""
    table = next(box for box in doctree.findall(nodes.container) if "book-map" in box["classes"])
    return [[entry.astext() for entry in row] for body in table.findall(nodes.tbody) for row in body.findall(nodes.row)]


def draw(title, rows, path):
    """The map as a picture of 1200 by 630 pixels."""
    figure = Figure(figsize=(12, 6.3), dpi=100, facecolor=PAPER)
    figure.text(0.5, 0.9, title, ha="center", fontsize=32, color=INK, family="serif")
    step = 0.76 / len(rows)
    for number, (mined, bridge, trained) in enumerate(rows):
        y = 0.8 - step * number
        figure.text(0.34, y, mined, ha="right", va="center", fontsize=17, color=SHORE, family="serif")
        sign = (bridge.split()[1:] or [bridge])[0]  # after the chapter's number; of several the first
        figure.text(0.42, y, sign, ha="center", va="center", fontsize=20, color=INK, family="serif")
        figure.text(0.5, y, trained.split(";")[0], ha="left", va="center", fontsize=17, color=NET, family="serif")
    figure.savefig(path)


def sitemap(addresses, day):
    """The list of pages as search engines read it."""
    entries = "".join(f"<url><loc>{escape(address)}</loc><lastmod>{day}</lastmod></url>\n" for address in addresses)
    return ('<?xml version="1.0" encoding="UTF-8"?>\n<urlset xmlns="http://www.sitemaps.org/schemas/sitemap/0.9">\n'
            f"{entries}</urlset>\n")


def lay_beside(app, exception):
    """Write the list and the picture."""
    if exception is not None or app.builder.format != "html" or not base(app):
        return
    out, root = Path(app.outdir), app.config.root_doc
    pages = [f"{base(app)}{name}.html" for name in [root, *app.env.toctree_includes[root]]]
    (out / "sitemap.xml").write_text(sitemap(pages, date.today().isoformat()), encoding="utf-8")
    draw(app.config.html_title, bridges(app.env.get_doctree(root)), out / "_static" / PICTURE)


def setup(app):
    app.connect("html-page-context", preview)
    app.connect("build-finished", lay_beside)
    return {"parallel_read_safe": True, "parallel_write_safe": True, "version": "1"}
