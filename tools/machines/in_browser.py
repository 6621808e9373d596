"""Runs all cells of a chapter in its built page, in Chromium, and writes the outputs of its code cells as JSON."""
import json
import sys
from pathlib import Path

import nbformat
from outputs import outputs_of
from playwright.sync_api import sync_playwright

ROOT = Path(__file__).resolve().parents[2]
sys.path += [str(ROOT / "tests"), str(ROOT / "tests" / "book")]

from living import Living, served  # noqa: E402
from web import CHROMIUM, FLAGS  # noqa: E402

if __name__ == "__main__":
    path = Path(sys.argv[1])
    with sync_playwright() as p, served() as address:
        browser = p.chromium.launch(executable_path=CHROMIUM, args=FLAGS)
        living = Living(browser, address, path.stem)
        found = outputs_of(living.run_all())
        living.close()
    cells = [cell for cell in nbformat.read(path, 4).cells if cell.cell_type == "code"]
    print(json.dumps([found.get(cell.id) for cell in cells]))
