"""Every page of the book in its four looks, and every player by keyboard, in real Chromium (`make test-browser`)."""
import pytest

pytest.importorskip("playwright.sync_api", reason="Playwright is not installed (make browser): its tests are skipped")

from test_browser import CHAPTERS, FIRST, PAGES, assert_clean, assert_players_step  # noqa: E402

REST = sorted(set(PAGES) - set(FIRST))


def test_there_are_pages_to_look_at():
    assert set(FIRST) < set(PAGES) and len(REST) > 20


@pytest.mark.long
@pytest.mark.parametrize("name", REST)
def test_a_page_loads_clean_fits_and_is_accessible_in_light_and_dark_wide_and_narrow(name, book, browser):
    assert_clean(browser, f"{book}/{name}")


@pytest.mark.long
@pytest.mark.parametrize("name", sorted({*REST} & {*CHAPTERS}))
def test_every_player_steps_by_keyboard(name, book, browser):
    assert_players_step(browser, f"{book}/{name}")
