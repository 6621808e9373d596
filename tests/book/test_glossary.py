"""The glossary: every entry is complete, used and found again, and no link on the pages misleads."""
import re
import sys
from pathlib import Path

import pytest
from exercise_tools import notebook
from page_walker import VOID, Walker

ROOT = Path(__file__).resolve().parents[2]
HTML = ROOT / "_build" / "html"

sys.path.append(str(ROOT / "ext"))

import glossary  # noqa: E402
from docutils import nodes  # noqa: E402

SOURCE = (ROOT / "book" / "glossary.md").read_text(encoding="utf-8")
HAN = "[\u4e00-\u9fff]"


def parse(source):
    """[(names, text)] of the entries in a source: names at the margin, everything about them indented."""
    body = re.search(r"^```\{glossary\}\n(.*?)^```", source, re.S | re.M)[1]
    return [(match[1].split("\n"), match[2]) for match in
            re.finditer(r"((?:^\S.*\n?)+)((?:^(?:  .*)?\n)+)", body, re.M) if match[1]]


def entries(source=SOURCE):
    found = []
    for names, text in parse(source):
        names, rules = [name for name in names if name], {}
        for rule in re.findall(r"\{linking\}`([^`]*)`", text):
            rules |= {key: value for key, _, value in (part.strip().partition(" ") for part in rule.split(";"))}
        first = re.sub(r"\{linking\}`[^`]*`", "", text.split("\n\n")[0]).strip()
        found.append({"names": names, "text": text, "first": first, "rules": rules,
                      "forms": glossary.forms(names, rules)})
    return found


def prose():
    """Per notebook: the text of its markdown cells without code, formulas, headings and options of directives."""
    texts = {}
    for path in sorted((ROOT / "book").glob("*.ipynb")):
        text = "\n\n".join(c.source for c in notebook(path).cells if c.cell_type == "markdown")
        text = re.sub(r"^(`{3,})(?:[a-z]|\{(?!exercise|admonition)).*?^\1", "", text, flags=re.S | re.M)
        text = re.sub(r"\$\$.*?\$\$", "", text, flags=re.S)
        texts[f"book/{path.stem}"] = re.sub(r"\$[^$\n]*\$|`[^`\n]*`|^#.*|^:\w+:.*", " ", text, flags=re.M)
    return texts


ENTRIES, PROSE = entries(), prose()
each = pytest.mark.parametrize("entry", ENTRIES, ids=lambda entry: entry["names"][0])


# ---------------------------------------------------------------- the source


def faults(found, labels, texts):
    """What is wrong with entries, as sentences."""
    names = [name for entry in found for name in entry["names"]]
    heads = [entry["names"][0].lower() for entry in found]
    wrong = [f"{name} is there twice" for name in sorted(set(names)) if names.count(name) > 1]
    wrong += [f"{b} stands after {a}" for a, b in zip(heads, heads[1:]) if b <= a]
    for entry in found:
        head, refs = entry["names"][0], re.findall(r"\{ref\}`(?:[^`<]*<)?([\w-]+)>?`", entry["text"])
        wrong += [f"{head} has no Chinese name"] if not re.match(r"\{zh\}`[^`]*" + HAN, entry["first"]) else []
        if len(re.sub(r"^\{zh\}`[^`]*`\. ", "", entry["first"])) < 15 or not entry["first"].endswith("."):
            wrong.append(f"{head} has no definition")
        if re.search(HAN, re.sub(r"\{zh\}`[^`]*`", "", entry["text"])):
            wrong.append(f"{head} has Chinese that is not marked as Chinese")
        wrong += [f"{head} says of no section where it is explained"] if not refs else []
        wrong += [f"{head}: nothing has the label {ref}" for ref in refs if ref not in labels]
        if not used(entry, texts):
            wrong.append(f"no chapter uses {head}")
    return wrong


def used(entry, texts):
    forms = entry["forms"] or [re.sub(r" \(.*", "", name) for name in entry["names"]]
    here = [text for name, text in texts.items() if glossary.applies(entry["rules"], name)]
    return any(re.search(r"(?<!\w)" + glossary.pattern(form), text) for form in forms for text in here)


LABELS = {label for path in (ROOT / "book").glob("*.ipynb") for cell in notebook(path).cells
          for label in re.findall(r"^\(([\w-]+)\)=", cell.source, re.M)}


def test_every_entry_is_complete_used_in_its_place_and_there_once():
    assert len(ENTRIES) >= 90 and faults(ENTRIES, LABELS, PROSE) == []


GOOD = """```{glossary}
lift
  {zh}`提升度`. How many times as often as by chance.

  Not to be confused with {term}`support`. See {ref}`sec-a`.

support
supp
  {zh}`支持度`. The share of the baskets. {linking}`in 05-4; also supports of`

  Not to be confused with {zh}`其他`. See chapter 3, {ref}`a text <sec-a>`.
```
"""
TEXTS = {"book/05-4-x": "The lift and the support.", "book/06-y": "They support the roof."}


