"""What else a living page must do, in real Chromium (`make test-browser`)."""
import json

import pytest

pytest.importorskip("playwright.sync_api", reason="Playwright is not installed (make browser): its tests are skipped")

from living import IDLE  # noqa: E402
from test_browser import AXE  # noqa: E402

pytestmark = pytest.mark.long
STEM = "05-5-patterns"  # the page that the fixtures open


# ---------------------------------------------------------------- cells


def test_an_error_shows_the_readers_line_and_stops_nothing_else(living):
    shown = living.run("c55-toy", "def f():\n    return 1 / 0\n\nf()")
    assert "line 2, in f" in shown and "ZeroDivisionError" in shown and "run.py" not in shown
    assert living.run("c55-diary", "1 + 1").strip() == "2"


def test_what_the_book_says_of_a_figure_stays_as_long_as_the_code_is_the_books(living):
    cell, code = living.cell("c55-cost-figure"), "import matplotlib.pyplot as plt\nplt.plot([1, 2])\nplt.show()"
    picture, caption = cell.locator(".cell_output img"), cell.locator("figcaption")
    alt, words = picture.get_attribute("alt"), caption.inner_text()
    assert len(alt) > 20 and words.startswith("Figure 5.5.")
    living.run("c55-cost-figure")
    assert picture.get_attribute("src").startswith("data:") and picture.get_attribute("alt") == alt
    assert caption.inner_text() == words
    living.run("c55-cost-figure", code)
    assert picture.get_attribute("alt") == "Figure drawn by this cell" and caption.count() == 0


def test_names_are_completed(living):
    living.run("c55-toy", "import numpy as np")
    living.write("c55-toy", "np.aran")
    living.page.keyboard.press("Control+Space")
    living.page.locator(".cm-tooltip-autocomplete").get_by_text("arange", exact=True).click()
    assert living.cell("c55-toy").locator(".cm-content").inner_text() == "np.arange"


def test_what_only_a_machine_of_ones_own_has_is_told_in_one_line(living):
    assert living.run("c55-toy", "import statsmodels").startswith("statsmodels cannot be had in this page")


# ---------------------------------------------------------------- Stop


LOOPS = {"printing": "while True: print(1)", "waiting": "import time\nwhile True: time.sleep(1)",
         "one long call": "import numpy as np\nbig = np.ones((2500, 2500))\nbig @ big @ big @ big @ big @ big"}


@pytest.mark.parametrize("loop", LOOPS)
def test_stop_ends_a_cell_and_the_next_one_runs(living, loop):
    living.stop("c55-toy", LOOPS[loop])
    assert living.run("c55-lean", "print(6)").strip() == "6"


def test_where_nothing_can_interrupt_stop_begins_python_anew_and_what_is_needed_runs_again(fresh):
    living = fresh()
    assert not living.page.evaluate("crossOriginIsolated")
    living.write("c55-toy", "toy = 1\nwhile True: pass")
    living.press("c55-toy")
    living.page.wait_for_function("document.getElementById('cell-c55-toy').dataset.live == 'runs'")
    living.press_bar("Stop")
    living.page.wait_for_function(IDLE, timeout=5_000)
    assert "begins anew" in living.bar() and living.said("c55-toy") == "stopped"
    living.write("c55-toy", "toy = 1")
    assert living.run("c55-toy-patterns", "print(toy)").strip() == "1"


def test_a_check_of_an_endless_answer_ends_by_itself(living):
    living.run("c55-i1-stub", "def my_patterns(sequences, least):\n    while True: pass")
    assert "Is there a loop that never ends" in " ".join(living.run("c55-i1-check").split())


def test_an_answer_from_a_form_is_checked_in_its_own_cell(living):
    living.page.evaluate("""document.dispatchEvent(new CustomEvent("dldm:answer",
        {cancelable: true, detail: {exercise: "ch05-5-p1", code: "answer_p1 = 4"}}))""")
    living.page.wait_for_function(f"document.getElementById('cell-c55-p1-check').dataset.live == 'ok' && ({IDLE})()")
    assert "✗ not yet" in living.cell("c55-p1-check").locator(".cell_output").text_content()
    assert "✗ not yet" in living.page.locator(".question-said:visible").first.inner_text()


# ---------------------------------------------------------------- the second start

