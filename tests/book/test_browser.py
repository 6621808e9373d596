"""The book in a real browser (`make browser`): no errors, no foreign host, accessible, players by keyboard."""
import re
import time
from pathlib import Path

import pytest
from web import CHROMIUM, WHY, Quiet, served

playwright = pytest.importorskip("playwright.sync_api", reason="Playwright " + WHY)
axe = pytest.importorskip("axe_playwright_python", reason="axe-playwright-python " + WHY)
pytestmark = pytest.mark.skipif(CHROMIUM is None, reason="Chromium " + WHY)

HTML = Path(__file__).resolve().parents[2] / "_build" / "html"
PAGES = sorted(path.relative_to(HTML).as_posix() for path in [*HTML.glob("*.html"), *HTML.glob("book/*.html")])
CHAPTERS = [page for page in PAGES if page.startswith("book/0")]
# One page of each kind; living_looks.py takes the others.
FIRST = ("index.html", "404.html", "search.html", "book/05-1a-centres.html", "book/glossary.html")
SCHEMES, WIDTHS = ("light", "dark"), (1280, 390)
AXE = (Path(axe.__file__).parent / "axe.min.js").read_text(encoding="utf-8")
# Style sheets are not fetched once more: no rule here reads them, and axe seeks what they import in the wrong place.
RUN_AXE = """async rules => (await axe.run(document, {preload: false, ...rules})).violations.map(
    v => v.id + ": " + v.nodes.slice(0, 20).map(n => n.target.join(" ")).join(" | "))"""
COLOURS = ("color-contrast", "link-in-text-block")  # all rules that a scheme of colours can break
SHAPE = {"rules": {rule: {"enabled": False} for rule in COLOURS}}
BUT_LANDMARKS = {"rules": SHAPE["rules"] | {"region": {"enabled": False}}}  # slow, and the same in every look
# The colours take most of axe's time, and it judges equal looks alike: of each look it gets the three visible elements
# with the longest texts (it leaves a single letter undecided).
MARK = """() => {
    const grounds = new Map([[null, ""]]);
    const ground = e => {  // everything that lies behind its letters
        if (!grounds.has(e)) {
            const s = getComputedStyle(e), place = s.position == "static" ? "" : e.className;
            const own = [s.backgroundColor, s.backgroundImage, s.opacity, place].join();
            const plain = own == "rgba(0, 0, 0, 0),none,1,";
            grounds.set(e, plain ? ground(e.parentElement) : own + ";" + ground(e.parentElement));
        }
        return grounds.get(e);
    };
    const look = e => {
        const s = getComputedStyle(e);
        return [s.color, s.fontSize, s.fontWeight, s.textShadow, s.textDecorationLine, ground(e)].join("|");
    };
    const words = e => [...e.childNodes].filter(n => n.nodeType == 3).map(n => n.data.trim()).join(" ").trim().length;
    const seen = {}, fields = "input, select, textarea", links = "a[href], [role=link]";
    for (const e of document.body.querySelectorAll("*")) {
        const link = e.matches(links), long = words(e), box = e.getBoundingClientRect();
        if (!(link || long || e.matches(fields)) || !e.checkVisibility({visibilityProperty: true})) continue;
        if (box.width < 2 || box.height < 2) continue;  // for those who listen only
        const key = look(e) + (link ? " in " + look(e.parentElement) : "");
        (seen[key] = seen[key] || []).push([long, e]);
    }
    for (const alike of Object.values(seen))
        for (const [, e] of alike.sort((a, b) => b[0] - a[0]).slice(0, 3)) e.setAttribute("data-look", "");
    axe.configure({rules: [{id: "color-contrast", selector: "[data-look]"},
                           {id: "link-in-text-block", selector: "a[data-look], [role=link][data-look]"}]});
}"""
# axe seeks what lies behind a text among all elements of the page: what holds none of those three is away meanwhile.
# An empty twin keeps a block's place in its row, since the grounds of a table's rows take turns.
PARED = """async colours => {
    const kept = new Set();
    for (const e of document.querySelectorAll("[data-look]"))
        for (let above = e; above && !kept.has(above); above = above.parentElement) kept.add(above);
    const inline = e => getComputedStyle(e).display == "inline", needless = ":not(link, style, script)";
    const away = [...document.body.querySelectorAll(needless)].filter(e => kept.has(e.parentElement) && !kept.has(e))
        .map(e => [inline(e) ? new Text() : e.cloneNode(false), e]);
    for (const [twin, e] of away) e.replaceWith(twin);
    try {
        return await (RUN_AXE)({runOnly: colours});
    } finally {
        for (const [twin, e] of away) twin.replaceWith(e);
    }
}""".replace("RUN_AXE", RUN_AXE)


