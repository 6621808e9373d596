"""A living page in Chromium (make browser pyodide): weight before the button, first results, tasks that block it."""
import gzip
import statistics
import sys
import tempfile
from pathlib import Path

from benchmarks import targets
from benchmarks.targets import at_most

ROOT = Path(__file__).resolve().parents[2]
sys.path.append(str(ROOT / "tests"))

from living import HTML, Living, served  # noqa: E402
from web import CHROMIUM, FLAGS  # noqa: E402

SCRIPTS = ("kept.js", "live.js", "live.css", "questions.js", "questions.css")
BEFORE, CELL = 15_000, "c55-toy"
PAUSE = 3000  # milliseconds
FIRST = {  # code, seconds cold and warm
    "NumPy": ("import numpy as np\nprint(np.arange(3).sum())", 8, 3),
    "scikit-learn": ("from sklearn.cluster import KMeans\nprint(KMeans(2))", 15, 15)}
TASKS = """window.tasks = []; new PerformanceObserver((list) => tasks.push(...list.getEntries().map((e) => e.duration)))
    .observe({type: "longtask", buffered: true});"""


class Visitor(Living):
    """Somebody who has a browser of his own, with its cache: a context whose requests are watched has none."""

    def begin(self, chromium, **options):
        """Start the browser with a new profile."""
        self.folder = tempfile.TemporaryDirectory()
        return chromium.launch_persistent_context(self.folder.name, executable_path=CHROMIUM, args=FLAGS, **options)

    def close(self):
        """End the browser, and remove the profile."""
        super().close()
        self.folder.cleanup()


def weight():
    """Bytes, compressed, that a page loads for its life before the button is pressed."""
    return sum(len(gzip.compress((HTML / "_static" / name).read_bytes())) for name in SCRIPTS)


def first_result(page, living, code):
    """(Seconds from the button to the output of a cell, longest task of the main thread in milliseconds), when the page
    has come to rest; between two visits the browser has a few seconds to put into its cache what came.
    """
    page.wait_for_timeout(PAUSE)
    page.goto(f"{living.address}/book/{living.stem}.html")
    page.wait_for_timeout(PAUSE)
    page.evaluate("localStorage.clear()")
    page.evaluate(TASKS)
    start = page.evaluate("performance.now()")
    living.wake()
    living.write(CELL, code)
    living.press(CELL)
    page.wait_for_function(f"document.getElementById('cell-{CELL}').dataset.live == 'ok'")
    return (page.evaluate("performance.now()") - start) / 1000, max(page.evaluate("tasks"), default=0)


def measure(chromium, address, package, repeats=3):
    """Medians over browsers that have never seen the page: the first visit and the third, when all is in the cache."""
    code, cold, warm = FIRST[package]
    visits = []
    for _ in range(repeats):
        living = Visitor(chromium, address, wake=False)
        visits.append([first_result(living.page, living, code) for _ in range(3)])
        living.close()
    first, _, again = (statistics.median(seconds for seconds, _ in runs) for runs in zip(*visits))
    at_most(f"first result with {package}, cold", first, cold, "s")
    at_most(f"first result with {package}, from the browser's cache", again, warm, "s")
    at_most(f"longest task of the page, {package}", max(task for runs in visits for _, task in runs), 100, "ms")


def main():
    from playwright.sync_api import sync_playwright

    at_most("what a page loads to live, before the button", weight() / 1000, BEFORE / 1000, "kB")
    with sync_playwright() as p, served() as address:
        for package in FIRST:
            measure(p.chromium, address, package)


if __name__ == "__main__":
    main()
    targets.finish()