SHELF = """async (zeros) => {  // overwrites the head of the memory that is kept with so many zeros, and marks it
    const shelf = await caches.open("dldm-python"), [key] = await shelf.keys();
    const bytes = new Uint8Array(await (await shelf.match(key)).arrayBuffer());
    await shelf.put(key, new Response(bytes.fill(0, 0, zeros), {headers: {"X-Marked": "yes"}}));
}"""
MARKED = """async () => {
    const shelf = await caches.open("dldm-python"), [key] = await shelf.keys(), kept = await shelf.match(key);
    return [kept.headers.has("X-Marked"), (await kept.arrayBuffer()).byteLength > 1e7];
}"""


@pytest.mark.parametrize("zeros, outcome", [(0, [True, True]), (1000, [False, True])])
def test_python_begins_in_the_memory_of_the_first_start_and_a_spoilt_one_is_replaced(zeros, outcome, fresh):
    living = fresh()
    living.run("c55-toy", "a = 1")
    living.page.evaluate(SHELF, zeros)
    living.page.reload()
    living.wake()
    assert living.run("c55-toy", "import numpy as np\nprint(np.arange(3).sum())").strip() == "3"
    assert living.page.evaluate(MARKED) == outcome
    living.stop("c55-lean", "while True: pass")
    assert living.run("c55-lean", "print(6)").strip() == "6"


# ---------------------------------------------------------------- what is kept


def test_a_check_brings_the_packages_that_it_needs(fresh):
    from exercise_tools import table

    living = fresh(stem="03-backprop")  # whose unfilled check needs NumPy alone
    living.write("c3-i1-1", next(iter(table("03-backprop", "WRONG")["ch03-i1"].values())))
    said = living.run("c3-i1-2")
    assert "✗ not yet" in said and "ModuleNotFoundError" not in said


def test_two_tabs_lose_nothing_of_each_other(fresh):
    living = fresh()
    other = living.open(STEM)
    living.wake(other)
    living.write("c55-diary", "one = 1")
    living.write("c55-toy", "two = 2", other)
    living.page.wait_for_function("""(({"c55-diary": one, "c55-toy": two}) =>
        one?.code == "one = 1" && two?.code == "two = 2")(dldmKept.read("cells"))""", timeout=10_000)


def test_where_nothing_can_be_stored_one_line_says_so_and_cells_run(fresh):
    living = fresh(wake=False)
    living.page.add_init_script("""{ const before = Storage.prototype.setItem;
        Storage.prototype.setItem = function (key, value) {
            if (key.startsWith("dldm:")) throw new DOMException("full");
            before.call(this, key, value);
        }; }""")
    living.page.reload()
    living.wake()
    living.wait_for("is ready")
    living.write("c55-diary", "mine = 1")
    assert "no room for your work" in living.bar() and "\n" not in living.bar()


def test_the_work_can_be_saved_as_a_notebook_and_loaded_again(fresh, tmp_path):
    living = fresh()
    living.write("c55-diary", "mine = 1")
    with living.page.expect_download() as download:
        living.press_bar("Save as a notebook")
    file = tmp_path / "work.ipynb"
    download.value.save_as(file)
    notebook = json.loads(file.read_text(encoding="utf-8"))
    assert [cell["source"] for cell in notebook["cells"] if cell.get("id") == "c55-diary"] == ["mine = 1"]
    living.press_bar("Reset page")
    assert living.cell("c55-diary").locator(".cm-content").inner_text() == "mine = 1"  # it asks first
    living.press_bar("Press again")
    living.page.set_input_files(".dldm-file", file)
    living.wait_for("were read")
    assert living.cell("c55-diary").locator(".cm-content").inner_text() == "mine = 1"
    file.write_text("{}")
    living.page.set_input_files(".dldm-file", file)
    living.wait_for("no notebook of this page")


# ---------------------------------------------------------------- what a hostile answer may not do


HOSTILE = {
    "a script": "<script>window.hurt = 1</script>",
    "a handler": "<img src=x onerror='window.hurt = 1'>",
    "an address": "<a href='javascript:window.hurt = 1' id=bad>x</a>",
    "a frame": "<iframe srcdoc='<script>parent.hurt = 1</script>'></iframe>",
    "a style sheet": "<style>body { display: none }</style>",
    "another host": "<img src='http://elsewhere.example/a.png'>"
                    "<div style='background: url(http://elsewhere.example/b.png)'></div>",
    "a player": "<div class='dldm-player'><img src=x onerror='window.hurt = 1'>"
                "<script type='application/json' class='dldm-data'>0</script><script>window.hurt = 1</script></div>",
}


