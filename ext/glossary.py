"""Sphinx extension: a page's first use of a term links to the glossary, with the definition as a preview.

`book/glossary.md` holds all there is to say.  In an entry, a role that is not shown says where its words are no term:
{linking}`in 05-4 06-scale; also lifts, lifted; not ski lift` (`in none`: linked by an explicit {term} only).
"""
import re
from html import escape
from itertools import pairwise
from pathlib import Path

from docutils import nodes
from sphinx.util.docutils import SphinxRole

PAGE = "book/glossary"
SILENT = {PAGE, "index", "book/bibliography"}
QUIET = (nodes.title, nodes.subtitle, nodes.rubric, nodes.thead, nodes.caption, nodes.literal, nodes.literal_block,
         nodes.math, nodes.math_block, nodes.reference, nodes.raw, nodes.comment, nodes.citation, nodes.footnote)
QUIET_KINDS = {"cell", "dropdown",  # code with its outputs; folded hints
               "exercise_node", "exercise_enumerable_node", "solution_node"}  # think first, with no definition at hand


class glossary_link(nodes.Inline, nodes.TextElement):
    """A word that links to its entry and is described by the preview."""


class linking_rule(nodes.Invisible, nodes.Inline, nodes.Element):
    """What the role `linking` says; taken out of the page as soon as it has been read."""


class Chinese(SphinxRole):
    """{zh}`提升度`: text in Chinese, which a screen reader then reads as such (docutils makes a lang of the class)."""

    def run(self):
        return [nodes.inline(self.rawtext, self.text, classes=["language-zh"])], []


class Linking(SphinxRole):
    def run(self):
        pairs = [part.strip().partition(" ") for part in self.text.split(";")]
        return [linking_rule(rules={key: value.strip() for key, _, value in pairs})], []


# ---------------------------------------------------------------- reading the glossary


def read_entries(app, doctree):
    """Keep the entries of the glossary: ids, forms, rules and the first paragraph, which is the preview."""
    if app.env.docname != PAGE:
        return
    app.env.glossary = []
    for item in [i for glossary in doctree.findall(nodes.definition_list) for i in glossary]:
        terms, rules = list(item.findall(nodes.term)), {}
        for node in list(item.findall(linking_rule)):
            rules |= node["rules"]
            node.parent.remove(node)
        paragraph = next(item.findall(nodes.paragraph))
        app.env.glossary.append({"ids": [i for term in terms for i in term["ids"]], "rules": rules,
                                 "forms": forms([t.astext() for t in terms], rules),
                                 "preview": f"<b>{escape(terms[0].astext())}</b> {html(paragraph)}"})


def forms(names, rules):
    """Words by which the entry is known in a text; a name with a remark in brackets needs to be told where."""
    plain = [re.sub(r" \(.*\)$", "", name) for name in names if "in" in rules or "(" not in name]
    return plain + [form.strip() for form in rules.get("also", "").split(",") if form.strip()]


def html(paragraph):
    """The paragraph as HTML without links, Chinese marked as such."""
    return "".join(f'<span lang="zh">{escape(node.astext())}</span>' if "language-zh" in node.get("classes", [])
                   else escape(node.astext()) for node in map(as_element, paragraph.children)).strip()


def as_element(node):
    return nodes.inline("", node.astext()) if isinstance(node, nodes.Text) else node


def pages_to_write_again(app, env):
    """An edit of the glossary, or of this file, changes the links of every page."""
    old = getattr(env, "glossary_linked", None)
    env.glossary_linked = repr(env.glossary) + Path(__file__).read_text(encoding="utf-8")
    return [] if old == env.glossary_linked else list(env.found_docs)


# ---------------------------------------------------------------- linking


def pattern(form):
    """One form as a regular expression: plural too, any case unless it is an abbreviation, hyphen or space."""
    words = re.sub(r"(?:\\ |\\-|\\–)+", r"[\\s–-]+", re.escape(form)).replace("'", "['’]")
    ending = r"(?:y|ies)" if re.search("[^aeiou]y$", form) else "" if form.endswith("s") else "(?:s|es)?"
    words = words[:-1] + ending if ending.startswith("(?:y") else words + ending
    return words if re.search("[A-Z].*[A-Z]", form) else f"(?i:{words})"


def applies(rules, docname):
    where = rules.get("in", "").split()
    return not where or any(docname.startswith("book/" + start) for start in where)


