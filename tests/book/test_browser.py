"""The book in a real browser (`make browser`): no errors, no foreign host, accessible, players by keyboard."""
import shutil
import threading
from functools import partial
from http.server import SimpleHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path

import pytest

WHY = "is not installed (make browser): the browser tests are skipped"
playwright = pytest.importorskip("playwright.sync_api", reason="Playwright " + WHY)
axe = pytest.importorskip("axe_playwright_python", reason="axe-playwright-python " + WHY)
CHROMIUM = shutil.which("chromium") or shutil.which("chromium-browser") or shutil.which("google-chrome")
pytestmark = pytest.mark.skipif(CHROMIUM is None, reason="Chromium " + WHY)

HTML = Path(__file__).resolve().parents[2] / "_build" / "html"
PAGES = sorted(path.relative_to(HTML).as_posix() for path in [*HTML.glob("*.html"), *HTML.glob("book/*.html")])
CHAPTERS = [page for page in PAGES if page.startswith("book/0")]
LOOKS = [("light", 1280), ("dark", 1280), ("light", 390), ("dark", 390)]
FLAGS = ["--no-sandbox", "--disable-gpu", "--disable-quic", "--no-first-run", "--disable-background-networking",
         "--disable-component-update", "--disable-sync"]
AXE = (Path(axe.__file__).parent / "axe.min.js").read_text(encoding="utf-8")
RUN_AXE = """async () => (await axe.run(document, {resultTypes: ["violations"]})).violations.map(
    v => v.id + ": " + v.nodes.slice(0, 3).map(n => n.target.join(" ")).join(" | "))"""


class Quiet(SimpleHTTPRequestHandler):
    def log_message(self, *args):
        pass


@pytest.fixture(scope="module")
def browser():
    with playwright.sync_playwright() as p:
        browser = p.chromium.launch(executable_path=CHROMIUM, args=FLAGS)
        yield browser
        browser.close()


@pytest.fixture(scope="module")
def serve():
    """serve(folder) is the address of a local server for that folder."""
    servers = []

    def start(folder):
        servers.append(ThreadingHTTPServer(("127.0.0.1", 0), partial(Quiet, directory=str(folder))))
        threading.Thread(target=servers[-1].serve_forever, daemon=True).start()
        return f"http://127.0.0.1:{servers[-1].server_port}"

    yield start
    for server in servers:
        server.shutdown()
        server.server_close()


@pytest.fixture(scope="module")
def book(serve):
    if not CHAPTERS:
        pytest.fail("the book is not built: run make book first")
    return serve(HTML)


def visit(browser, address, scheme="light", width=1280):
    """Open a page in a fresh profile; returns (page, what went wrong while it loaded)."""
    context = browser.new_context(color_scheme=scheme, viewport={"width": width, "height": 800})
    page, faults, home = context.new_page(), [], "/".join(address.split("/")[:3])

    def only_home(route):
        if route.request.url.startswith((home + "/", "data:", "blob:")):
            route.continue_()
        else:
            faults.append(f"foreign request {route.request.url}")
            route.abort()

    context.route("**/*", only_home)
    page.on("console", lambda message: message.type == "error" and faults.append(f"console: {message.text}"))
    page.on("pageerror", lambda error: faults.append(f"script: {error}"))
    page.on("response", lambda r: r.status >= 400 and faults.append(f"status {r.status}: {r.url}"))
    page.goto(address, wait_until="load")
    page.wait_for_timeout(100)  # a script may still ask for something
    return page, faults


def too_wide(page):
    """Pixels by which the page is wider than the window."""
    return page.evaluate("Math.max(document.documentElement.scrollWidth, document.body.scrollWidth) - innerWidth")


def violations(page):
    page.evaluate(AXE)
    return page.evaluate(RUN_AXE)


@pytest.mark.parametrize("name", PAGES)
def test_a_page_loads_clean_fits_and_is_accessible_in_light_and_dark_wide_and_narrow(name, book, browser):
    faults = {}
    for scheme, width in LOOKS:
        page, found = visit(browser, f"{book}/{name}", scheme, width)
        assert page.evaluate("document.documentElement.dataset.theme") == scheme
        wide = too_wide(page)
        faults[scheme, width] = found + ([f"{wide} px too wide"] if wide > 0 else []) + violations(page)
        page.context.close()
    assert not any(faults.values()), "\n".join(f"{look}: {found}" for look, found in faults.items())


