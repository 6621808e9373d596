"""Collect docstrings of the standard library by topic: python -m benchmarks.record.docstrings (CPython 3.11)

Writes data/docstrings.json.gz.  Docstrings change from one Python to the next, so the file is kept, not remade.
"""
import gzip
import importlib
import inspect
import json
import platform

from dldm.datasets import DATA

TOPICS = {  # chapters of the library reference, each with modules that lie wholly in it
    "text": "string re difflib textwrap unicodedata stringprep pprint gettext locale",
    "numbers": "numbers math cmath decimal fractions random statistics",
    "files": "pathlib os.path fileinput filecmp tempfile glob fnmatch linecache shutil zipfile tarfile gzip bz2 lzma",
    "network": "socket ssl select selectors asyncio.streams http.client http.server http.cookies urllib.request "
               "urllib.parse ftplib poplib imaplib smtplib socketserver xmlrpc.client",
    "running": "threading multiprocessing.context multiprocessing.pool multiprocessing.managers subprocess sched queue "
               "concurrent.futures._base concurrent.futures.thread asyncio.base_events asyncio.tasks asyncio.locks",
}


def documented(module):
    """Docstrings of a module's own public functions, classes and methods."""
    things = [thing for name, thing in vars(module).items() if not name.startswith("_")]
    own = [thing for thing in things if getattr(thing, "__module__", None) == module.__name__]
    for thing in own:
        yield vars(thing).get("__doc__") if inspect.isclass(thing) else thing.__doc__
        if inspect.isclass(thing):
            yield from (getattr(m, "__doc__", None) for name, m in vars(thing).items() if not name.startswith("_"))


def main():
    rows, seen = [], set()
    for topic, names in TOPICS.items():
        for name in names.split():
            for text in documented(importlib.import_module(name)):
                text = " ".join(text.split())[:400] if isinstance(text, str) else ""
                if len(text.split()) >= 6 and text not in seen:
                    seen.add(text)
                    rows.append([topic, name, text])
    path = DATA / "docstrings.json.gz"
    record = {"python": platform.python_version(), "rows": rows}
    path.write_bytes(gzip.compress(json.dumps(record).encode(), mtime=0))
    print(len(rows), "docstrings,", path.stat().st_size, "bytes")


if __name__ == "__main__":
    main()
