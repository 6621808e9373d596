"""One page that lives in Chromium: cells, a figure, Stop, an answer, what is kept; the rest: `make test-browser`."""
import json
from pathlib import Path

import pytest

pytest.importorskip("playwright.sync_api", reason="Playwright is not installed (make browser): its tests are skipped")


ROOT = Path(__file__).resolve().parents[2]
pytestmark = pytest.mark.long
STEM = "05-5-patterns"  # the page that the fixtures open
SOLUTION = (ROOT / "answers" / STEM / "p1.py").read_text(encoding="utf-8")


def test_the_button_is_all_that_stands_there_before_and_it_loads_nothing(fresh):
    asleep = fresh(wake=False)
    assert asleep.page.locator(".dldm-live button").count() == 1 and asleep.page.locator(".dldm-tools").count() == 0
    names = asleep.page.evaluate("performance.getEntriesByType('resource').map((e) => e.name)")
    assert names and not any("_live" in name or "_python" in name for name in names)


def test_a_cell_runs_after_just_those_that_it_needs_and_shows_what_the_book_shows(fresh):
    living = fresh()
    shown = living.run("c55-toy-patterns")
    committed = next(cell for cell in json.loads((ROOT / f"book/{STEM}.ipynb").read_text(encoding="utf-8"))["cells"]
                     if cell["id"] == "c55-toy-patterns")
    assert shown.split() == "".join(committed["outputs"][0]["text"]).split()
    assert "that it needed" in living.said("c55-toy-patterns")
    ran = [message["id"] for message in living.heard() if message["is"] == "ended"]
    assert ran[-1] == "c55-toy-patterns" and "c55-diary" not in ran


def test_an_edited_cell_shows_its_own_result_and_reset_gives_the_books_back(living):
    before = living.cell("c55-toy-patterns").locator(".cell_output").inner_text()
    assert living.run("c55-toy-patterns", "print(6 * 7)").strip() == "42"
    living.cell("c55-toy-patterns").get_by_role("button", name="Reset").click()
    assert living.cell("c55-toy-patterns").locator(".cell_output").inner_text() == before


def test_a_figure_is_an_image_and_a_player_plays(living):
    living.run("c55-diary", "import matplotlib.pyplot as plt\nplt.plot([1, 2])\nplt.show()\nprint('after')")
    picture = living.cell("c55-diary").locator(".cell_output img")
    assert picture.get_attribute("src").startswith("data:image/svg+xml") and picture.get_attribute("alt")
    living.run("c55-player-2")
    player = living.cell("c55-player-2").locator(".dldm-player")
    player.locator("[data-do=forward]").click()
    assert player.locator(".dldm-count").inner_text().startswith("2 / ")


def test_stop_ends_an_endless_loop_and_the_next_cell_runs(living):
    living.run("c55-diary", "kept = 5")
    living.stop("c55-toy", "while True: pass")
    assert living.run("c55-lean", "print(kept + 1)").strip() == "6"


def test_a_wrong_answer_gets_its_hint_a_right_one_its_mark(living):
    assert "not attempted yet" in living.run("c55-p1-check")
    living.write("c55-p1-stub", "answer_p1 = 3")
    assert "✗ not yet" in living.run("c55-p1-check")
    living.write("c55-p1-stub", SOLUTION)
    assert "✓ correct" in living.run("c55-p1-check")
    assert living.page.evaluate("dldmKept.read('solved')")["ch05-5-p1"] == 1


def test_an_edit_survives_a_reload_and_a_new_version_of_the_cell_is_told(fresh):
    living = fresh()
    living.write("c55-diary", "mine = 1")
    living.page.reload()
    living.wake()
    assert living.cell("c55-diary").locator(".cm-content").inner_text() == "mine = 1"
    living.page.evaluate("dldmKept.save('cells', 'c55-diary', {code: 'mine = 2', was: 'older'})")
    living.page.reload()
    living.wake()
    assert "has changed since you edited it" in living.said("c55-diary")
    assert living.cell("c55-diary").locator(".cm-content").inner_text() == "mine = 2"
