"""An explorable in JupyterLab follows the reader's hand, as it does in the page (`make test-browser`)."""
import os
import socket
import subprocess
import sys
import urllib.error
import urllib.request
from time import monotonic, sleep

import nbformat
import pytest

pytest.importorskip("playwright.sync_api", reason="Playwright is not installed (make browser): its tests are skipped")

from exercise_tools import BOOK  # noqa: E402

pytestmark = pytest.mark.long
STEM, HOLD = "05-2b-margins", "c52b-hold"


def free_port():
    with socket.socket() as door:
        door.bind(("127.0.0.1", 0))
        return door.getsockname()[1]


def start_of_chapter():
    """The code of the chapter down to its explorable, as a notebook."""
    notebook = nbformat.read(BOOK / f"{STEM}.ipynb", 4)
    code = [cell for cell in notebook.cells if cell.cell_type == "code"]
    notebook.cells = code[:[cell.id for cell in code].index(HOLD) + 1]
    return notebook


@pytest.fixture
def lab(tmp_path):
    """The address of a JupyterLab that shows the start of the chapter."""
    nbformat.write(start_of_chapter(), tmp_path / "start.ipynb")
    port = free_port()
    process = subprocess.Popen(
        [sys.executable, "-m", "jupyterlab", "--no-browser", "--allow-root", "--ServerApp.token=word",
         f"--ServerApp.port={port}", f"--ServerApp.root_dir={tmp_path}"],
        env=os.environ | {"PYTHONPATH": str(BOOK), "JUPYTER_CONFIG_DIR": str(tmp_path)},
        stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL)
    try:
        wait_for(f"http://localhost:{port}/api?token=word", process)
        yield f"http://localhost:{port}/lab/tree/start.ipynb?token=word"
    finally:
        process.terminate()
        process.wait()


def wait_for(address, process, seconds=60):
    end = monotonic() + seconds
    while True:
        try:
            return urllib.request.urlopen(address).close()
        except (urllib.error.URLError, ConnectionError):
            assert process.poll() is None and monotonic() < end, "JupyterLab did not start"
            sleep(0.2)


def test_an_explorable_in_jupyterlab_calls_the_kernel(lab, browser):
    page = browser.new_page(viewport={"width": 1280, "height": 900})
    errors = []
    page.on("pageerror", lambda error: errors.append(error))
    page.goto(lab)
    page.get_by_text("| Idle").wait_for(timeout=90_000)
    page.locator(".lm-MenuBar-item", has_text="Run").click()
    page.get_by_text("Run All Cells", exact=True).click()
    handle = page.locator(".dldm-explore .dldm-handle").nth(2)
    handle.focus(timeout=120_000)
    caption = page.locator(".dldm-explore .dldm-caption")
    assert "1.54 wide" in caption.inner_text()
    for _ in range(8):
        page.keyboard.press("ArrowLeft")
    page.wait_for_function("document.querySelector('.dldm-explore .dldm-caption').textContent.includes('2.30 wide')",
                           timeout=30_000)
    assert errors == []
    page.close()
