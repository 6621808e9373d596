"""Sphinx extension: the ways on from a page: to its neighbours with their questions, onto the reader's machine, to the
repository if there is one, into a bibliography; and back to the book from an address where nothing is.
"""
import re
from html import escape
from pathlib import Path
from urllib.parse import quote, urlencode

import yaml
from docutils import nodes

# ---------------------------------------------------------------- questions


def note_question(app, doctree):
    """Keep the question that a page opens with (boxes.py has marked it)."""
    asked = [p.astext() for p in doctree.findall(nodes.paragraph) if "book-question" in p["classes"]]
    questions = app.env.book_questions = getattr(app.env, "book_questions", {})
    questions[app.env.docname] = asked[0] if asked and app.env.docname != app.config.root_doc else ""


def ask_at_the_links(app, pagename, templatename, context, doctree):
    """Give the links to the page before and the page after their questions (components/prev-next.html shows them)."""
    _, before, after = app.builder.relations.get(pagename, (None, None, None))
    for name, neighbour in ("prev", before), ("next", after):
        if context.get(name) and neighbour:
            context[name]["question"] = app.env.book_questions.get(neighbour, "")


def list_contents(app, pagename, templatename, context, doctree):
    """The page for an address where nothing is shows all pages: [(address, title, question)]."""
    if pagename == "404":
        context["base"] = app.config.html_baseurl
        context["contents"] = [(f"{name}.html", app.env.titles[name].astext(), app.env.book_questions.get(name, ""))
                               for name in app.env.toctree_includes[app.config.root_doc]]


# ---------------------------------------------------------------- onto the reader's machine, and to the repository


def link(label, text, icon, url, tooltip):
    return {"type": "link", "label": label, "text": text, "icon": icon, "url": url, "tooltip": tooltip}


def downloads(name, folder):
    """The buttons for the plain notebook of a chapter and for all that runs with it (tools/notebooks makes both)."""
    return [link("download-notebook", "Notebook", "fas fa-code", f"{folder}/{name}.ipynb",
                 "This chapter as a plain notebook, with solutions in folds"),
            link("download-zip", "Notebook, code and data", "fas fa-file-zipper", f"{folder}/{name}.zip",
                 "A zip that runs where it is unpacked")]


def at_repository(repository, branch, page, title):
    """The buttons that need the book's repository: {url: https://HOST/OWNER/NAME} on GitHub, or on GitLab."""
    url = repository.rstrip("/")
    owner_and_name, name = "/".join(url.split("/")[-2:]), page.rpartition("/")[2]
    gitlab = "gitlab" in url
    source = "/-" if gitlab else ""
    asked = {"issue[title]" if gitlab else "title": f"Mistake on the page: {title}",
             "issue[description]" if gitlab else "body": f"Page: {page}\nWhat it says:\nWhat it should say:\n"}
    launches = [] if gitlab else [
        link("colab", "Open in Colab", "fas fa-rocket", "https://colab.research.google.com/github/"
             f"{owner_and_name}/blob/gh-pages/{quote(branch)}/_notebooks/{name}.ipynb", "This chapter, run elsewhere"),
        link("binder", "Open in Binder", "fas fa-rocket", f"https://mybinder.org/v2/gh/{owner_and_name}/{quote(branch)}"
             f"?urlpath=lab/tree/_build/notebooks/{name}.ipynb", "The whole edition, on a public machine")]
    return launches + [
        link("source", "View the code", "fas fa-code-branch", f"{url}{source}/blob/{quote(branch)}/{page}.ipynb",
             "The source of this page in the repository"),
        link("report", "Report a mistake on this page", "fas fa-flag", f"{url}{source}/issues/new?{urlencode(asked)}",
             "Opens a form in the repository")]


def offer(app, pagename, templatename, context, doctree):
    """Replace the theme's download button, which gives the source of the page."""
    printing = {"type": "javascript", "label": "download-pdf", "text": "Print, or save as PDF", "icon": "fas fa-print",
                "javascript": "window.print()", "tooltip": "This page on paper"}
    options, groups = app.config.html_theme_options, []
    if pagename in app.executed and not app.config.hide_solutions:  # these notebooks have solutions
        title = app.env.titles[pagename].astext()
        folder = context["pathto"]("_notebooks", 1)
        groups.append(("Take this page away", "fas fa-download", "download-buttons",
                       [*downloads(pagename.rpartition("/")[2], folder), printing]))
        if options.get("repository_url"):
            groups.append(("In the book's repository", "fas fa-code-branch", "repository-buttons",
                           at_repository(options["repository_url"], options.get("repository_branch") or "main",
                                         pagename, title)))
    elif doctree:
        groups.append(("Take this page away", "fas fa-download", "download-buttons", [printing]))
    context["header_buttons"] = [
        button for button in context.get("header_buttons", ()) if button.get("label") != "download-buttons"] + [
        {"type": "group", "tooltip": tooltip, "icon": icon, "label": label, "buttons": buttons}
        for tooltip, icon, label, buttons in groups]


# ---------------------------------------------------------------- into a bibliography


def citation(facts, title, year, address):
    """(Plain text, BibTeX) of a chapter; facts are those of CITATION.cff, address is "" where none is configured."""
    by, book = " and ".join(author["name"] for author in facts["authors"]), facts["title"]
    plain = f"{by} ({year}). “{title}”. In: {book}, version {facts['version']}." + f" {address}" * bool(address)
    key = re.sub(r"[^a-z0-9]+", "-", title.lower()).strip("-")[:30].rstrip("-")
    fields = {"author": f"{{{by}}}", "title": f"{{{title}}}", "booktitle": f"{{{book}}}", "year": year,
              "note": f"Version {facts['version']}"} | ({"url": address} if address else {})
    lines = ",\n".join(f"  {name} = {{{value}}}" for name, value in fields.items())
    return plain, f"@incollection{{dldm-{key},\n{lines}\n}}"


def cite(app, pagename, templatename, context, doctree):
    """A folded box at the end of each chapter."""
    if pagename not in app.executed:
        return
    facts = yaml.safe_load((Path(app.srcdir) / "CITATION.cff").read_text(encoding="utf-8"))
    title, address = app.env.titles[pagename].astext(), context.get("pageurl") or ""
    plain, bibtex = citation(facts, title, app.config.copyright, address)
    context["body"] += (f'<details class="book-cite"><summary>Cite this page</summary><p>{escape(plain)}</p>'
                        f'<div class="highlight"><pre>{escape(bibtex)}</pre></div></details>')


def add_pages(app):
    app.config.html_additional_pages["404"] = "404.html"


def setup(app):
    app.connect("builder-inited", add_pages)
    app.connect("doctree-read", note_question, priority=900)
    for add in (ask_at_the_links, list_contents, cite):
        app.connect("html-page-context", add)
    app.connect("html-page-context", offer, priority=900)
    return {"parallel_read_safe": False, "parallel_write_safe": True, "version": "1"}