# the sum of what moved on the page without the reader's doing
SHIFTS = """() => new Promise((done) => {
    const seen = [];
    new PerformanceObserver((list) => seen.push(...list.getEntries())).observe({type: "layout-shift", buffered: true});
    setTimeout(() => done(seen.reduce((sum, shift) => sum + (shift.hadRecentInput ? 0 : shift.value), 0)), 50);
})"""


def visit(browser, address, scheme="light", width=1280, before=""):
    """Open a page in a fresh profile, after a script; returns (page, what went wrong while it loaded)."""
    context = browser.new_context(color_scheme=scheme, viewport={"width": width, "height": 800})
    page, faults, home = context.new_page(), [], "/".join(address.split("/")[:3])

    def only_home(route):
        if route.request.url.startswith((home + "/", "data:", "blob:")):
            route.continue_()
        else:
            faults.append(f"foreign request {route.request.url}")
            route.abort()

    context.route("**/*", only_home)
    page.add_init_script(before)
    page.on("console", lambda message: message.type == "error" and faults.append(f"console: {message.text}"))
    page.on("pageerror", lambda error: faults.append(f"script: {error}"))
    page.on("response", lambda r: r.status >= 400 and faults.append(f"status {r.status}: {r.url}"))
    page.goto(address, wait_until="load")
    page.wait_for_timeout(100)  # a script may still ask for something
    moved = page.evaluate(SHIFTS)
    if moved > .01:
        faults.append(f"the page moved by {moved:.3f} while it loaded")
    return page, faults


def too_wide(page):
    """Pixels by which the page is wider than the window."""
    return page.evaluate("Math.max(document.documentElement.scrollWidth, document.body.scrollWidth) - innerWidth")


def small_letters(page):
    """Letters of players' pictures that are less than ten pixels high where the window is narrow."""
    return page.evaluate("""() => [...document.querySelectorAll(".dldm-view text")].filter(word => {
        if (innerWidth > 600) return false;
        const {a, b} = word.getScreenCTM(), drawn = (word.querySelector("tspan") || word).style.fontSize;
        return word.getClientRects().length && Math.hypot(a, b) * parseFloat(drawn) < 9.95;
    }).map(word => "small letters: " + word.textContent)""")


def violations(page, shape=SHAPE):
    """What axe finds in the colours and, with these options, in all else; with None in the colours alone."""
    page.evaluate("window.axe || " + AXE)
    found = page.evaluate(RUN_AXE, shape) if shape else []
    page.evaluate(MARK)
    return found + page.evaluate(PARED, COLOURS)


# A page of the theme says in which scheme it is; the page for an address where nothing is follows the browser's.
IN_SCHEME = """scheme => matchMedia(`(prefers-color-scheme: ${scheme})`).matches
    && [undefined, scheme].includes(document.documentElement.dataset.theme)"""


def schemes(browser, address, width, first="light"):
    """Open a page in one scheme, then switch it to the other: yields (scheme, page, what went wrong) for both."""
    page, faults = visit(browser, address, first, width)
    for scheme in sorted(SCHEMES, key=lambda scheme: scheme != first):
        page.emulate_media(color_scheme=scheme)
        page.wait_for_function(IN_SCHEME, arg=scheme)
        yield scheme, page, faults
    page.context.close()


def seen(browser, address):
    """{(scheme, width): faults} of a page in its four looks, with one load a width."""
    found = {}
    for first, width in zip(SCHEMES, WIDTHS):
        for scheme, page, faults in schemes(browser, address, width, first):
            wide, shape = too_wide(page), None if scheme != first else BUT_LANDMARKS if found else SHAPE
            found[scheme, width] = (faults + ([f"{wide} px too wide"] if wide > 0 else []) + small_letters(page)
                                    + violations(page, shape))
    return found