@pytest.mark.parametrize("attack", HOSTILE)
def test_what_a_cell_shows_cannot_act(living, attack):
    living.run("c55-toy", f"class Bad:\n    def _repr_html_(self): return {HOSTILE[attack]!r}\nBad()")
    living.page.wait_for_timeout(100)
    assert living.page.evaluate("window.hurt") is None and living.foreign == []
    assert living.page.locator("article h1").is_visible()
    if attack == "a player":  # what it gave as data is no data: the page's own script said so, and nothing else ran
        living.errors.clear()


def test_what_a_cell_shows_stays_in_its_own_box(living):
    cover = "<div style='position: fixed; inset: 0; background: red; z-index: 99999'>all</div>"
    living.run("c55-toy", f"class Bad:\n    def _repr_html_(self): return {cover!r}\nBad()")
    top = living.page.evaluate("document.elementFromPoint(640, 20).closest('.cell_output')")
    assert top is None


# ---------------------------------------------------------------- for everyone


def test_by_keyboard_alone(fresh):
    living = fresh(wake=False)
    page = living.page
    page.locator(".dldm-start").focus()
    page.keyboard.press("Enter")
    page.wait_for_selector("html[data-live]")
    living.cell("c55-toy-patterns").scroll_into_view_if_needed()
    living.cell("c55-toy-patterns").locator(".cm-content").focus()
    page.keyboard.press("Control+a")
    page.keyboard.type("print(8 / 2")
    page.keyboard.press("Shift+Enter")
    page.wait_for_function("document.getElementById('cell-c55-toy-patterns').dataset.live == 'ok'")
    assert living.cell("c55-toy-patterns").locator(".cell_output").inner_text().strip() == "4.0"
    assert page.evaluate("document.activeElement.closest('.cell').id") != "cell-c55-toy-patterns"  # the next cell
    place = page.evaluate("document.activeElement.closest('.cell').id")
    page.keyboard.press("Tab")
    assert page.evaluate("document.activeElement.closest('.cell').id") == place  # Tab indents
    page.keyboard.press("Escape")
    page.keyboard.press("Tab")
    assert page.evaluate("document.activeElement.tagName") == "BUTTON"  # after Esc it leaves


FAULTS = """async () => (await axe.run('.bd-article')).violations.map(
    v => v.id + ': ' + v.nodes.map(n => n.target.join(' ')).slice(0, 9).join(' | '))"""


@pytest.mark.parametrize("scheme", ["light", "dark"])
def test_axe_finds_nothing_with_the_cells_live(fresh, scheme):
    living = fresh(color_scheme=scheme)
    living.page.set_viewport_size({"width": 390, "height": 800})
    living.run("c55-toy", "print(1)\n1 / 0")
    living.run("c55-toy-patterns", "class T:\n    def _repr_html_(self): return '<b>bold</b>'\nT()")
    living.page.evaluate(AXE)
    assert living.page.evaluate(FAULTS) == []
    assert living.page.evaluate("document.documentElement.scrollWidth") <= 390
    living.page.evaluate("document.querySelector('.cm-content').removeAttribute('aria-label')")
    assert len(living.page.evaluate(FAULTS)) == 1  # it does look



# ---------------------------------------------------------------- explorables


@pytest.fixture
def margins(fresh):
    """The page of margins, with its explorable in hand."""
    from living import Isolated

    living = fresh(Isolated, stem="05-2b-margins")
    living.run("c52b-hold")
    return living


def width(living):
    """How wide the street is, from the player's caption."""
    return float(living.cell("c52b-hold").locator(".dldm-caption").inner_text().split()[1])


def until(living, wide):
    living.page.wait_for_function("""wide => Number(document.querySelector("[id='cell-c52b-hold'] .dldm-caption")
        .textContent.split(" ")[1]) == wide""", arg=wide)


