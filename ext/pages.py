"""Sphinx extension: the head of every page, without what is foreign or needless; pages without a source go."""
import hashlib
import re
import textwrap
from html import escape
from itertools import islice
from pathlib import Path, PurePosixPath

from docutils import nodes
from pygments.formatters import HtmlFormatter
from pygments.token import Name, Punctuation, Text
from sphinx.highlighting import PygmentsBridge

# FontAwesome's 1.5 MB script (its web font draws the icons) and thebe, which names a foreign host
NEEDLESS = [
    r'<link rel="preload" as="script" href="[^"]*fontawesome[^"]*" ?/?>',
    r'<script src="[^"]*fontawesome[^"]*"></script>',
    r'<link rel="preload" as="font"[^>]*fa-(?:brands|regular)[^>]*>',
    r"<script[^>]*>\s*(?:let|const)\s[^<]*thebe[^<]*</script>",
    r"<script[^>]*thebe[^>]*></script>",
    r"<link[^>]*thebe[^>]*>",
    r'<script async="async" src="https?://[^>]*></script>',
    r'<script type="text/x-thebe-config">[^<]*</script>',
    r"<script>kernelName = [^<]*</script>",
    r"<script>DOCUMENTATION_OPTIONS\.pagename = [^<]*</script>",  # before its object is there, now that scripts wait
]
DESIGN = r'\s*<link[^>]*sphinx-design[^>]*>|\s*<script[^>]*design-tabs[^>]*></script>'
ICON = r'(?:\.fa-[\w-]+:before,?)+\{content:"[^"]*"\}'  # one of 2,000 in FontAwesome's style sheet
WAITED_FOR = r'<script (?=[^>]*\bsrc=)(?![^>]*\b(?:async|defer|module)\b)'
FONTS = [f"fonts/{name}" for name in ("serif", "serif-bold", "serif-italic", "mono")]
FORMULAS = [f"katex/fonts/KaTeX_{name}" for name in ("Main-Regular", "Math-Italic")]
# A first visitor's page would be painted without a palette, until the theme's script at its end has chosen one.
DARK = 'matchMedia("(prefers-color-scheme: dark)").matches'
AT_ONCE = {
    'getItem("theme") || "auto"': f'getItem("theme") || ({DARK} ? "dark" : "light")',
    'data-theme="auto"': 'data-theme="light"',  # without scripts
}


class LeanCode(HtmlFormatter):
    """Code without an element around what has the colour of plain text anyway: that was six of ten of its elements."""

    PLAIN = {Name, Name.Namespace, Punctuation, Text.Whitespace}

    def format(self, tokens, out):
        super().format(((Text if kind in self.PLAIN else kind, text) for kind, text in tokens), out)


def rewrite(app, exception, change):
    """Put each built page through change(its name, its text); one that stays equal stays untouched, byte for byte."""
    if exception is not None or app.builder.format != "html":
        return
    for page in Path(app.outdir).rglob("*.html"):
        text = page.read_text(encoding="utf-8")
        changed = change(page.stem, text)
        if changed != text:
            page.write_text(changed, encoding="utf-8")


def slimmer(name, text):
    """The page without what is needless, its palette chosen at once, its scripts run in their order when it is read."""
    text = re.sub(r"\s*(?:" + "|".join(NEEDLESS) + ")", "", text, flags=re.I)
    text = re.sub(WAITED_FOR, "<script defer ", text)
    if not re.search(r'class="[^"]*\bsd-', text):
        text = re.sub(DESIGN, "", text)
    for late, chosen in AT_ONCE.items():
        text = text.replace(late, chosen)
    return text


def slim(app, exception):
    rewrite(app, exception, slimmer)


def lean(style, used):
    """FontAwesome's style sheet without the icons that nothing uses."""
    return re.sub(ICON, lambda rule: rule[0] if used & set(re.findall(r"fa-[\w-]+", rule[0])) else "", style)


def keep_used_icons(app, exception):
    if exception is not None or app.builder.format != "html":
        return
    out = Path(app.outdir)
    files = [*out.rglob("*.html"), *out.glob("_static/*.js"), *out.glob("_static/scripts/*.js")]
    used = {name for file in files for name in re.findall(r"fa-[\w-]+", file.read_text(encoding="utf-8"))}
    for sheet in out.glob("_static/vendor/fontawesome/*/css/all.min.css"):
        sheet.write_text(lean(sheet.read_text(encoding="utf-8"), used), encoding="utf-8")


def drop_removed(app, exception):
    """Delete the pages of an earlier build whose source is gone: they would be read, and tested, for ever."""
    if exception is not None or app.builder.format != "html":
        return
    docs = app.env.found_docs
    for folder in {PurePosixPath(doc).parent for doc in docs if "/" in doc}:
        for page in Path(app.outdir, folder).glob("*.html"):
            if (folder / page.stem).as_posix() not in docs:
                page.unlink()


def add_to_head(context, text):
    context["metatags"] = context.get("metatags", "") + text


def bring_type(app, pagename, templatename, context, doctree):
    """Let the browser ask for the fonts of prose, code and formulas at once: a page is not set twice."""
    formulas = FORMULAS if 'class="katex' in context.get("body", "") else ()
    for name in (*FONTS, *formulas):
        address = context["pathto"](f"_static/{name}.woff2", 1)
        add_to_head(context, f'<link rel="preload" as="font" type="font/woff2" href="{address}" crossorigin>')


def beginning(doctree):
    """What a page is about: its question, and how its text begins."""
    first = islice(doctree.findall(nodes.paragraph), 2) if doctree else ()
    return textwrap.shorten(" ".join(p.astext() for p in first), 200, placeholder=" …")


def describe(app, pagename, templatename, context, doctree):
    """Say to search engines what a page is about."""
    text = beginning(doctree)
    if text:
        add_to_head(context, f'<meta name="description" content="{escape(text)}" />')


def reread_after_new_looks(app, env, added, changed, removed):
    """Sphinx copies styles and scripts only when a page changes, and does not know the files of its extensions:
    so an edit of one re-reads every page."""
    digest = hashlib.sha256()
    for file in sorted([*(Path(app.srcdir) / "book" / "_static").rglob("*.*"), *Path(__file__).parent.glob("*.py"),
                        *(Path(__file__).parent / "templates").rglob("*.html")]):
        digest.update(file.name.encode() + file.read_bytes())
    old, env.looks = getattr(env, "looks", None), digest.hexdigest()
    return [] if old == env.looks else list(env.found_docs)


def setup(app):
    PygmentsBridge.html_formatter = LeanCode
    app.connect("env-get-outdated", reread_after_new_looks)
    app.connect("html-page-context", bring_type)
    app.connect("html-page-context", describe)
    app.connect("build-finished", slim)
    app.connect("build-finished", keep_used_icons)
    app.connect("build-finished", drop_removed)
    return {"parallel_read_safe": True, "parallel_write_safe": True, "version": "1"}