def assert_players_step(browser, address):
    page, _ = visit(browser, address)
    players = page.locator(".dldm-player")
    assert players.count() >= 1
    for player in players.all():
        count, picture = player.locator(".dldm-count"), player.locator(".dldm-picture")
        player.focus()
        playwright.expect(count).to_have_text(re.compile("^1 / "), timeout=30_000)  # it waits until it is near
        first, drawing = count.text_content(), picture.inner_html()
        if first == "1 / 1":  # an explorable of one picture: it moves by its input
            assert not player.locator(".dldm-controls").is_visible()
            assert player.locator("xpath=..").get_attribute("data-spec")
            continue
        page.keyboard.press("ArrowRight")
        assert count.inner_text() == first.replace("1", "2", 1) and picture.inner_html() != drawing
        page.keyboard.press("ArrowLeft")
        assert count.inner_text() == first
    page.context.close()


def assert_clean(browser, address):
    found = seen(browser, address)
    assert not any(found.values()), "\n".join(f"{look}: {faults}" for look, faults in found.items())


@pytest.mark.long
@pytest.mark.parametrize("name", FIRST)
def test_a_page_loads_clean_fits_and_is_accessible_in_light_and_dark_wide_and_narrow(name, book, browser):
    assert_clean(browser, f"{book}/{name}")


@pytest.mark.parametrize("name", [name for name in FIRST if name in CHAPTERS])
def test_every_player_steps_by_keyboard(name, book, browser):
    assert_players_step(browser, f"{book}/{name}")


def test_on_a_phone_the_arrows_move_a_wide_picture_in_its_box_and_elsewhere_step(book, browser):
    page, _ = visit(browser, f"{book}/book/05-4-association.html", width=390)
    player = page.locator(".dldm-player").first
    view, count = player.locator(".dldm-view"), player.locator(".dldm-count")
    assert player.locator("svg").first.bounding_box()["width"] >= 480
    page.wait_for_function("document.querySelector('.dldm-view').tabIndex == 0")
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


def test_on_a_phone_what_a_check_says_is_read_without_scrolling_and_code_keeps_its_lines(book, browser):
    page, _ = visit(browser, f"{book}/book/05-1b-densities.html", width=390)
    wide = "boxes => boxes.map(box => box.scrollWidth > box.clientWidth)"
    said = page.locator(".tag_exercise-check .cell_output pre").evaluate_all(wide)
    assert len(said) > 5 and not any(said)
    assert any(page.locator(".cell_input pre").evaluate_all(wide))
    page.context.close()


def test_on_a_phone_panels_come_one_below_the_other_at_every_step(book, browser):
    page, faults = visit(browser, f"{book}/book/02-connections.html")
    player = page.get_by_role("group", name="Two bases, one plane")
    panels = player.locator(".dldm-picture > svg")

    def places(width, steps):
        page.set_viewport_size({"width": width, "height": 800})
        for _ in range(steps):
            player.press("ArrowRight")
        return [panel.bounding_box() for panel in panels.all()]

    player.focus()
    playwright.expect(player.locator(".dldm-count")).to_have_text(re.compile("^1 / "), timeout=30_000)
    wide, = places(1280, 1)
    for steps in (0, 1):
        first, second = places(390, steps)
        assert first["x"] == second["x"] and first["y"] + first["height"] <= second["y"] and first["width"] > 290
        assert not small_letters(page)
    assert places(1280, 0)[0]["width"] == wide["width"] and panels.count() == 1 and not faults
    page.context.close()


def hides_its_sidebars(page):
    """Does nothing of them lie over the page?"""
    places = [page.locator(f".bd-sidebar-{side}").bounding_box() for side in ("primary", "secondary")]
    return all(place["x"] + place["width"] <= 0 or place["x"] >= 390 for place in places)


def test_on_a_phone_the_sidebars_come_when_they_are_asked_for(book, browser):
    page, _ = visit(browser, f"{book}/{CHAPTERS[0]}", width=390)
    assert hides_its_sidebars(page)
    page.click(".secondary-toggle")
    page.wait_for_function("document.querySelector('.bd-sidebar-secondary').getBoundingClientRect().x < 390")
    assert page.locator(".bd-sidebar-secondary .nav-link").first.is_visible() and not hides_its_sidebars(page)
    page.context.close()


def ask_for_a_definition(page, width, shape):
    """By keyboard and by pointer, from a page without a preview back to one."""
    link, shown = page.locator(".glossary-link").nth(4), page.locator(".glossary-tip:not([hidden])")
    own = page.locator("#" + link.get_attribute("aria-describedby"))
    assert shown.count() == 0
    page.keyboard.press("Tab")
    link.focus()
    assert shown.count() == 1 and own.is_visible() and len(own.inner_text()) > 20
    box = own.bounding_box()
    assert box["x"] >= 0 and box["x"] + box["width"] <= width and box["y"] >= 0 and too_wide(page) <= 0
    assert violations(page, shape) == []
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


