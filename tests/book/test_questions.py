"""Questions as forms: their data are the exercises' own and give nothing away, and the forms work in a browser."""
import base64
import gzip
import hashlib
import html
import importlib
import json
import re
import sys
from collections import Counter
from functools import cache
from itertools import combinations

import pytest
import yaml
from dldm.exercises.check import MARKS, status
from dldm.exercises.inventory import FORMS, LETTERS, inventory, score
from dldm.exercises.kinds import digest, function, letter, number, numbers
from exercise_tools import ROOT, cells, notebooks, specs

sys.path.append(str(ROOT / "ext"))

import questions  # noqa: E402

HTML = ROOT / "_build" / "html" / "book"
NOTEBOOKS = sorted(notebooks())
ASKS = {"pre": "01-background", "post": "07-faq"}


@cache
def source(stem):
    """The HTML of a chapter's page."""
    path = HTML / f"{stem}.html"
    if not path.is_file():
        pytest.fail("the book is not built: run make book first")
    return path.read_text(encoding="utf-8")


def data(page):
    """What the page holds for its forms."""
    return json.loads(re.search(r'<script[^>]*id="dldm-questions"[^>]*>(.*?)</script>', page)[1])


def unmask(seed, masked):
    stream = b"".join(hashlib.sha256(f"{seed}:{n}".encode()).digest() for n in range(len(masked) // 32 + 1))
    return bytes(a ^ b for a, b in zip(base64.b64decode(masked), stream)).decode().rstrip()


def said(closed, id, answer):
    """What a page says to this answer, read as questions.js reads it."""
    number, seed = unmask(f"dldm:{id}:{answer}", closed["keys"][digest(id, answer)]).split()
    return unmask(seed, closed["texts"][int(number)])


@cache
def choices(id):
    """{answer: what `check` prints} of a question that wants letters alone: those that its kind does not refuse."""
    (name, kind), = specs(CLOSED[id])[id].names.items()
    sets = ["".join(some) for size in range(9) for some in combinations("abcdefgh", size)]
    outcomes = {some: status(id, {name: some}) for some in sets}
    return {some: f"{MARKS[o.state]} {o.message}" for some, o in outcomes.items() if o.key != "type"}


def right(id):
    return next(answer for answer, message in choices(id).items() if message[0] == "✓")


CLOSED = {id: stem for stem in NOTEBOOKS for id, made in data(source(stem))["forms"].items() if "keys" in made} \
    if HTML.is_dir() else {}


# ---------------------------------------------------------------- the data of the pages


@pytest.mark.parametrize("stem", NOTEBOOKS)
def test_every_exercise_that_asks_for_no_code_has_a_form_and_letters_need_no_python(stem):
    forms = data(source(stem))["forms"]
    wanted = {id: ex for id, ex in specs(stem).items() if function not in ex.names.values()}
    assert set(forms) == set(wanted) and len(wanted) > 1
    chosen = [id for id, made in forms.items() if {"one", "some"} & {field["kind"] for field in made["fields"]}]
    assert source(stem).count("question-options") == len(chosen)
    for id, ex in wanted.items():
        assert [field["name"] for field in forms[id]["fields"]] == list(ex.names)
        alone = len(ex.names) == 1 and "letter" in next(iter(ex.names.values())).__qualname__
        assert ("keys" in forms[id]) == alone, id


@pytest.mark.parametrize("id", CLOSED)
def test_the_page_decodes_each_answer_to_what_check_prints(id):
    closed, heard = data(source(CLOSED[id]))["forms"][id], choices(id)
    assert len(closed["keys"]) == len(heard) > 2 and [m[0] for m in heard.values()].count("✓") == 1
    assert {answer: said(closed, id, answer) for answer in heard} == heard


def telling(page, closed, id, answers):
    """What the data or the page give away: a message to read, a place, a length or a digest that stands out."""
    text = " ".join(re.sub("[‘’]", "'", re.sub("[“”]", '"', html.unescape(re.sub("<[^>]*>", "", page)))).split())
    heard = {answer: said(closed, id, answer) for answer in answers}
    found = [message for message in heard.values() if " ".join(message.split()[2:]) in text]
    found += ["texts differ in length"] if len(set(map(len, closed["texts"]))) > 1 else []
    found += ["keys differ in length"] if len(set(map(len, closed["keys"].values()))) > 1 else []
    found += ["keys stand in the order of the answers"] if list(closed["keys"]) != sorted(closed["keys"]) else []
    return found


@pytest.mark.parametrize("id", CLOSED)
def test_no_message_can_be_read_and_nothing_stands_out(id):
    page = source(CLOSED[id])
    assert telling(page, data(page)["forms"][id], id, choices(id)) == []


def test_the_right_message_has_no_place_of_its_own():
    places = Counter()
    for id, stem in CLOSED.items():
        keys, key = data(source(stem))["forms"][id]["keys"], digest(id, right(id))
        places["text", unmask(f"dldm:{id}:{right(id)}", keys[key])[:2]] += 1
        places["key", list(keys).index(key)] += 1
    assert len(CLOSED) > 40 and max(places.values()) < len(CLOSED) / 2, places


@pytest.mark.parametrize("name", FORMS)
def test_the_inventory_hears_what_score_prints_and_cannot_be_read(name, capsys):
    page = source(ASKS[name])
    asked = data(page)["inventory"]
    assert asked["form"] == name and asked["topics"] == list(inventory.TOPICS) and asked["pages"] == ASKS
    for n, closed in enumerate(asked["items"], 1):
        id = f"inventory-{name}-{n}"
        assert len(closed["keys"]) == len(closed["texts"]) == 4
        for one in LETTERS:
            score(name, {n: one})
            assert said(closed, id, one) in " ".join(capsys.readouterr().out.split())
        assert telling(page, closed, id, LETTERS) == []
    assert len(asked["items"]) == 12


@pytest.mark.parametrize("fault", ["readable", "longer", "in order"])
def test_a_page_that_gives_something_away_is_caught(fault):
    id = "ch03-p2"
    page = source("03-backprop")
    closed = data(page)["forms"][id]
    hint = said(closed, id, "a")
    if fault == "readable":
        page += f"<script>const hint = {' '.join(hint.split()[2:])!r}</script>"
    if fault == "longer":
        closed["texts"].append("AAAA")
    if fault == "in order":
        closed["keys"] = {digest(id, one): closed["keys"][digest(id, one)] for one in sorted("abcd", reverse=True)}
    assert len(telling(page, closed, id, "abcd")) == 1


@pytest.mark.parametrize("stem", NOTEBOOKS)
def test_each_page_knows_how_many_exercises_all_have(stem):
    assert data(source(stem))["chapters"] == {name: len(cells(nb, "check")) for name, nb in notebooks().items()}


# ---------------------------------------------------------------- what the extension makes of a kind and of a stub


FOUR = ["".join(some) for size in range(5) for some in combinations("abcd", size)]


@pytest.mark.parametrize("kind, choices, form, shape", [
    (letter("abcd"), list("abcd"), "one", None),
    (specs("07-faq")["ch07-p1"].names["answer_p1"], FOUR, "some", None),
    (specs("01-background")["ch01-p5"].names["answer_p5"], [], "words", None),
    (specs("05-5-chains")["ch05-5c-p5"].names["answer_p5"], [], "words", None),
    (number, [], "numbers", ()), (numbers(3), [], "numbers", (3,)), (numbers(2, 3), [], "numbers", (2, 3)),
    (numbers(8, 3), [], "numbers", (8, 3))])
def test_a_kind_is_asked_what_it_accepts(kind, choices, form, shape):
    assert questions.letters(kind) == choices
    made = questions.field("answer_p1", kind, "", False)
    assert made["kind"] == form and made.get("shape") == shape


def test_a_stub_names_its_fields():
    stub = '# "yes" or "no"\nanswer_v1_sure = ...\nanswer_v1 = [..., ...]  # low, high\nanswer_v2 = ...'
    assert questions.stub_of(stub) == {"answer_v1_sure": ('"yes" or "no"', False), "answer_v1": ("low, high", True),
                                       "answer_v2": ("", False)}
    assert questions.field("answer_v1_sure", number, "a share", False)["label"] == "sure: a share"
    assert questions.field("answer_v2", number, "", False)["label"] == "Your answer"


# ---------------------------------------------------------------- in a browser

SMALL, CHOICE, FIGURE = "05-5-patterns", "ch05-5-v1", "ch05-5-p1"
FULL = """const set = Storage.prototype.setItem;
Storage.prototype.setItem = function (key, value) {
    if (key.startsWith("dldm:")) throw new DOMException("full", "QuotaExceededError");
    set.call(this, key, value);  // the theme keeps its colours there
};"""


@pytest.fixture(scope="module")
def tools():
    """The helpers of the other tests in a browser; without one these are skipped as those are."""
    found = importlib.import_module("test_browser")
    if found.CHROMIUM is None:
        pytest.skip("Chromium " + found.WHY)
    return found


@pytest.fixture(scope="module")
def visit(tools, browser):
    """visit(stem) opens a chapter in a fresh profile: (page, what went wrong)."""
    with tools.served(HTML.parent) as address:
        yield lambda stem, scheme="light", width=1280: tools.visit(
            browser, f"{address}/book/{stem}.html", scheme, width, STILL)


@pytest.fixture
def chapter(visit):
    """The smallest chapter, which must end without a fault."""
    page, faults = visit(SMALL)
    yield page
    page.context.close()
    assert faults == []


@pytest.fixture(scope="module")
def untouched(visit):
    """The same chapter for those tests that only read."""
    page, _ = visit(SMALL)
    yield page
    page.context.close()


def answer(page, id, text):
    """Choose these letters and press the button; what the form says."""
    for box in page.locator(f"#ex-{id} [type=checkbox]").all():
        box.set_checked(box.get_attribute("value") in text)
    for option in page.locator(f"#ex-{id} [type=radio][value='{text}']").all():
        option.check()
    page.click(f"#form-{id} button")
    return heard(page, id)


def heard(page, id):
    return page.locator(f"#form-{id} [role=status]").inner_text()


def printed(message):
    """A message without its marks of code and of stress."""
    return re.sub(r"`([^`]+)`|\*(\w[^*`]*)\*", lambda m: m[1] or m[2], message)


def mark(page):
    """What the contents say of the page itself."""
    return page.locator(".bd-links .current > a .solved-count").text_content()


def test_sha_256_agrees_with_the_standard(untouched):
    texts = ["abc", "abcdbcdecdefdefgefghfghighijhijkijkljklmklmnlmnomnopnopq", "→ ü",
             *("a" * n for n in (0, 55, 56, 63, 64, 65, 200))]
    got = untouched.evaluate("texts => texts.map(dldmQuestions.hex)", texts)
    assert got == [hashlib.sha256(text.encode()).hexdigest() for text in texts]
    assert got[0][:16] == "ba7816bf8f01cfea" and got[1][:16] == "248d6a61d20638b8"  # examples of FIPS 180-4


@pytest.mark.long
def test_the_script_reads_every_answer_of_every_chapter_as_status_does(untouched):
    asked = [[data(source(stem))["forms"][id], id, list(choices(id))] for id, stem in CLOSED.items()]
    got = untouched.evaluate("asked => asked.map(([closed, id, all]) => all.map("
                           "one => dldmQuestions.said(closed, id, one)))", asked)
    assert dict(zip(CLOSED, got)) == {id: list(choices(id).values()) for id in CLOSED}


def test_a_wrong_answer_gets_its_hint_a_right_one_its_reason_and_both_are_kept(chapter):
    total, key = len(specs(SMALL)), right(CHOICE)
    assert mark(chapter) == f" (0 of {total} exercises solved)0/{total}"
    assert answer(chapter, CHOICE, "") == "○ not attempted yet: choose one."
    for wrong in sorted(set("abc") - {key}):
        assert answer(chapter, CHOICE, wrong) == printed(choices(CHOICE)[wrong]) != ""
    chapter.check(f"#ex-{CHOICE} [value={key}]")
    assert heard(chapter, CHOICE) == ""  # that was said of another answer
    chapter.check(f"#ex-{CHOICE} [value={wrong}]")
    chapter.reload()
    chosen, title = chapter.locator(f"#ex-{CHOICE} input:checked"), chapter.locator(f"#ex-{CHOICE} > .admonition-title")
    assert chosen.get_attribute("value") == wrong and heard(chapter, CHOICE) == "" and "✓" not in title.inner_text()
    assert answer(chapter, CHOICE, key) == printed(choices(CHOICE)[key])
    for again in (False, True):
        if again:
            chapter.reload()
        assert mark(chapter) == f" (1 of {total} exercises solved)1/{total}"
        assert chosen.get_attribute("value") == key and title.text_content().endswith(" ✓ solved")
        assert heard(chapter, CHOICE) == printed(choices(CHOICE)[key])


def test_by_keyboard_alone(chapter):
    options = chapter.locator(f"#ex-{CHOICE} input[type=radio]")
    options.first.focus()
    chapter.keyboard.press("Space")
    chapter.keyboard.press("ArrowDown")
    assert options.nth(1).is_checked() and not options.first.is_checked()
    chapter.keyboard.press("Tab")
    assert chapter.evaluate("document.activeElement.textContent") == "Check"
    chapter.keyboard.press("Enter")
    assert heard(chapter, CHOICE).startswith(("✓", "✗"))
    chapter.locator(f"#ex-{CHOICE} ~ .question-python summary").first.focus()
    chapter.keyboard.press("Enter")
    assert chapter.get_by_text(f'check("{CHOICE}")').is_visible()


def test_a_form_says_what_it_is(untouched):
    group = untouched.locator(f"#ex-{CHOICE} fieldset")
    texts = untouched.locator(f"#ex-{CHOICE} .question-option").all_inner_texts()
    assert group.get_by_role("radio").count() == len(texts) == 3
    assert all(group.get_by_role("radio", name=text.strip(), exact=True).count() == 1 for text in texts)
    assert untouched.get_by_role("group", name="Choose one").count() == 2
    box = group.get_by_role("radio").first.bounding_box()
    assert min(box["width"], box["height"]) >= 24
    assert untouched.locator(f"#ex-{FIGURE}").get_by_role("textbox", name="Your answer").count() == 1


def test_several_options_are_one_answer(visit):
    page, faults = visit("07-faq")
    for given in ("", "abcd", right("ch07-p1")):
        assert answer(page, "ch07-p1", given) == printed(choices("ch07-p1")[given])
    assert heard(page, "ch07-p1").startswith("✓ correct: ")
    page.context.close()
    assert faults == []


def test_where_nothing_can_be_kept_one_line_says_so(chapter):
    assert chapter.locator(".kept-notice").inner_text() == ""
    chapter.context.add_init_script(FULL)
    chapter.reload()
    assert answer(chapter, CHOICE, right(CHOICE)).startswith("✓")
    notice = chapter.locator(".kept-notice")
    assert notice.count() == 1 and notice.inner_text().startswith("This browser has no room for your work")
    assert notice.bounding_box()["y"] < 800 and mark(chapter).endswith(f"1/{len(specs(SMALL))}")


# The page's own Python is not asked, only what ASKED puts in its place.
STILL = """const add = document.addEventListener;
    document.addEventListener = function (kind, ...rest) {
        if (kind !== "dldm:answer" || window.asked) add.call(this, kind, ...rest);
    };"""
ASKED = """() => {
    window.asked = [];
    document.addEventListener("dldm:answer", (e) => {
        window.asked.push(e.detail.code);
        if (window.asked.length > 1) e.preventDefault();
    });
}"""
CHECK = """id => {
    const cell = document.querySelector(`#ex-${id} + details .tag_exercise-check`);
    return (cell.id ||= "cell-check").slice(5);
}"""
TOLD = """([name, detail]) => document.dispatchEvent(new CustomEvent(name, {detail}))"""


def test_a_number_is_handed_to_python_and_what_it_says_is_shown(chapter):
    field = chapter.locator(f"#form-{FIGURE} input")
    chapter.click(f"#form-{FIGURE} button")
    assert heard(chapter, FIGURE) == "○ not attempted yet: fill in every field."
    chapter.evaluate(ASKED)
    field.fill("−7/3")
    field.press("Enter")
    assert heard(chapter, FIGURE) == "To check numbers and code, press “Run this page” at the top first."
    assert mark(chapter).startswith(" (0")
    cell = chapter.evaluate(CHECK, FIGURE)
    for end in ("gave up", "over"):
        field.press("Enter")
        assert heard(chapter, FIGURE).startswith("Python is asked.")
        chapter.evaluate(TOLD, ["dldm:heard", {"is": end, "id": cell}])
        assert heard(chapter, FIGURE).startswith("Python could not run this")
    chapter.evaluate(TOLD, ["dldm:judged", {"exercise": FIGURE, "said": "✓ correct: so\nit is\n"}])
    assert heard(chapter, FIGURE) == "✓ correct: so it is" and mark(chapter).startswith(" (1")
    assert chapter.evaluate("window.asked") == ["answer_p1 = -7/3"] * 3
    chapter.reload()
    assert field.input_value() == "−7/3" and mark(chapter).startswith(" (1")


FILLED = {  # page: [(exercise, what is chosen and written, what Python gets)]
    "02-connections": [
        ("ch02c-p2", ["1, 2, 3\n-4, 5e-1, 6\n\n7,8,9"], "answer_p2 = [[1, 2, 3], [-4, 5e-1, 6], [7,8,9]]"),
        ("ch02c-p1", ["7/3, 53/4"], "answer_p1 = [7/3, 53/4]"), ("ch02c-p1", ["[1, 2]"], "answer_p1 = [1, 2]")],
    "05-mining": [("ch05-p1", ["none, 'clustering',regression", '"future"'],
                   'answer_p1 = ["none", "clustering", "regression"]\nanswer_p1_label = "future"')],
    "05-2c-trees": [("ch05-2c-p1", ["c", "0.2"], 'answer_p1_root = "c"\nanswer_p1_gain = 0.2')],
}


@pytest.mark.parametrize("stem", FILLED)
def test_fields_become_python_and_are_kept(stem, visit):
    page, faults = visit(stem)
    page.evaluate(ASKED)
    for id, texts, code in FILLED[stem]:
        if len(texts[0]) == 1:
            page.check(f"#ex-{id} [value={texts[0]}]")
        for field, text in zip(page.locator(f"#form-{id} :is(input, textarea)").all()[::-1], texts[::-1]):
            field.fill(text)
        page.click(f"#form-{id} button")
        assert page.evaluate("window.asked.pop()") == code
        assert page.evaluate("id => dldmKept.read('answers')[id]", id) == (texts if len(texts) > 1 else texts[0])
    if stem == "05-mining":  # where the rows of a table are the options
        assert page.locator("#ex-ch05-v2").get_by_role("radio", name="(b) .1 3 70").count() == 1
        assert answer(page, "ch05-v2", right("ch05-v2")).startswith("✓")
    page.context.close()
    assert faults == []


@pytest.mark.long
def test_answered_forms_are_accessible_and_fit_on_a_phone_in_the_dark(tools, visit):
    page, faults = visit(SMALL, "dark", 390)
    assert answer(page, CHOICE, right(CHOICE)).startswith("✓")
    assert answer(page, "ch05-5-p2", next(one for one in "abc" if one != right("ch05-5-p2"))).startswith("✗")
    page.click(f"#form-{FIGURE} button")
    page.click(".forget button")
    page.evaluate("dldmKept.save = 0; document.querySelector('.kept-notice').textContent = 'no room'")
    page.evaluate("document.querySelectorAll('.cell, section > p, .bd-sidebar-secondary').forEach((e) => e.remove())")
    assert tools.violations(page, tools.BUT_LANDMARKS) == [] and tools.too_wide(page) <= 0 and faults == []
    page.evaluate("document.querySelectorAll('.question-option').forEach(e => e.replaceWith(...e.childNodes))")
    assert tools.violations(page, {"runOnly": ["label"]}) != []  # a field without a name is seen
    page.context.close()


def letters_of(name, wanted):
    """Twelve letters: right where `wanted` has a 1, wrong where 0, none where a dot."""
    def one(item, mark):
        key = next(c for c in LETTERS if digest(f"inventory-{name}-{item.number}", c) == item.key)
        return {"1": key, "0": min(item.wrong), ".": "."}[mark]
    return [one(item, mark) for item, mark in zip(inventory._items(name), wanted, strict=True)]


def fill_in(page, name, wanted):
    page.evaluate("all => all.forEach((one) => document.querySelector(one).click())",
                  [f"[name=inventory-{name}-{n}][value={one}]" for n, one in enumerate(letters_of(name, wanted), 1)
                   if one != "."])


def table(page):
    return ["".join(cell[0] if cell else "." for cell in column) for column in
            zip(*page.evaluate("[...document.querySelectorAll('.inventory-table tbody tr')].map("
                               "(row) => [...row.querySelectorAll('td')].map((cell) => cell.textContent))"))]


BEFORE, AFTER = "10010.101000", "1101111.1011"
SHOWN = [text.translate(str.maketrans("10.", "✓✗○")) for text in (BEFORE, AFTER)]


def test_the_inventories_stand_side_by_side_after_the_book_and_on_the_page_before(visit):
    page, faults = visit(ASKS["pre"])
    fill_in(page, "pre", BEFORE)
    assert page.locator(".inventory input:checked").count() == 11 and table(page) == []
    page.goto(page.url.replace(ASKS["pre"], ASKS["post"]))
    fill_in(page, "post", AFTER)
    assert page.locator(".inventory .question-said:not(:empty)").count() == 0 and table(page) == []
    page.click("#inventory-post button")
    assert page.locator("#inventory-post [role=status]").inner_text().startswith(f"{AFTER.count('1')} of 12 right.")
    assert page.locator(".inventory ~ .question-python .cell").count() == 3
    assert page.get_by_text("What can twelve questions show?").is_visible()  # that is no part of the form
    item, remark = inventory._items("post")[2], page.locator(".inventory fieldset .question-said").nth(2).inner_text()
    assert remark == printed(f"✗ 3 {inventory.TOPICS[2]}: {item.wrong[min(item.wrong)][1]}") and table(page) == SHOWN
    page.goto(page.url.replace(ASKS["post"], ASKS["pre"]))
    assert page.locator(".inventory input:checked").count() == 11 and table(page) == SHOWN
    fill_in(page, "pre", "1" * 12)  # whoever knows the result cannot better what he believed
    page.click("#inventory-pre button")
    assert page.locator("#inventory-pre [role=status]").inner_text().startswith("12 of 12 right.")
    assert table(page) == SHOWN
    assert page.locator(".inventory ~ .question-python .cell").count() == 2
    page.context.close()
    assert faults == []


def kept_pages(page):
    """The stems of the pages of which the browser keeps something."""
    return [key.removeprefix("dldm:") for key in page.evaluate("Object.keys(localStorage).sort()")
            if key.startswith("dldm:")]


def test_forgetting_asks_once_and_forgets_all_pages(chapter):
    answer(chapter, CHOICE, right(CHOICE))
    chapter.evaluate("dldmKept.save('solved', 'ch03-p1', 1, '03-backprop')")
    other = chapter.locator(".bd-links a[href='03-backprop.html'] .solved-count")
    assert "1 of" in other.text_content()
    chapter.click("text=Forget my answers and edits")
    assert chapter.evaluate("document.activeElement.textContent") == "Keep them"
    chapter.keyboard.press("Enter")
    assert chapter.evaluate("document.activeElement.textContent") == "Forget my answers and edits"
    assert kept_pages(chapter) == ["03-backprop", SMALL]
    chapter.keyboard.press("Enter")
    with chapter.expect_navigation():
        chapter.click("text=Forget them")
    assert kept_pages(chapter) == [] and chapter.locator("input:checked").count() == 0
    assert mark(chapter).startswith(" (0") and "0 of" in other.text_content()


def test_without_scripts_the_text_is_as_it_was(tools, chapter):
    context = chapter.context.browser.new_context(java_script_enabled=False)
    page = context.new_page()
    page.goto(chapter.url)
    assert page.locator("form.question, fieldset, .question-python").count() == 0
    assert page.locator(f"#ex-{CHOICE} .question-options li").first.inner_text().startswith("a)")
    assert page.get_by_text(f'check("{CHOICE}")').is_visible()
    context.close()


def test_the_scripts_that_every_page_loads_are_small():
    names = yaml.safe_load((ROOT / "_config.yml").read_text(encoding="utf-8"))["sphinx"]["config"]["html_js_files"]
    scripts = [(ROOT / "book" / "_static" / name).read_bytes() for name in names]
    assert len(scripts) >= 3 and sum(len(gzip.compress(script)) for script in scripts) <= 12 * 1024
