"""The offline edition as its reader has it: unpacked, started by its own server, or laid under a path of any host."""
import os
import re
import subprocess
import sys
import zipfile
from pathlib import Path

import pytest

pytest.importorskip("playwright.sync_api", reason="Playwright is not installed (make browser): its tests are skipped")

from living import UNFOLD, Living, served  # noqa: E402
from web import Quiet  # noqa: E402

pytestmark = pytest.mark.long
ZIP = Path(__file__).resolve().parents[2] / "_build" / "offline" / "dldm-book.zip"
WRONG = {"05-5-patterns": ("c55-p1", "answer_p1 = 3"),  # chapter: an exercise and a wrong answer
         "05-2b-margins": ("c52b-p4", "answer_p4 = [3, 2, 1, 0]")}


@pytest.fixture(scope="module")
def unpacked(tmp_path_factory):
    """The folder of the offline edition, below one whose name has a space."""
    if not ZIP.exists():
        pytest.skip("the offline edition was not made (make offline-book)")
    place = tmp_path_factory.mktemp("some place")
    with zipfile.ZipFile(ZIP) as packed:
        packed.extractall(place)
    return place / "dldm-book"


@pytest.mark.parametrize("stem", WRONG)
def test_under_a_path_of_a_plain_host_a_chapter_runs_and_keeps_what_was_written(unpacked, browser, stem):
    with served(Quiet, unpacked.parent) as address:
        living, (exercise, wrong) = Living(browser, f"{address}/dldm-book", stem), WRONG[stem]
        assert living.run(f"{exercise}-stub", "print(6 * 7)").strip() == "42"
        living.write(f"{exercise}-stub", wrong)
        assert "✗ not yet" in living.run(f"{exercise}-check")
        living.page.reload()
        living.wake()
        living.cell(f"{exercise}-stub").evaluate(UNFOLD)
        assert living.cell(f"{exercise}-stub").locator(".cm-content").inner_text() == wrong
        living.close()


def test_its_own_server_isolates_the_page_so_that_stop_keeps_what_ran(unpacked, browser):
    with subprocess.Popen([sys.executable, "-u", str(unpacked / "serve.py")], stdout=subprocess.PIPE, text=True,
                          env=os.environ | {"BROWSER": "true"}) as process:
        try:
            address = re.search(r"http://localhost:\d+", process.stdout.readline())[0]
            living = Living(browser, address)
            assert living.page.evaluate("crossOriginIsolated")
            living.run("c55-diary", "kept = 5")
            living.stop("c55-toy", "while True: pass")
            assert living.run("c55-lean", "print(kept + 1)").strip() == "6"
            living.close()
        finally:
            process.terminate()