@pytest.mark.parametrize("old, new, sentence", [
    ("", "", None), ("lift\n", "tilt\n", "support stands after tilt"), ("supp\n", "lift\n", "lift is there twice"),
    ("{zh}`提升度`. ", "", "lift has no Chinese name"), ("`支持度`", "`zhichidu`", "support has no Chinese name"),
    ("How many times as often as by chance.", "", "lift has no definition"),
    ("{zh}`其他`", "其他", "support has Chinese that is not marked as Chinese"),
    ("See {ref}`sec-a`.", "", "lift says of no section where it is explained"),
    ("<sec-a>", "<sec-b>", "support: nothing has the label sec-b"), ("lift\n", "lifting\n", "no chapter uses lifting"),
    ("in 05-4", "in 06", None), ("in 05-4", "in 07", "no chapter uses support"),
])
def test_a_planted_fault_in_an_entry_is_found(old, new, sentence):
    assert old in GOOD
    found = faults(entries(GOOD.replace(old, new)), {"sec-a"}, TEXTS)
    assert sentence in found if sentence else found == []


def test_every_rule_about_pages_and_phrases_still_has_an_object():
    for entry in ENTRIES:
        assert set(entry["rules"]) <= {"in", "not", "also"}, entry["names"]
        for start in entry["rules"].get("in", "").split():
            assert start == "none" or list((ROOT / "book").glob(f"{start}*.*")), (entry["names"], start)
        for phrase in filter(None, re.split(r",\s*", entry["rules"].get("not", ""))):
            assert any(re.search(glossary.pattern(phrase), text) for text in PROSE.values()), (entry["names"], phrase)


def test_the_letters_at_the_top_lead_to_the_first_entry_of_each():
    heads = [entry["names"][0] for entry in ENTRIES]
    first = {head[0].upper(): head for head in reversed(heads)}
    assert re.findall(r"\{term\}`([A-Z]) <([^>]*)>`", SOURCE) == sorted(first.items())


# ---------------------------------------------------------------- finding words in a text

WORDS = [(["regression"], {"in": "05-3"}), (["logistic regression"], {}), (["support"], {"not": "support vector"}),
         (["EM"], {}), (["accuracy"], {}), (["k-means"], {}), (["Bayes' rule"], {})]


@pytest.mark.parametrize("page, text, found", [
    ("05-3", "Logistic\nregression and regressions", ["Logistic\nregression", "regressions"]),
    ("05-4", "Logistic regression and regression", ["Logistic regression"]),
    ("05-4", "A support vector has support; supports", ["support"]),
    ("05-4", "them, em, EM and EMs", ["EM"]), ("05-4", "Two accuracies, one accuracy", ["accuracies"]),
    ("05-4", "k-means++ and k means", ["k means"]), ("05-4", "non-support, supported, insupport", []),
    ("05-4", "By Bayes’ rule", ["Bayes’ rule"]),
])
def test_a_term_is_found_as_a_word_in_its_longest_form_and_once(page, text, found):
    words = [{"forms": names, "rules": rules, "ids": [f"term-{i}"]} for i, (names, rules) in enumerate(WORDS)]
    pieces = glossary.split(text, *glossary.matcher(words, f"book/{page}"), words, "glossary.html", [])
    assert [p.astext() for p in pieces if isinstance(p, glossary.glossary_link)] == found
    assert "".join(p.astext() for p in pieces) == text


def test_pieces_take_the_place_of_their_own_texts_and_of_no_equal_ones():
    texts = [nodes.Text(t) for t in ("a", "\n", "a", "\n", "b")]
    line = nodes.paragraph("", "", *texts)
    glossary.put_in_place(texts[2:4], [nodes.Text("X")])
    assert line.astext() == "a\nXb" and line.children[0] is texts[0] and line.children[-1] is texts[4]


# ---------------------------------------------------------------- the pages

QUIET = {"h1", "h2", "h3", "h4", "h5", "h6", "code", "pre", "th", "figcaption", "svg", "math", "button", "summary"}
QUIET_KINDS = {"cell", "cell_output", "dldm-player", "exercise", "solution", "dropdown", "admonition-title", "katex",
               "sd-card"}


class Links(Walker):
    """The glossary links of a page with what they stand in, its previews, and all its ids."""

    def __init__(self, text):
        super().__init__()
        self.links, self.tips, self.ids = [], {}, []
        self.feed(text)

    def handle_starttag(self, tag, pairs):
        attrs = {name: value or "" for name, value in pairs}
        kinds = set(attrs.get("class", "").split())
        self.ids += [attrs["id"]] if "id" in attrs else []
        if "glossary-link" in kinds:
            inside = {tag for tag, _ in self.stack} | set().union(*(k for _, k in self.stack))
            self.links.append([attrs["href"], attrs.get("aria-describedby"), inside, ""])
        if attrs.get("role") == "tooltip":
            self.tips[attrs["id"]] = {"hidden": "hidden" in attrs, "text": "", "zh": ""}
        if tag not in VOID:
            self.stack.append((tag, kinds | ({"tip"} if attrs.get("role") == "tooltip" else set())
                               | ({"zh"} if attrs.get("lang") == "zh" else set())))

    def handle_data(self, data):
        kinds = set().union(*(k for _, k in self.stack))
        if "glossary-link" in kinds:
            self.links[-1][3] += data
        if "tip" in kinds:
            tip = self.tips[list(self.tips)[-1]]
            tip["text"] += data
            tip["zh"] += data if "zh" in kinds else ""


