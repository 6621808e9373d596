"""Explorables of chapter 5 and of the landing page in real Chromium, by keyboard and mouse (`make test-browser`)."""
import pytest

pytest.importorskip("playwright.sync_api", reason="Playwright is not installed (make browser): its tests are skipped")

from living import IDLE, Isolated  # noqa: E402

pytestmark = pytest.mark.long


@pytest.fixture
def held(fresh):
    """held(page, cell) is the living page, and that cell of it with its explorable in hand."""
    def take(stem, id):
        living = fresh(Isolated, stem=stem)
        living.run(id)
        return living, living.cell(id)
    return take


def press(control, keys):
    """Press {key: times} on a handle or a slider."""
    control.focus()
    for key, times in keys.items():
        for _ in range(times):
            control.press(key)


def says(shown, words):
    """Wait until the caption has these words."""
    shown.locator(".dldm-caption", has_text=words).wait_for()


def picture(shown):
    """The frame that is seen, as the page draws it."""
    return shown.locator(".dldm-view").inner_html()


def judged(living, exercise):
    """Run the stub, which takes the points from the picture, and then the check; what it says."""
    living.press(f"{exercise}-stub")
    living.page.wait_for_function(IDLE)
    return " ".join(living.run(f"{exercise}-check").split())


def test_a_point_leads_greed_astray_and_a_table_that_no_small_tree_sorts_is_told(held):
    living, shown = held("05-2c-trees", "c52c-hold")
    living.write("c52c-p4-stub", 'answer_p4 = bait.values["points"]')
    assert "These are the twelve points as they were" in judged(living, "c52c-p4")
    says(shown, "You: column 2 ≤ 3.50. Impurity 0.500, after this question 0.486")
    before = picture(shown)
    press(shown.get_by_label("column"), {"Home": 1})
    press(shown.get_by_label("threshold"), {"ArrowRight": 5})
    says(shown, "You: column 1 ≤ 4.00. Impurity 0.500, after this question 0.278, after two more 0.000: 12 of")
    assert picture(shown) != before
    square = shown.locator(".dldm-handle").nth(6)
    press(square, {"Shift+ArrowRight": 2, "ArrowRight": 4})
    assert "class 1, at 3.24, 7" in square.get_attribute("aria-label")
    shown.locator("[data-do=last]").click()
    says(shown, "Greed: column 1 ≤ 3.12. Impurity 0.500, after this question 0.250, after two more 0.143: 11 of 12")
    assert "✓ correct" in judged(living, "c52c-p4")
    press(square, {"Shift+ArrowDown": 4})
    says(shown, "after two more 0.111: 11 of 12 right.")
    assert "but so does every tree with two levels" in judged(living, "c52c-p4")


def test_a_point_without_leverage_turns_no_line_and_one_far_out_does_and_hides(held):
    living, shown = held("05-3-regression", "c53-pull")
    says(shown, "The square lies 5.14 above the curve. Its leverage is 0.143")
    before, square = picture(shown), shown.locator(".dldm-handle").first
    living.write("c53-ch05-3-p6-stub", 'answer_p6 = lever.values["points"]')
    press(square, {"Shift+ArrowDown": 8})
    assert "at 2.5, 1" in square.get_attribute("aria-label")
    says(shown, "below the curve. Its leverage is 0.143")
    assert picture(shown) != before and "however high or low it lies" in judged(living, "c53-ch05-3-p6")
    press(square, {"Shift+ArrowRight": 8})
    assert "at 12, 1" in square.get_attribute("aria-label")
    says(shown, "Its leverage is 0.9")
    assert "✓ correct" in judged(living, "c53-ch05-3-p6")
    press(shown.get_by_label("degree"), {"End": 1})
    says(shown, "Its leverage is 1.000")


def test_one_button_of_the_landing_page_runs_what_its_picture_needs_and_the_picture_follows_hand_and_keys(fresh):
    living = fresh(Isolated, stem="../index")  # the pages of the book lie one folder further down
    living.page.wait_for_function(IDLE)
    began = [message["id"] for message in living.heard() if message["is"] == "began"]
    assert began == ["c51-imports", "c51-cuts", "c51-pinned", "c51-board"]
    assert living.bar().startswith("Yours: drag")
    shown = living.cell("c51-board")
    says(shown, "assign: J = 80.22. At rest: 3.99.")
    before, (point, pin) = picture(shown), (shown.locator(".dldm-handle").nth(place) for place in (0, 7))
    press(point, {"ArrowRight": 6})
    assert "point, at 2.2, 1" in point.get_attribute("aria-label")
    says(shown, "At rest: 2.95.")
    assert picture(shown) != before
    box = pin.bounding_box()
    x, y = box["x"] + box["width"] / 2, box["y"] + box["height"] / 2
    living.page.mouse.move(x, y)
    living.page.mouse.down()
    living.page.mouse.move(x + 140, y - 80, steps=4)
    living.page.mouse.up()
    says(shown, "assign: J = 31.43. At rest: 2.95.")
    shown.locator("[data-do=last]").click()
    says(shown, "assign: J = 2.95. At rest: 2.95.")
    living.press_bar("Start again")
    says(shown, "assign: J = 80.22. At rest: 3.99.")
    assert living.page.evaluate("Object.keys(localStorage).filter((key) => key.startsWith('dldm:'))") == []