@pytest.mark.long
@pytest.mark.parametrize("width", WIDTHS)
def test_a_glossary_link_shows_its_definition_to_keyboard_and_pointer(width, book, browser):
    for scheme, page, _ in schemes(browser, f"{book}/book/05-5-patterns.html", width):
        ask_for_a_definition(page, width, SHAPE if scheme == "light" else None)


def test_the_landing_page_shows_its_explorable_whole_in_the_first_window_and_plays_it_without_python(book, browser):
    page, _ = visit(browser, f"{book}/index.html")
    player, start = page.locator(".dldm-player"), page.locator(".dldm-start")
    lowest = [place["y"] + place["height"] for place in (player.bounding_box(), start.bounding_box())]
    assert max(lowest) < 800 and page.locator(".book-doors a").first.bounding_box()["y"] < 800
    assert page.locator(".lecture-start").count() == 0  # it has no slides
    player.focus()
    playwright.expect(player.locator(".dldm-count")).to_have_text("1 / 5", timeout=30_000)
    page.keyboard.press("End")
    assert player.locator(".dldm-caption").inner_text() == "assign: J = 3.99. At rest: 3.99."
    page.set_viewport_size({"width": 390, "height": 844})
    place = page.locator(".dldm-picture").bounding_box()
    assert place["y"] + place["height"] < 844
    page.context.close()


def test_from_a_folder_the_landing_page_says_what_brings_it_to_life(browser):
    page = browser.new_page()
    page.goto((HTML / "index.html").as_uri())
    page.click(".dldm-start")
    assert "python serve.py" in page.locator(".dldm-live [role=status]").inner_text()
    page.close()


# ---------------------------------------------------------------- find, and find back

FOUND = [("k-means", "book/05-1a-centres.html#k-means", "k-means"), ("lift", "book/glossary.html#term-lift", "lift"),
         ("Viterbi", "book/05-5-hidden-markov.html#viterbi-one-best-path", "viterbi"),
         ("聚类", "book/glossary.html#term-clustering", "聚类"),
         ("backward_steps", "book/03-backprop.html#the-same-hardened", "def backward_steps("),
         ("“Support  Vectors”", "book/05-2b-margins.html#the-dual-and-why-support-vectors-exist", "support vector")]


@pytest.mark.parametrize("place", ["from a server", "from a folder"])
def test_the_search_leads_to_the_section_and_shows_the_sentence(place, book, browser):
    page = browser.new_page()
    for question, address, words in FOUND:
        page.goto(f"{book if place == 'from a server' else HTML.as_uri()}/search.html?q={question}")
        first = page.locator(".book-search li").first
        assert first.locator("a").get_attribute("href") == address
        assert words in first.locator("p").last.inner_text().lower() and first.locator("mark").count() > 0
    page.close()


def test_by_keyboard_from_any_page_to_the_section_with_a_search(book, browser):
    page, faults = visit(browser, f"{book}/{CHAPTERS[0]}")
    page.keyboard.press("Control+k")
    page.keyboard.type("lift")
    page.keyboard.press("Enter")
    page.wait_for_url("**/search.html?q=lift")
    playwright.expect(page.locator(".book-search [role=status]")).to_have_text(re.compile(r"^\d+ sections"))
    page.keyboard.type(" nowhere-at-all")
    playwright.expect(page.locator(".book-search [role=status]")).to_have_text(re.compile("^Nothing in the book"))
    for _ in range(len(" nowhere-at-all")):
        page.keyboard.press("Backspace")
    page.keyboard.press("Enter")  # to the first that was found
    page.keyboard.press("Enter")
    page.wait_for_url("**/book/glossary.html#term-lift")
    assert faults == []
    page.context.close()


def test_copy_buttons_are_no_stops_on_the_way_through_a_page(book, browser):
    page, _ = visit(browser, f"{book}/{CHAPTERS[0]}")
    buttons = page.locator(".copybtn")
    assert buttons.count() > 20 and buttons.evaluate_all("all => all.every(e => e.tabIndex === -1)")
    page.context.close()