def test_a_point_is_dragged_and_the_algorithm_follows(margins):
    assert width(margins) == 1.54
    handle = margins.cell("c52b-hold").locator(".dldm-handle").nth(2)
    handle.scroll_into_view_if_needed()
    box = handle.bounding_box()
    margins.page.mouse.move(box["x"] + 14, box["y"] + 14)
    margins.page.mouse.down()
    margins.page.mouse.move(box["x"] - 120, box["y"] + 14, steps=5)
    margins.page.mouse.up()
    until(margins, 2.3)
    margins.write("c52b-p5-stub", 'answer_p5 = hold.values["points"]')
    assert "✓ correct" in margins.run("c52b-p5-check")


def test_a_point_is_moved_by_keyboard(margins):
    handle = margins.cell("c52b-hold").locator(".dldm-handle").nth(2)
    handle.focus()
    for _ in range(3):
        margins.page.keyboard.press("ArrowLeft")
    margins.page.wait_for_function("""() => Number(document.querySelector("[id='cell-c52b-hold'] .dldm-caption")
        .textContent.split(" ")[1]) > 1.6""")
    assert "class 0, at" in handle.get_attribute("aria-label")


def test_the_form_of_its_task_takes_what_it_holds_or_the_same_in_numbers(margins):
    rows = "[[0, 0, 0], [.5, 2, 0], [−.5, .5, 0], [-1, 1.5, 0], [2.8, 1.8, 1], [3.5, 2.8, 1], [2.4, -.4, 1], [5, 2, 1]]"
    held, still = 'hold.values["points"]', "✗ not yet: These are the eight points"
    for answer, heard in ((held, still), (rows, "✓ correct"), (f"answer_p5 = {held}", still)):
        margins.page.fill("[id='form-ch05-2b-p5-answer_p5']", answer)
        margins.page.click("#form-ch05-2b-p5 button")
        margins.page.wait_for_function("""heard => document.querySelector("#form-ch05-2b-p5 .question-said")
            .textContent.startsWith(heard)""", arg=heard)


def test_a_task_for_which_thirty_nets_are_trained_is_judged_in_time(fresh):
    from exercise_tools import solutions
    from living import Isolated

    living = fresh(Isolated, stem="02-connections")
    living.write("c02c-ch02c-p4-stub", solutions("02-connections")["ch02c-p4"])
    assert "✓ correct" in living.run("c02c-ch02c-p4-check")


def test_words_and_a_slider_are_taken_and_what_cannot_be_drawn_is_said(fresh):
    from living import Isolated

    living = fresh(Isolated, stem="05-5-hidden-markov")
    living.run("c55h-hold")
    shown = living.cell("c55h-hold")
    throws, caption = shown.locator(".dldm-hold input[type=text]"), shown.locator(".dldm-caption")
    throws.fill("111666111")
    caption.get_by_text("Best path FFFFFFFFF, best states FFFLLLFFF.").wait_for()
    throws.fill("7")
    shown.locator(".dldm-refused").get_by_text("digits from 1 to 6").wait_for()
    living.write("c55h-p5-stub", 'answer_p5 = croupier.values["throws"]')
    assert "✓ correct" in living.run("c55h-p5-check")
    throws.fill("111666111")
    shown.get_by_label("to loaded").press("End")
    caption.get_by_text("Best path FLLLLLLLL").wait_for()


def test_without_python_the_recorded_player_stands_there_and_says_how_to_take_hold(fresh):
    living = fresh(stem="05-2b-margins", wake=False)
    shown = living.cell("c52b-hold")
    assert shown.locator(".dldm-handle").count() == 0 and "you can change: points" in shown.inner_text()


def test_who_looks_at_the_last_step_stays_there_and_a_form_takes_what_the_picture_holds(fresh):
    from living import Isolated

    living = fresh(Isolated, stem="05-1b-densities")
    living.run("c51b-islands")
    shown = living.cell("c51b-islands")
    shown.locator("[data-do=last]").click()
    for key, steps in (("ArrowLeft", 1), ("ArrowRight", 3)):  # eps .8: nobody is core; eps 1: two clusters
        for _ in range(2):
            shown.get_by_label("eps").press(key)
        living.page.wait_for_function("""steps => document.querySelector("[id='cell-c51b-islands'] .dldm-count")
            .textContent == `${steps} / ${steps}`""", arg=steps)
    form = living.page.locator("#form-ch05-1b-p2")
    form.locator("input").fill('islands.values["points"]')
    form.get_by_role("button", name="Check").click()
    form.get_by_text("These are the fourteen points as they were").wait_for()
