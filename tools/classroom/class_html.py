"""The book's pages without solutions, in a folder of their own; nothing is executed that `make book` has executed."""
import sys

import yaml

sys.modules["rfc3987_syntax"] = None  # as in build_book.py: a slow check of addresses, for nothing here

from choice import ROOT  # noqa: E402
from jupyter_book.sphinx import build_sphinx  # noqa: E402

HTML, DOCTREES, TOC = (ROOT / "_build" / name for name in ("class-html", ".doctrees-class", "class-toc.yml"))
OVER = {"hide_solutions": True, "nitpicky": True, "latex_individualpages": False, "external_toc_path": TOC.as_posix(),
        "external_toc_exclude_missing": True}


def without_teachers():
    """The table of contents without what is for teachers."""
    contents = yaml.safe_load((ROOT / "_toc.yml").read_text(encoding="utf-8"))
    contents["parts"] = [part for part in contents["parts"] if part["caption"] != "For teachers"]
    return contents


def build():
    """Build the pages; any warning ends it, as it ends `make book`."""
    TOC.write_text(yaml.safe_dump(without_teachers()), encoding="utf-8")
    trouble = build_sphinx(ROOT, HTML, noconfig=True, path_config=ROOT / "_config.yml", confoverrides=OVER,
                           doctreedir=DOCTREES, warningiserror=True, keep_going=True, quiet=True)
    if trouble:
        sys.exit(f"The pages without solutions were not built: {trouble}")