def matcher(entries, docname):
    """A regular expression for the page, longest forms first, and the entry of each of its groups."""
    words = [(form, number) for number, entry in enumerate(entries) if applies(entry["rules"], docname)
             for form in entry["forms"]]
    words += [(form.strip(), None) for entry in entries for form in entry["rules"].get("not", "").split(",") if form]
    words.sort(key=lambda pair: -len(pair[0]))
    parts = [f"({pattern(form)})" for form, _ in words]
    return re.compile(r"(?<![\w–+-])(?:" + "|".join(parts) + r")(?![\w+-])"), [number for _, number in words]


def running(text):
    """Whether the text is prose of the page: no heading, code, formula, link, output, exercise or folded box."""
    node = text.parent
    while node is not None:
        if isinstance(node, QUIET) or {type(node).__name__, *node.get("classes", [])} & QUIET_KINDS:
            return False
        if isinstance(node, nodes.section) and node.next_node(nodes.title).astext() == "Further reading":
            return False  # it holds titles of works
        node = node.parent
    return True


def stretches(doctree):
    """Running text: lists of Text nodes side by side, since a line's end in the source is a node of its own."""
    found = []
    for text in [t for t in doctree.findall(nodes.Text) if running(t)]:
        if found and any(a is found[-1][-1] and b is text for a, b in pairwise(text.parent.children)):
            found[-1].append(text)
        else:
            found.append([text])
    return found


def link_terms(app, doctree, docname):
    """The first use of each term becomes a link; so does every explicit {term}."""
    if app.builder.format != "html" or docname in SILENT:
        return
    entries, home, used = app.env.glossary, app.builder.get_relative_uri(docname, PAGE), []
    owner = {f"{home}#{name}": number for number, entry in enumerate(entries) for name in entry["ids"]}
    for reference in list(doctree.findall(lambda n: isinstance(n, nodes.reference) and n.get("refuri") in owner)):
        number = owner[reference["refuri"]]
        used.append(number)
        reference.replace_self(make_link(reference.astext(), entries[number], home))
    expression, numbers = matcher(entries, docname)
    for texts in stretches(doctree):
        pieces = split("".join(texts), expression, numbers, entries, home, used)
        if len(pieces) > 1:
            put_in_place(texts, pieces)
    app.glossary_used[docname] = [entries[number] for number in dict.fromkeys(used)]


def put_in_place(texts, pieces):
    """Not by docutils' own `replace`: it takes the first text with the same words."""
    parent, gone = texts[0].parent, {id(text) for text in texts}
    parent[:] = [new for child in parent.children for new in
                 (pieces if child is texts[0] else [] if id(child) in gone else [child])]


def split(text, expression, numbers, entries, home, used):
    """Text and links in turn; `used` collects the entries that are linked."""
    pieces, end = [], 0
    for match in expression.finditer(text):
        number = numbers[match.lastindex - 1]
        if number is not None and number not in used:
            used.append(number)
            pieces += [nodes.Text(text[end:match.start()]), make_link(match[0], entries[number], home)]
            end = match.end()
    return [*pieces, nodes.Text(text[end:])]


def make_link(text, entry, home):
    return glossary_link("", text, refuri=f"{home}#{entry['ids'][0]}", tip="tip-" + entry["ids"][0])


def visit_link(self, node):
    self.body.append(f'<a class="glossary-link" href="{node["refuri"]}" aria-describedby="{node["tip"]}">')


def depart_link(self, node):
    self.body.append("</a>")


def add_previews(app, pagename, templatename, context, doctree):
    """The definitions of the page's links stand hidden at its end; `book.js` shows them."""
    tips = [f'<div class="glossary-tip" role="tooltip" id="tip-{entry["ids"][0]}" hidden>{entry["preview"]}</div>\n'
            for entry in app.glossary_used.get(pagename, [])]
    if tips and "body" in context:
        context["body"] += "".join(tips)


def setup(app):
    app.glossary_used = {}
    app.add_role("zh", Chinese())
    app.add_role("linking", Linking())
    app.add_node(glossary_link, html=(visit_link, depart_link))
    app.connect("doctree-read", read_entries)
    app.connect("env-get-updated", pages_to_write_again)
    app.connect("doctree-resolved", link_terms)
    app.connect("html-page-context", add_previews)
    return {"parallel_read_safe": False, "parallel_write_safe": True, "version": "1"}
