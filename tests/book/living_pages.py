"""Slow (`make test-browser`): every cell of every chapter, run in its page in real Chromium, prints what is committed;
from another host, as a page without Python beside it asks for, it runs as well.
"""
import json
from collections import Counter
from pathlib import Path

import nbformat
import pytest

pytest.importorskip("playwright.sync_api", reason="Playwright is not installed (make browser): its tests are skipped")

from compare import compare  # noqa: E402
from living import FOLDER, HTML, Isolated, Living, served  # noqa: E402
from outputs import outputs_of  # noqa: E402

ROOT = Path(__file__).resolve().parents[2]
STEMS = [path.stem for path in sorted((ROOT / "book").glob("*.ipynb"))]


@pytest.mark.parametrize("stem", STEMS)
def test_every_cell_prints_in_its_page_what_is_committed(browser, stem):
    with served() as address:
        living = Living(browser, address, stem)
        heard = living.run_all()
        living.close()
    notebook = nbformat.read(ROOT / f"book/{stem}.ipynb", 4)
    found = outputs_of(heard)
    verdicts = compare(notebook, [found.get(cell.id) for cell in notebook.cells if cell.cell_type == "code"])
    seconds = {message["id"]: message["seconds"] for message in heard if message["is"] == "ended"}
    print(stem, dict(Counter(verdict.state for _, verdict in verdicts)), f"{sum(seconds.values()):.0f} s, slowest",
          sorted(((round(s, 1), id) for id, s in seconds.items()), reverse=True)[:3])
    assert [(cell.id, verdict.why) for cell, verdict in verdicts if verdict.state == "different"] == []


class Elsewhere(Isolated):
    """The built pages as they are: Python comes from the host that where.json names."""

    def do_GET(self):
        """The file itself."""
        super(Isolated, self).do_GET()


def test_python_comes_from_the_host_that_the_build_names(browser):
    python = json.loads((HTML / "_live/where.json").read_text(encoding="utf-8"))["python"]
    headers = {"Access-Control-Allow-Origin": "*", "Cross-Origin-Resource-Policy": "cross-origin"}
    with served(Elsewhere) as address:
        living = Living(browser, address, "05-5-patterns", wake=False)
        living.context.route(python + "**", lambda route: route.fulfill(
            path=FOLDER / route.request.url.removeprefix(python), headers=headers))
        living.wake()
        assert living.run("c55-toy", "import numpy as np\nprint(np.arange(3).sum())").strip() == "3"
        living.close()


def test_without_a_network_one_line_says_what_is_missing(browser):
    with served(Elsewhere) as address:
        living = Living(browser, address, "05-5-patterns")
        living.wait_for("could not be loaded")
        assert "offline edition" in living.bar() and "\n" not in living.bar()
        living.foreign.clear()  # that is what was asked for, and refused
        living.errors.clear()
        living.close()
