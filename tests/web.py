"""For the tests in a browser: Chromium if it is here, and local servers of a folder."""
import contextlib
import sys
import threading
from functools import partial
from http.server import SimpleHTTPRequestHandler
from pathlib import Path

ROOT = Path(__file__).resolve().parents[1]
sys.path += [str(ROOT / "ext" / "live" / "offline"), str(ROOT / "tools")]

import serve  # noqa: E402
from chromium import CHROMIUM, FLAGS  # noqa: E402, F401

WHY = "is not installed (make browser): the browser tests are skipped"


class Quiet(SimpleHTTPRequestHandler):
    """Plain files, and no word of them in the terminal."""

    def log_message(self, *args):
        pass


@contextlib.contextmanager
def served(folder, handler=Quiet):
    """The address of a server of the folder, which ends with the block."""
    with serve.Server(("127.0.0.1", 0), partial(handler, directory=str(folder))) as server:
        threading.Thread(target=server.serve_forever, daemon=True).start()
        yield f"http://localhost:{server.server_port}"
        server.shutdown()
