"""Sphinx extension: gives each page what its questions need to become forms; `questions.js` builds them.

The source is the exercise itself: what its kinds accept says which fields a form has, and `status` what each answer
hears.  The messages of a closed question go with the page, masked: each can be read by whoever has its answer, and the
right one looks like the others.
"""
import base64
import hashlib
import json
import re
import sys
from itertools import combinations, product
from pathlib import Path

from docutils import nodes
from pages import rewrite
from sphinx.util import logging

sys.path.append(str(Path(__file__).resolve().parents[1] / "book"))

from dldm.exercises.check import MARKS, find, status  # noqa: E402
from dldm.exercises.inventory import LETTERS, inventory  # noqa: E402
from dldm.exercises.kinds import Hint, digest, function  # noqa: E402

logger = logging.getLogger(__name__)
SETS = ["".join(some) for size in range(9) for some in combinations("abcdefgh", size)]
SHAPES = [(), *((n,) for n in range(1, 10)), *product(range(1, 10), range(1, 6))]
COUNTS = {1: "one", 2: "two", 3: "three"}


# ---------------------------------------------------------------- what a form asks for


def accepts(kind, value):
    """Whether the kind of an answer lets this value pass."""
    try:
        kind("answer", value)
    except Hint:
        return False
    return True


def letters(kind):
    """Every choice of options that the kind accepts: "a", "b", ... or "", "a", "ab", ...; empty if it wants none, or a
    text of any letters.
    """
    choices = [some for some in SETS if accepts(kind, some)]
    return choices if len(choices) > 1 and not accepts(kind, "xyz") else []


def zeros(shape):
    return [zeros(shape[1:]) for _ in range(shape[0])] if shape else 0.0


def stub_of(code):
    """{name: (remark beside it or above it, whether a list stands there)} of a stub."""
    found, above = {}, ""
    for line in code.splitlines():
        before, _, remark = (part.strip() for part in line.partition("#"))
        name, _, value = before.partition(" = ")
        found |= {name: (remark or above, value.startswith("["))} if before else {}
        above = "" if before else remark
    return found


def field(name, kind, remark, is_list):
    """What the form shows for one variable of the stub."""
    choices, shape = letters(kind), next((shape for shape in SHAPES if accepts(kind, zeros(shape))), None)
    if choices:
        sizes = {len(some) for some in choices}
        many = COUNTS[sizes.pop()] if len(sizes) == 1 else "all that fit"
        return {"name": name, "kind": "one" if many == "one" else "some", "label": f"Choose {many}"}
    title = name.split("_", 2)[2] if name.count("_") > 1 else "Your answer"
    made = {"name": name, "label": f"{title}: {remark}" if remark else title}
    if shape is None:
        return made | {"kind": "words", "list": is_list}
    return made | {"kind": "numbers", "shape": shape}


def form(id, stub):
    """The form of an exercise: its fields, and what each answer hears if letters are all that it asks for.

    None if it asks for code.
    """
    names, remarks = find(id).names, stub_of(stub)
    if function in names.values():
        return None
    fields = [field(name, kind, *remarks[name]) for name, kind in names.items()]
    if len(fields) > 1 or fields[0]["kind"] not in ("one", "some"):
        return {"fields": fields}
    (name, kind), = names.items()
    return {"fields": fields} | sealed(id, {some: said(id, name, some) for some in letters(kind)})


def said(id, name, answer):
    """What `check` prints to this answer, in one line."""
    outcome = status(id, {name: answer})
    return f"{MARKS[outcome.state]} {outcome.message}"


# ---------------------------------------------------------------- masked messages


