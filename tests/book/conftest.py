"""A browser, the built book, and pages of it that live in the browser, for the tests that ask for them."""
import contextlib
from pathlib import Path

import pytest

HTML = Path(__file__).resolve().parents[2] / "_build" / "html"


@pytest.fixture(scope="module")
def browser():
    """Chromium, as the tests of the still pages start it."""
    from playwright.sync_api import sync_playwright
    from web import CHROMIUM, FLAGS, WHY

    if CHROMIUM is None:
        pytest.skip("Chromium " + WHY)
    with sync_playwright() as p:
        browser = p.chromium.launch(executable_path=CHROMIUM, args=FLAGS)
        yield browser
        browser.close()


@pytest.fixture(scope="module")
def serve():
    """serve(folder) is the address of a local server for that folder."""
    from web import served

    with contextlib.ExitStack() as doors:
        yield lambda folder: doors.enter_context(served(folder))


@pytest.fixture(scope="module")
def book(serve):
    """The address of the built book."""
    if not (HTML / "index.html").is_file():
        pytest.fail("the book is not built: run make book first")
    return serve(HTML)


@pytest.fixture
def fresh(browser):
    """fresh(handler, **options) is a page in a browser that has never seen it; closed after the test."""
    from living import Living, Plain, served

    made, doors = [], []

    def open_page(handler=Plain, **options):
        doors.append(served(handler))
        made.append(Living(browser, doors[-1].__enter__(), **options))
        return made[-1]

    yield open_page
    for living in made:
        living.close()
    for door in doors:
        door.__exit__(None, None, None)


@pytest.fixture(scope="module")
def shared(browser):
    """One living page for all tests of a file, isolated as the book's own server does it."""
    from living import Isolated, Living, served

    with served(Isolated) as address:
        made = Living(browser, address)
        yield made
        made.close()


@pytest.fixture
def living(shared):
    """The shared page, left as it was."""
    yield shared
    shared.settle()
