"""The whole book as one PDF, from the built pages: make pdf"""
import shutil
import subprocess
import sys
import time
from pathlib import Path

import yaml

ROOT = Path(__file__).resolve().parents[2]
HTML, TARGET = ROOT / "_build" / "html", ROOT / "_build" / "dldm-book.pdf"
SHELL = "book/notation.html"  # a page whose head has the styles of all that the book adds
SUBTITLE = "Every mined pattern beside its neural twin, on the same data"
sys.path.append(str(ROOT / "tools"))

try:
    from binding import atlas, bind, seek
    from chromium import CHROMIUM, FLAGS
    from front import contents, solutions, title_page
    from playwright.sync_api import sync_playwright
    from press import SOLUTIONS, Press
except ImportError as missing:
    sys.exit(f"The PDF was not made: {missing.name}: no such package (make pdf installs it).")


def table_of_contents():
    """(title of the book, [(caption, [page, ...]), ...])."""
    title = yaml.safe_load((ROOT / "_config.yml").read_text(encoding="utf-8"))["title"]
    parts = yaml.safe_load((ROOT / "_toc.yml").read_text(encoding="utf-8"))["parts"]
    return title, [(part["caption"], [chapter["file"] + ".html" for chapter in part["chapters"]]) for part in parts]


def has_chinese():
    """Does this machine have a font for Chinese?  True where nobody can say."""
    command = shutil.which("fc-list")
    return not command or bool(subprocess.run([command, ":lang=zh"], capture_output=True, check=False).stdout)


def body(press, plan):
    """[(caption, sheets)] of all pages and of the solutions, numbered from 1."""
    parts, before = [], 0
    for caption, names in plan:
        sheets = []
        for name in names:
            sheets.append(press.print(name, before, press.title(name)))
            before += len(sheets[-1].pdf.pages)
        parts.append((caption, sheets))
    press.compose(SOLUTIONS, SHELL, solutions([sheet for _, sheets in parts for sheet in sheets]))
    return [*parts, (None, [press.print(SOLUTIONS, before, "Solutions")])]


def front_matter(press, title, parts):
    """The sheet of the title page and the contents."""
    found = atlas([sheet for _, sheets in parts for sheet in sheets])
    notes = [f"Edition of {time.strftime('%d %B %Y').lstrip('0')}.", "Prose and figures CC BY 4.0, code BSD-3-Clause."]
    listing = contents(parts, lambda name, key: seek(found, name, key)[0] + 1)
    press.compose("book/contents.html", SHELL, title_page(title, SUBTITLE, notes) + listing)
    return press.print("book/contents.html", 0, "Contents", roman=True)


def main():
    start = time.monotonic()
    if not CHROMIUM:
        sys.exit("The PDF was not made: Chromium is not installed (on Debian or Ubuntu: apt install chromium).")
    if not has_chinese():
        print("No font has Chinese letters (on Debian or Ubuntu: apt install fonts-noto-cjk): they will be boxes.")
    title, plan = table_of_contents()
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=CHROMIUM, args=FLAGS)
        press = Press(browser, HTML)
        parts = body(press, plan)
        front = front_matter(press, title, parts)
        browser.close()
    writer, lost = bind(front, parts, {"/Title": title, "/Subject": SUBTITLE})
    writer.compress_identical_objects()
    writer.write(TARGET)
    if lost:
        print("Links to what the PDF does not hold were left out:", *sorted(lost))
    size, seconds = TARGET.stat().st_size / 1e6, time.monotonic() - start
    print(f"{TARGET}: {len(writer.pages)} pages, {size:.0f} MB, {seconds:.0f} s")


if __name__ == "__main__":
    main()
