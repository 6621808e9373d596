"""The book's pages without solutions, in a folder of their own; nothing is executed that `make book` has executed."""
import sys

sys.modules["rfc3987_syntax"] = None  # as in build_book.py: a slow check of addresses, for nothing here

from choice import ROOT  # noqa: E402
from jupyter_book.sphinx import build_sphinx  # noqa: E402

HTML, DOCTREES = ROOT / "_build" / "class-html", ROOT / "_build" / ".doctrees-class"
OVER = {"hide_solutions": True, "nitpicky": True, "external_toc_path": (ROOT / "_toc.yml").as_posix()}


def build():
    """Build the pages; any warning ends it, as it ends `make book`."""
    trouble = build_sphinx(ROOT, HTML, noconfig=True, path_config=ROOT / "_config.yml", confoverrides=OVER,
                           doctreedir=DOCTREES, warningiserror=True, keep_going=True, quiet=True)
    if trouble:
        sys.exit(f"The pages without solutions were not built: {trouble}")
