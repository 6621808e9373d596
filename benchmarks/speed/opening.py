"""Every page of the built book, opened in Chromium (make browser) with a processor four times as slow: when it shows,
whether it jumps, what holds it up, and how heavy it is.  python -m benchmarks.speed.opening [PAGES ...]
"""
import gzip
import statistics
import sys
from pathlib import Path

from benchmarks import targets
from benchmarks.targets import at_most

ROOT = Path(__file__).resolve().parents[2]
sys.path.append(str(ROOT / "tests"))

from web import CHROMIUM, FLAGS, served  # noqa: E402

HTML = ROOT / "_build" / "html"
SLOWER, REPEATS = 4, 3
SHOWN, JUMP, TASK, WEIGHT = 900, .01, 100, 200  # ms, score of layout shifts, ms, kB
WATCH = """window.seen = {shown: [0], jump: [0], task: [0]};
for (const [type, name, value] of [["largest-contentful-paint", "shown", (e) => e.startTime],
        ["layout-shift", "jump", (e) => e.hadRecentInput ? 0 : e.value], ["longtask", "task", (e) => e.duration]])
    new PerformanceObserver((list) => seen[name].push(...list.getEntries().map(value)))
        .observe({type, buffered: true});"""
READ = "() => ({shown: seen.shown.at(-1), jump: seen.jump.reduce((a, b) => a + b), task: Math.max(...seen.task)})"


def opened(browser, address):
    """What a browser sees that has never been there: milliseconds to the largest paint, shifts, longest task."""
    context = browser.new_context(viewport={"width": 1280, "height": 900})
    page = context.new_page()
    context.new_cdp_session(page).send("Emulation.setCPUThrottlingRate", {"rate": SLOWER})
    page.add_init_script(WATCH)
    page.goto(address)
    page.wait_for_timeout(1500)
    found = page.evaluate(READ)
    context.close()
    return found


def measure(browser, address, name):
    """Medians of the page's openings, as lines."""
    runs = [opened(browser, f"{address}/{name}") for _ in range(REPEATS)]
    shown, jump, task = (statistics.median(run[key] for run in runs) for key in ("shown", "jump", "task"))
    at_most(f"{name}: largest paint", shown, SHOWN, "ms")
    at_most(f"{name}: layout shifts", jump, JUMP)
    at_most(f"{name}: longest task", task, TASK, "ms")
    at_most(f"{name}: HTML, compressed", len(gzip.compress((HTML / name).read_bytes())) / 1000, WEIGHT, "kB")


def main():
    from playwright.sync_api import sync_playwright

    names = sys.argv[1:] or ["index.html", *sorted(f"book/{path.name}" for path in (HTML / "book").glob("*.html"))]
    with sync_playwright() as p, served(HTML) as address:
        browser = p.chromium.launch(executable_path=CHROMIUM, args=FLAGS)
        for name in names:
            measure(browser, address, name)
        browser.close()


if __name__ == "__main__":
    main()
    targets.finish()