@pytest.mark.parametrize("name", CHAPTERS)
def test_every_player_steps_by_keyboard(name, book, browser):
    page, _ = visit(browser, f"{book}/{name}")
    players = page.locator(".dldm-player")
    assert players.count() >= 1
    for player in players.all():
        count, picture = player.locator(".dldm-count"), player.locator(".dldm-picture")
        first, drawing = count.inner_text(), picture.inner_html()
        assert first.startswith("1 / ")
        player.focus()
        page.keyboard.press("ArrowRight")
        assert count.inner_text() == first.replace("1", "2", 1) and picture.inner_html() != drawing
        page.keyboard.press("ArrowLeft")
        assert count.inner_text() == first
    page.context.close()


def test_on_a_phone_the_arrows_move_a_wide_picture_in_its_box_and_elsewhere_step(book, browser):
    page, _ = visit(browser, f"{book}/{CHAPTERS[0]}", width=390)
    player = page.locator(".dldm-player").first
    view, count = player.locator(".dldm-view"), player.locator(".dldm-count")
    assert player.locator("svg").first.bounding_box()["width"] >= 480 and view.get_attribute("tabindex") == "0"
    view.focus()
    page.keyboard.press("ArrowRight")
    page.wait_for_function("document.querySelector('.dldm-view').scrollLeft > 0")
    assert count.inner_text().startswith("1 / ")
    player.focus()
    page.keyboard.press("ArrowRight")
    assert count.inner_text().startswith("2 / ")
    page.set_viewport_size({"width": 1280, "height": 800})
    page.wait_for_function("!document.querySelector('.dldm-view').hasAttribute('tabindex')")
    page.context.close()


@pytest.mark.parametrize("name", CHAPTERS[3::8])
@pytest.mark.parametrize("scheme, width", LOOKS)
def test_a_glossary_link_shows_its_definition_to_keyboard_and_pointer(name, scheme, width, book, browser):
    page, _ = visit(browser, f"{book}/{name}", scheme, width)
    link, shown = page.locator(".glossary-link").nth(4), page.locator(".glossary-tip:not([hidden])")
    own = page.locator("#" + link.get_attribute("aria-describedby"))
    assert shown.count() == 0
    page.keyboard.press("Tab")
    link.focus()
    assert shown.count() == 1 and own.is_visible() and len(own.inner_text()) > 20
    box = own.bounding_box()
    assert box["x"] >= 0 and box["x"] + box["width"] <= width and box["y"] >= 0 and too_wide(page) <= 0
    assert violations(page) == []
    page.keyboard.press("Escape")
    assert shown.count() == 0
    page.locator(".glossary-link").nth(5).focus()
    assert shown.count() == 1 and own.is_hidden()
    page.locator(".glossary-link").nth(5).blur()
    assert shown.count() == 0
    link.hover()
    own.wait_for(state="visible", timeout=2000)
    own.hover()
    page.wait_for_timeout(600)
    assert own.is_visible()  # as long as the pointer is on it
    page.mouse.move(1, 1)
    own.wait_for(state="hidden", timeout=2000)
    page.context.close()


FAULTS = [
    ("foreign request", '<img src="http://example.org/a.png" alt="A">'),
    ("console: planted", '<script>console.error("planted")</script>'),
    ("script: ", '<script>nowhere()</script>'),
    ("status 404", '<img src="none.png" alt="A">'),
]


@pytest.mark.parametrize("message, planted", FAULTS)
def test_a_planted_fault_is_seen(message, planted, tmp_path, serve, browser):
    (tmp_path / "a.html").write_text(f"<html lang='en'><title>A</title><h1>A</h1>{planted}</html>", encoding="utf-8")
    page, found = visit(browser, serve(tmp_path) + "/a.html")
    page.context.close()
    assert any(message in fault for fault in found), found


def test_a_planted_barrier_and_a_planted_overflow_are_seen(tmp_path, serve, browser):
    body = '<main><h1>A</h1><img src="data:,"><p style="width: 900px">x</p></main>'
    (tmp_path / "a.html").write_text(f'<html lang="en"><title>A</title>{body}</html>', encoding="utf-8")
    page, _ = visit(browser, serve(tmp_path) + "/a.html", width=390)
    assert too_wide(page) > 400 and [v.split(":")[0] for v in violations(page)] == ["image-alt"]
    page.context.close()