def wrong_links(page, entry_ids):
    """What is wrong with the glossary links and previews of a page, as sentences."""
    addresses = [href for href, *_ in page.links]
    wrong = [f"{a} is linked twice" for a in sorted(set(addresses)) if addresses.count(a) > 1]
    for href, tip, inside, text in page.links:
        quiet = sorted(inside & (QUIET | QUIET_KINDS | {"a"}))
        wrong += [f"{text!r} stands in {quiet}"] if quiet else []
        wrong += [f"{text!r} leads nowhere: {href}"] if href.partition("#")[2] not in entry_ids else []
        wrong += [f"{text!r} has no preview"] if tip not in page.tips else []
    for name, tip in page.tips.items():
        wrong += [f"{name} is shown before anybody asks"] if not tip["hidden"] else []
        wrong += [f"{name} has no Chinese that is marked so"] if not re.search(HAN, tip["zh"]) else []
        bare = len(re.findall(HAN, tip["text"])) - len(re.findall(HAN, tip["zh"]))
        wrong += [f"{name} has Chinese that is not"] if bare else []
        wrong += [f"{name} belongs to no link"] if name not in {tip for _, tip, *_ in page.links} else []
    return wrong


@pytest.fixture(scope="module")
def pages():
    if not (HTML / "book" / "glossary.html").is_file():
        pytest.fail("the book is not built: run make book first")
    return {path.stem: Links(path.read_text(encoding="utf-8"))
            for path in [HTML / "index.html", *sorted((HTML / "book").glob("*.html"))]}


def test_every_link_on_every_page_is_right(pages):
    ids = {name for name in pages["glossary"].ids if name.startswith("term-")}
    assert len(ids) == sum(len(entry["names"]) for entry in ENTRIES)
    assert {name: found for name, page in pages.items() if (found := wrong_links(page, ids))} == {}


def test_the_chapters_have_links_and_the_other_pages_none(pages):
    chapters = {name: len(page.links) for name, page in pages.items() if name.startswith("0")}
    assert len(chapters) == len(PROSE) and min(chapters.values()) >= 15 and max(chapters.values()) <= 80
    assert not any(pages[name].links for name in ("index", "bibliography", "glossary"))


def test_every_entry_is_linked_from_some_page_unless_it_says_otherwise(pages):
    linked = {href.partition("#")[2] for page in pages.values() for href, *_ in page.links}
    names = [name for name in pages["glossary"].ids if name.startswith("term-")]
    heads, at = [], 0
    for entry in ENTRIES:
        heads.append((entry, names[at]))
        at += len(entry["names"])
    assert [e["names"][0] for e, name in heads if name not in linked and e["forms"]] == []


TIP = '<div role="tooltip" id="tip-a" hidden><b>a</b> <span lang="zh">提升度</span>. What it is.</div>'
LINK = '<a class="glossary-link" href="glossary.html#term-a" aria-describedby="tip-a">a</a>'


@pytest.mark.parametrize("body, sentence", [
    (f"<p>{LINK}</p>{TIP}", None), (f"<h2>{LINK}</h2>{TIP}", "'a' stands in ['h2']"),
    (f"<p><code>{LINK}</code></p>{TIP}", "'a' stands in ['code']"),
    (f"<p>{LINK}{LINK}</p>{TIP}", "glossary.html#term-a is linked twice"),
    (f'<div class="exercise admonition"><p>{LINK}</p></div>{TIP}', "'a' stands in ['exercise']"),
    (f'<div class="cell"><p>{LINK}</p></div>{TIP}', "'a' stands in ['cell']"),
    (f'<p><a href="x">{LINK}</a></p>{TIP}', "'a' stands in ['a']"),
    (f"<table><th>{LINK}</th></table>{TIP}", "'a' stands in ['th']"),
    (f"<p>{LINK.replace('#term-a', '#term-b')}</p>{TIP}", "'a' leads nowhere: glossary.html#term-b"),
    (f"<p>{LINK}</p>", "'a' has no preview"), (TIP, "tip-a belongs to no link"),
    (f"<p>{LINK}</p>{TIP.replace(' hidden', '')}", "tip-a is shown before anybody asks"),
    (f"<p>{LINK}</p>{TIP.replace('提升度', '')}", "tip-a has no Chinese that is marked so"),
    (f"<p>{LINK}</p>{TIP.replace('What', '其他')}", "tip-a has Chinese that is not"),
])
def test_a_planted_fault_on_a_page_is_found(body, sentence):
    assert wrong_links(Links(body), {"term-a"}) == ([sentence] if sentence else [])