class Lost(Quiet):
    """As a static host: the book lies below /some/book/, and any wrong address gets its page for that."""

    def translate_path(self, path):
        return super().translate_path(path.removeprefix("/some/book"))

    def send_error(self, code, message=None, explain=None):
        body = (HTML / "404.html").read_bytes()
        self.send_response(404)
        self.send_header("Content-Type", "text/html")
        self.send_header("Content-Length", str(len(body)))
        self.end_headers()
        if self.command != "HEAD":
            self.wfile.write(body)


@pytest.mark.parametrize("wrong", ["none.html", "book/none.html", "book/deep/er/"])
def test_from_a_wrong_address_below_a_folder_links_lead_back(wrong, browser):
    page = browser.new_page()
    with served(HTML, Lost) as address:
        page.goto(f"{address}/some/book/{wrong}")
        page.wait_for_selector("base", state="attached")
        page.get_by_role("link", name="3. Backpropagation, derived").click()
        page.wait_for_url("**/some/book/book/03-backprop.html")
        page.close()


# ---------------------------------------------------------------- what is planted is seen

FAINT = {"paragraph": "section > p", "output": ".cell_output pre", "code": ".cell_input .highlight pre span",
         "formula": ".katex-html .mop, .katex-html .mord", "link": "section > p a.reference",
         "caption": ".dldm-caption", "contents": ".bd-sidebar-secondary a"}
# The last of its kind that holds a word takes a colour near that of its ground, behind three twins that nobody can see.
FADE = """([name, selector, colour]) => {
    const word = e => [...e.childNodes].some(n => n.nodeType == 3 && n.data.trim().length > 2);
    const last = [...document.querySelectorAll(selector)].filter(e => e.checkVisibility() && word(e)).pop();
    for (const hidden of ["display: none", "visibility: hidden", "width: 1px; height: 1px; overflow: hidden"]) {
        const twin = last.cloneNode(true);
        twin.removeAttribute("id");
        twin.style.cssText = hidden + "; color: " + colour + " !important";
        last.before(twin);
    }
    last.id = "faint-" + name;
    last.style.setProperty("color", colour, "important");
}"""
PALE_LINK = """colour => document.querySelector("section > p").insertAdjacentHTML("beforeend",
    ` or <a id="pale" href="#" style="color: ${colour} !important; text-decoration: none !important">else</a> so`)"""


@pytest.mark.long
def test_faint_texts_of_all_kinds_and_a_link_that_looks_like_text_are_seen(book, browser):
    for scheme, page, _ in schemes(browser, f"{book}/{CHAPTERS[3]}", 1280):
        for name, selector in FAINT.items():
            page.evaluate(FADE, [name, selector, {"light": "#c8c8c8", "dark": "#484848"}[scheme]])
        page.evaluate(PALE_LINK, {"light": "#555", "dark": "#aaa"}[scheme])
        found = "\n".join(violations(page, None))
        assert [name for name in FAINT if f"#faint-{name}" not in found] == [], found
        assert "link-in-text-block: #pale" in found
        page.reload()


ONE_LOOK = """<style>
    @media (prefers-color-scheme: dark) { body { background: #111; color: #eee } #night { color: #444 } }
    @media (min-width: 500px) { #small { display: none } }
    @media (max-width: 500px) { #wide { width: 900px } }
</style><script>
    const dark = matchMedia("(prefers-color-scheme: dark)");
    dark.onchange = () => { document.documentElement.dataset.theme = dark.matches ? "dark" : "light" };
    dark.onchange();
</script><main><h1>A</h1><p id="night">By night</p><button id="small"></button><p id="wide">wide</p>
<div class="dldm-view"><svg viewBox="0 0 500 50"><text y="20" style="font-size: 10px">tiny</text></svg></div></main>"""


def test_faults_of_one_look_are_seen_in_it(tmp_path, serve, browser):
    (tmp_path / "a.html").write_text(f"<html lang='en'><title>A</title>{ONE_LOOK}</html>", encoding="utf-8")
    found = {look: " ".join(faults) for look, faults in seen(browser, serve(tmp_path) + "/a.html").items()}
    assert {look for look in found if "color-contrast: #night" in found[look]} == {("dark", 1280), ("dark", 390)}
    assert {look for look in found if "button-name: #small" in found[look]} == {("dark", 390)}  # width decides: once
    for fault in ("px too wide", "small letters: tiny"):
        assert {look for look in found if fault in found[look]} == {("dark", 390), ("light", 390)}


