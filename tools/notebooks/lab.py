"""Opens the runner's edition in JupyterLab, as a copy that belongs to the student: python tools/notebooks/lab.py

The copy lies in notebooks/.  A file that was changed there stays as it is, whatever the next edition brings.
"""
import hashlib
import json
import os
from pathlib import Path

import nbformat
from jupyterlab.labapp import LabApp
from nbformat.sign import NotebookNotary
from roots import ROOT

EDITION, COPY = ROOT / "_build" / "notebooks", ROOT / "notebooks"
GIVEN = ".given.json"  # {file: digest of what was laid there}
QUIET = Path(__file__).with_name("jupyter")  # settings for this start: no question about news


def digest(data):
    return hashlib.sha256(data).hexdigest()


def files_of(edition):
    """{name: bytes} of what is copied."""
    return {file.relative_to(edition).as_posix(): file.read_bytes() for file in sorted(edition.rglob("*"))
            if file.is_file() and file.suffix not in (".zip", ".pyc") and ".ipynb_checkpoints" not in file.parts}


def renew(edition, copy):
    """Lay the edition's files into the copy; returns (names written, names left because they were changed there)."""
    note = copy / GIVEN
    given = json.loads(note.read_text(encoding="utf-8")) if note.exists() else {}
    written, changed = [], []
    for name, data in files_of(edition).items():
        there = copy / name
        found = digest(there.read_bytes()) if there.exists() else None
        if found not in (None, given.get(name), digest(data)):
            changed.append(name)
            continue
        if found != digest(data):
            there.parent.mkdir(parents=True, exist_ok=True)
            there.write_bytes(data)
            written.append(name)
        given[name] = digest(data)
    note.write_text(json.dumps(given), encoding="utf-8")
    return written, changed


def trust(notebooks):
    """Let Jupyter show the pictures and players of these notebooks, which the build made, before they are run."""
    notary = NotebookNotary()
    for file in notebooks:
        notary.sign(nbformat.read(file, 4))


def main():
    written, changed = renew(EDITION, COPY)
    trust(COPY / name for name in written if name.endswith(".ipynb"))
    if changed:
        print("Left as you changed them:", ", ".join(changed))
    elsewhere = os.environ.get("JUPYTER_CONFIG_PATH")
    os.environ["JUPYTER_CONFIG_PATH"] = os.pathsep.join([str(QUIET), *([elsewhere] if elsewhere else [])])
    LabApp.launch_instance([str(COPY / "00-contents.ipynb")])


if __name__ == "__main__":
    main()
