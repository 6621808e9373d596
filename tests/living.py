"""A living page in real Chromium: serves the built book with Python beside it, and steers cells, for the tests."""
import contextlib
import json
import re
import sys
from http.server import SimpleHTTPRequestHandler
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parents[1]
sys.path.append(str(ROOT / "tools" / "machines"))

import web  # noqa: E402
from fetch import FOLDER, CannotRun, fetch  # noqa: E402
from web import serve  # noqa: E402

HTML = ROOT / "_build" / "html"
WAIT = 180_000  # milliseconds: a busy machine loads Python slowly
PAGE = 20 * 60_000  # milliseconds that all cells of a page may take
# every message of the worker but those of loading
HEAR = """window.heard = []; document.addEventListener("dldm:heard", (event) => {
    if (event.detail.is != "loading") heard.push(event.detail); });"""
UNFOLD = "(cell) => cell.closest('details')?.setAttribute('open', '')"  # the cells of an exercise lie in a fold
# reset all cells; pressed twice where it asks, in one turn, before the button goes back to its own name
RESET = """(bar) => { const reset = [...bar.querySelectorAll("button")].find(
    (button) => /^(Reset page|Press again)/.test(button.textContent)); reset.click(); reset.click(); }"""
IDLE = "() => document.querySelector('.dldm-live').dataset.busy == 'false'"


class Isolated(serve.Handler):
    """The book as its own server gives it, Python taken from the cache of downloads."""

    def translate_path(self, path):
        """Files below /_python/ lie in the cache."""
        name = re.sub(r"[?#].*", "", path).partition("/_python/")[2]
        return str(FOLDER / name) if name else super().translate_path(path)

    def do_GET(self):
        """Say to the pages that Python lies beside them."""
        if not self.path.endswith("/where.json"):
            return super().do_GET()
        body = json.dumps({"python": "../_python/"}).encode()
        self.send_response(200)
        self.send_header("Content-Length", str(len(body)))
        self.end_headers()
        self.wfile.write(body)


class Plain(Isolated):
    """As any static host: without the headers that isolate a page."""

    def end_headers(self):
        """Leave out what the book's own server adds."""
        SimpleHTTPRequestHandler.end_headers(self)


@contextlib.contextmanager
def served(handler=Isolated, folder=HTML):
    """The address of a server of the folder."""
    try:
        fetch()
    except CannotRun as trouble:
        pytest.skip(f"Python for the pages cannot be had: {trouble}")
    with web.served(folder, handler) as address:
        yield address


class Living:
    """A page of the book that was brought to life, in a browser context of its own."""

    def __init__(self, browser, address, stem="05-5-patterns", wake=True, **options):
        self.errors, self.foreign, self.address = [], [], address
        self.context = self.begin(browser, viewport={"width": 1280, "height": 900}, **options)
        self.page, self.stem = self.open(stem), stem
        if wake:
            self.wake()

    def begin(self, browser, **options):
        """A context that can reach nothing but the book."""
        context = browser.new_context(**options)
        context.route("**/*", self._only_here)
        return context

    def open(self, stem):
        """A further tab with a page."""
        page = self.context.new_page()
        page.set_default_timeout(WAIT)
        page.add_init_script(HEAR)
        page.on("pageerror", lambda error: self.errors.append(str(error)))
        page.goto(f"{self.address}/book/{stem}.html")
        return page

    def wake(self, page=None):
        """Press the button."""
        page = page or self.page
        page.click(".dldm-start")
        page.wait_for_selector("html[data-live]")

    def cell(self, id, page=None):
        """The cell with this id."""
        return (page or self.page).locator(f"[id='cell-{id}']")

    def write(self, id, code, page=None):
        """Put code into a cell in the place of what is there."""
        self.cell(id, page).evaluate(UNFOLD)
        self.cell(id, page).scroll_into_view_if_needed()
        self.cell(id, page).locator(".cm-content").fill(code)

    def press(self, id):
        """Run a cell, and do not wait."""
        self.cell(id).evaluate(UNFOLD)
        self.cell(id).get_by_role("button", name="Run").click()

    def run(self, id, code=None):
        """Run a cell to its end; what it shows."""
        if code is not None:
            self.write(id, code)
        self.press(id)
        self.page.wait_for_function(IDLE)
        return self.cell(id).locator(".cell_output").inner_text()

    def stop(self, id, code):
        """Run code that does not end, and stop it within ten seconds."""
        self.write(id, code)
        self.press(id)
        self.page.wait_for_function(f"document.getElementById('cell-{id}').dataset.live == 'runs'")
        self.press_bar("Stop")
        self.page.wait_for_function(IDLE, timeout=10_000)
        assert self.said(id) == "stopped"

    def settle(self):
        """Wait until nothing runs, and reset the page, whatever is lost."""
        self.page.wait_for_function(IDLE)
        self.page.locator(".dldm-live").evaluate(RESET)

    def said(self, id):
        """The line beside the cell's buttons."""
        return self.cell(id).locator(".dldm-said").inner_text()

    def press_bar(self, name):
        """Press a button of the page's bar."""
        self.page.locator(".dldm-live").get_by_role("button", name=name).click()

    def bar(self):
        """What the page's bar says."""
        return self.page.locator(".dldm-live [role=status]").inner_text()

    def wait_for(self, words):
        """Until the page's bar says these words."""
        self.page.wait_for_function(
            "words => document.querySelector('.dldm-live [role=status]').textContent.includes(words)", arg=words)

    def run_all(self):
        """Run all cells of the page to their end; the worker's messages."""
        self.press_bar("Run all")
        self.page.wait_for_function(IDLE, timeout=PAGE)
        return self.heard()

    def heard(self):
        """The worker's messages so far."""
        return self.page.evaluate("heard")

    def close(self):
        """End the context; no script may have failed, and nothing may have been asked of another host."""
        self.context.close()
        assert not self.errors + self.foreign, self.errors + self.foreign

    def _only_here(self, route):
        if route.request.url.startswith((self.address, "data:", "blob:")):
            route.continue_()
        else:
            self.foreign.append(route.request.url)
            route.abort()