FAULTS = [
    ("foreign request", '<img src="http://example.org/a.png" alt="A">'),
    ("console: planted", '<script>console.error("planted")</script>'),
    ("script: ", '<script>nowhere()</script>'),
    ("status 404", '<img src="none.png" alt="A">'),
    ("the page moved", """<p style="height: 40rem; background: teal"></p><script>
        setTimeout(() => document.querySelector("p").style.marginTop = "9rem", 200)</script>
        <img src="late.png" alt="">"""),
]


class Late(Quiet):
    """Some pictures come late, so that the page was painted before all is loaded."""

    def do_GET(self):
        if self.path.endswith("late.png"):
            time.sleep(1)
        super().do_GET()


@pytest.mark.parametrize("message, planted", FAULTS)
def test_a_planted_fault_is_seen(message, planted, tmp_path, browser):
    (tmp_path / "a.html").write_text(f"<html lang='en'><title>A</title><h1>A</h1>{planted}</html>", encoding="utf-8")
    with served(tmp_path, Late) as address:
        page, found = visit(browser, f"{address}/a.html")
        page.context.close()
    assert any(message in fault for fault in found), found


def test_a_planted_barrier_and_a_planted_overflow_are_seen(tmp_path, serve, browser):
    body = '<main><h1>A</h1><img src="data:,"><p style="width: 900px">x</p></main>'
    (tmp_path / "a.html").write_text(f'<html lang="en"><title>A</title>{body}</html>', encoding="utf-8")
    page, _ = visit(browser, serve(tmp_path) + "/a.html", width=390)
    assert too_wide(page) > 400 and [v.split(":")[0] for v in violations(page)] == ["image-alt"]
    page.context.close()


# ---------------------------------------------------------------- the lecture view

SEEN = """() => [...document.querySelectorAll(".bd-article section > *")].filter(e => e.checkVisibility())
    .map(e => e.textContent.slice(0, 40) + (e.querySelector("figure, .dldm-player") ? " [picture]" : ""))"""


def slide(page):
    """(number, of how many) of the slide that shows."""
    return [int(part) for part in page.locator(".lecture-bar output").inner_text().split(" of ")]


def test_a_page_is_a_lecture_slide_by_slide_by_keyboard_and_a_page_again(book, browser):
    page, faults = visit(browser, f"{book}/book/05-1a-centres.html")
    page.set_viewport_size({"width": 1280, "height": 720})
    page.goto(f"{book}/book/05-1a-centres.html?lecture")
    page.wait_for_selector(".lecture-bar")
    number, last = slide(page)
    assert number == 1 and 15 < last < 50
    assert page.locator(".cell_input:visible, .bd-sidebar-primary:visible, .solution:visible").count() == 0
    page.keyboard.press("PageDown")
    assert slide(page) == [2, last] and any("[picture]" in piece for piece in page.evaluate(SEEN))
    page.keyboard.press("ArrowLeft")
    assert slide(page) == [1, last] and page.locator(".book-question").is_visible()
    page.keyboard.press("End")
    assert slide(page) == [last, last]
    page.goto(f"{book}/book/05-1a-centres.html?lecture=5")
    page.wait_for_selector(".lecture-bar")
    few = len(page.evaluate(SEEN))
    page.get_by_role("button", name="Text").press("Enter")
    assert slide(page) == [5, last] and len(page.evaluate(SEEN)) > few and not violations(page, BUT_LANDMARKS)
    page.set_viewport_size({"width": 1280, "height": 400})
    page.wait_for_function(f"!document.querySelector('.lecture-bar output').textContent.endsWith(' {last}')")
    assert slide(page)[1] > last and slide(page)[0] >= 5
    page.keyboard.press("Escape")
    assert page.locator(".cell_input:visible").count() > 10 and "lecture" not in page.url and not faults
    page.context.close()


def test_players_play_on_their_slides_and_keep_their_keys(book, browser):
    page, _ = visit(browser, f"{book}/book/05-1a-centres.html")
    page.get_by_role("button", name="Lecture view").click()
    page.wait_for_selector(".lecture-bar")
    while not page.locator(".dldm-player:visible").count():
        page.keyboard.press("PageDown")
    player, before = page.locator(".dldm-player:visible"), slide(page)
    playwright.expect(player.locator(".dldm-count")).to_have_text(re.compile("^1 / "), timeout=30_000)
    player.press("ArrowRight")
    assert player.locator(".dldm-count").inner_text().startswith("2 / ") and slide(page) == before
    assert player.bounding_box()["y"] + player.bounding_box()["height"] < 800
    page.context.close()