def mask(seed, data):
    """Bytes under a stream of SHA-256 that begins from the seed, as text; the same stream unmasks them."""
    stream = b"".join(hashlib.sha256(f"{seed}:{n}".encode()).digest() for n in range(len(data) // 32 + 1))
    return base64.b64encode(bytes(a ^ b for a, b in zip(data, stream))).decode()


def sealed(id, messages):
    """{answer: message} as {"texts": masked messages of one length, "keys": {digest of an answer: which, its seed}}."""
    width = max(len(message.encode()) for message in messages.values())
    seeds = sorted({digest(id, message): message for message in messages.values()}.items())
    number = {message: f"{n:02} {seed}" for n, (seed, message) in enumerate(seeds)}
    keys = {digest(id, answer): mask(f"dldm:{id}:{answer}", number[message].encode())
            for answer, message in messages.items()}
    return {"texts": [mask(seed, message.encode().ljust(width)) for seed, message in seeds],
            "keys": dict(sorted(keys.items()))}


def questions_of_inventory(name):
    """The twelve questions of "pre" or "post": what each letter hears, masked, and the topics."""
    items = [sealed(f"inventory-{name}-{item.number}",
                    {letter: " ".join(inventory._verdict(name, item, letter).split()) for letter in LETTERS})
             for item in inventory._items(name)]
    return {"form": name, "topics": inventory.TOPICS, "items": items}


# ---------------------------------------------------------------- the page


def cells(doctree, tag):
    return [node for node in doctree.findall(nodes.container) if tag in node["classes"]]


def code_of(cell):
    return next(cell.findall(nodes.literal_block)).astext()


def read_questions(app, doctree):
    """Keep the forms of a page, and mark in it the list or table that holds the options of a closed question."""
    page = {"forms": {}, "exercises": 0}
    for check in cells(doctree, "tag_exercise-check"):
        id = re.search(r'check\("(.*?)"\)', code_of(check))[1]
        stub = check.parent[check.parent.index(check) - 1]
        page["exercises"] += 1
        page["forms"] |= {id: made} if (made := form(id, code_of(stub))) else {}
    for id, made in page["forms"].items():
        if any(part["kind"] in ("one", "some") for part in made["fields"]):
            mark_options(doctree, id)
    for cell in cells(doctree, "cell"):
        if asked := re.search(r'^questionnaire\("(\w+)"\)', code_of(cell), re.M):
            cell["classes"].append("inventory")
            page["inventory"] = questions_of_inventory(asked[1])
        if re.search(r"^(?:submit|score|compare)\(", code_of(cell), re.M):
            cell["classes"].append("inventory-python")
    app.env.questions = getattr(app.env, "questions", {}) | {app.env.docname: page}


def mark_options(doctree, id):
    """The options are the list, or the rows of the table, that goes a), b), c)..."""
    box = next(node for node in doctree.findall(nodes.Element) if f"ex-{id}" in node["ids"])
    for node in box.findall(lambda n: isinstance(n, (nodes.bullet_list, nodes.tbody))):
        if all(re.match(rf"\(?{letter}\)", item.astext()) for letter, item in zip("abcdefgh", node)):
            (node if isinstance(node, nodes.bullet_list) else node.parent.parent)["classes"].append("question-options")
            return
    logger.warning(f"{id}: no list of options a), b), ... in the text of the exercise", location=box)


def forget_page(app, env, docname):
    getattr(env, "questions", {}).pop(docname, None)


def chapters(env):
    """{last part of a page's name: number of its exercises}."""
    found = ((name.rpartition("/")[2], page["exercises"]) for name, page in sorted(env.questions.items()))
    return {stem: number for stem, number in found if number}


def inventory_pages(env):
    """{"pre" or "post": last part of the name of the page that asks it}."""
    return {page["inventory"]["form"]: name.rpartition("/")[2]
            for name, page in env.questions.items() if "inventory" in page}


def pages_to_write_again(app, env):
    """Each page shows in its contents how many exercises the others have."""
    old, env.chapters = getattr(env, "chapters", None), chapters(env)
    return [] if old == env.chapters else list(env.found_docs)


def add_data(app, pagename, templatename, context, doctree):
    """The forms of the page and the numbers of exercises of all, as JSON in its head."""
    page = app.env.questions.get(pagename, {"forms": {}})
    data = {name: part for name, part in page.items() if name != "exercises"} | {"chapters": app.env.chapters}
    if "inventory" in data:
        data["inventory"] |= {"pages": inventory_pages(app.env)}
    text = json.dumps(data, ensure_ascii=False, separators=(",", ":")).replace("<", "\\u003c")
    app.add_js_file(None, body=text, type="application/json", id="dldm-questions")


ADDRESS = r'(?:(?:book/|\.\./)?([\w-]+)\.html|#)'
LINK = re.compile(f'<li class="toctree-l1[^"]*"><a class="[^"]*" href="{ADDRESS}">[^<]*(?=</a>)')


def make_room(app, exception):
    """Write beside each chapter in the contents how many exercises it has: the script that counts moves nothing."""
    rewrite(app, exception, lambda name, text: LINK.sub(
        lambda link: link[0] + mark(app.env.chapters.get(link[1] or name)), text))


def mark(exercises):
    return f'<span class="solved-count"><span aria-hidden="true">0/{exercises}</span></span>' if exercises else ""


def setup(app):
    app.connect("doctree-read", read_questions)
    app.connect("env-purge-doc", forget_page)
    app.connect("env-get-updated", pages_to_write_again)
    app.connect("html-page-context", add_data)
    app.connect("build-finished", make_room)
    return {"parallel_read_safe": False, "parallel_write_safe": True, "version": "1"}
