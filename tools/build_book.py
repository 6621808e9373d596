"""Execute what changed, build the HTML with the notebooks that it offers, and say where it is.  Any warning or cell
error fails the build.
"""
import sys
import time
from pathlib import Path

sys.modules["rfc3987_syntax"] = None  # jsonschema's check of web addresses: 1.2 s of every start, for nothing here

from jupyter_book.cli.main import main as jupyter_book  # noqa: E402

ROOT = Path(__file__).resolve().parents[1]
sys.path.append(str(ROOT / "tools" / "notebooks"))


def offer_notebooks():
    """Write the runner's edition of this build, and lay beside the pages what they offer of it."""
    from edition import lay_beside, write  # slow to load, and needless where the build fails

    write(ROOT / "_build" / "notebooks")
    lay_beside(ROOT / "_build" / "notebooks", ROOT / "_build" / "html")


def main():
    start = time.monotonic()
    print("building the book", flush=True)
    try:
        jupyter_book(["build", str(ROOT), "-W", "-n", "--keep-going", "--quiet"], standalone_mode=False)
    except (Exception, SystemExit) as error:
        print(error, file=sys.stderr)
        sys.exit("The book was not built: the messages above say why.")
    offer_notebooks()
    print(f"The book is built ({time.monotonic() - start:.0f} s): open {(ROOT / '_build/html/index.html').as_uri()}")


if __name__ == "__main__":
    main()
