"""Sphinx extension: executes the notebooks side by side, and only those of which something changed.

After a run the kernel says which modules it loaded, by whatever way.  These, the data of their packages, the
cells, the lock, the Python version and this file make the key; it lies in a small file beside the executed copy.
Jupyter Book's own cache knows the code cells only.
"""
import hashlib
import json
import os
import re
import sys
import time
from concurrent.futures import ProcessPoolExecutor, as_completed
from pathlib import Path, PurePosixPath

import nbformat
from nbclient import NotebookClient
from nbclient.exceptions import CellTimeoutError, DeadKernelError
from sphinx.errors import ExtensionError

TIMEOUT = 120  # seconds a cell
NOTEBOOKS_ONLY = ("application/vnd.dldm.listing",  # as in dldm.page.show
                  "application/vnd.jupyter.widget-view+json")  # an explorable's line to a kernel
QUIET = ["--log-level=ERROR"]  # a kernel warns at every start that it talks over a local socket
ASK = ("print(__import__('json').dumps([[str(getattr(module, '__dict__', {}).get('__file__'))"
       " for module in [*__import__('sys').modules.values()]], get_ipython().dldm_notes]))")
STATES = str(Path(__file__).with_name("states.py"))
WATCH = f"--IPKernelApp.exec_lines=__import__('runpy').run_path({STATES!r})['watch'](get_ipython())"
ALWAYS = ("requirements.txt", "ext/execute.py", "ext/states.py")
RUN = ("outputs", "execution_count")  # what a run changes in a cell


# ---------------------------------------------------------------- what a notebook depends on


def snapshot(root):
    """{path below the repository: SHA-256} of all that a notebook may load."""
    files = [f for f in (root / "book").rglob("*") if f.is_file() and f.suffix not in (".ipynb", ".pyc")]
    return {file.relative_to(root).as_posix(): hashlib.sha256(file.read_bytes()).hexdigest()
            for file in [*files, *(root / name for name in ALWAYS)]}


def package_of(file, files):
    """The `__init__.py` of the nearest package above the file; None if there is none."""
    doors = (f"{folder}/__init__.py" for folder in PurePosixPath(file).parents)
    return next((door for door in doors if door in files), None)


def loaded(modules, files):
    """The modules, and whatever else lies in their packages: a style, a script, a table."""
    data = [file for file in files if not file.endswith(".py") and package_of(file, files) in modules]
    return sorted({*modules, *data, *ALWAYS})


def key_of(text, modules, files):
    """Hash of everything that can change what the notebook with this text prints or draws; files: a `snapshot`."""
    notebook = json.loads(text)
    cells = [{name: value for name, value in cell.items() if name not in RUN} for cell in notebook["cells"]]
    contents = [(file, files.get(file)) for file in loaded(modules, files)]
    everything = json.dumps([sys.version, notebook["metadata"], cells, contents], sort_keys=True)
    return hashlib.sha256(everything.encode()).hexdigest()


def note_of(copy):
    """What the last good run left beside the executed copy, as `write_note` writes it; {} if there is none."""
    note = copy.with_suffix(".json")
    return json.loads(note.read_text(encoding="utf-8")) if note.exists() and copy.exists() else {}


def is_fresh(path, copy, files):
    note = note_of(copy)
    return bool(note) and note["key"] == key_of(path.read_text(encoding="utf-8"), note["modules"], files)


def longest_first(paths, store):
    """As long as they took last time; before them those that never ran, the largest file first."""
    def effort(path):
        return note_of(store / path.name).get("seconds", float("inf")), path.stat().st_size
    return sorted(paths, key=effort, reverse=True)


# ---------------------------------------------------------------- running


def executed(path, timeout=None):
    """(The notebook, run in its own kernel and in its own folder; every module's file that the kernel had loaded;
    what ext/states.py noted after each code cell).
    """
    notebook = nbformat.read(path, 4)
    notebook.cells.append(nbformat.v4.new_code_cell(ASK))
    client = NotebookClient(notebook, timeout=timeout or TIMEOUT, kernel_name="python3", allow_errors=True,
                            extra_arguments=[*QUIET, WATCH], store_widget_state=False,
                            resources={"metadata": {"path": str(Path(path).parent)}})
    client.execute()
    for cell in notebook.cells:
        if cell.cell_type == "code":
            cell.outputs = join_streams(cell.outputs)
    answer = notebook.cells.pop().outputs[0].text
    return notebook, *json.loads(answer.splitlines()[-1])


def run(path, copy):
    """Execute one notebook; returns (what went wrong or "", seconds, files of the modules that it loaded, notes)."""
    start, path, copy = time.monotonic(), Path(path), Path(copy)
    try:
        notebook, modules, notes = executed(path)
    except (CellTimeoutError, DeadKernelError) as error:
        return f"{path.name}: {error}", time.monotonic() - start, [], []
    trouble = faults(path, notebook)
    if not trouble:
        copy.parent.mkdir(parents=True, exist_ok=True)
        nbformat.write(notebook, copy)
    return trouble, time.monotonic() - start, modules, notes


def join_streams(outputs):
    """One output a stream: a busy kernel cuts its text anywhere, and each cut would show as a new line."""
    joined, first = [], {}
    for output in outputs:
        name = output.get("name") if output.output_type == "stream" else None
        if name in first:
            first[name].text += output.text
        else:
            joined.append(output)
            if name:
                first[name] = output
    return joined


def faults(path, notebook):
    """What went wrong in the cells of an executed notebook, each with its number; "" if nothing did."""
    return "\n".join(f"{path.name}, cell {i}:\n{text}" for i, cell in enumerate(notebook.cells)
                     if cell.cell_type == "code" for text in complaints(cell))


def complaints(cell):
    """Errors and whatever went to stderr (warnings do) in one executed cell."""
    for output in cell.outputs:
        if output.output_type == "error":
            yield re.sub(r"\x1b\[[0-9;]*m", "", "\n".join(output.traceback))
        elif output.get("name") == "stderr":
            yield output.text


def execute_all(stale, store, root, files):
    """Run the notebooks side by side; raise one error that names every cell that failed.

    files is the snapshot from before: what is edited during a run makes the notebook stale again.
    """
    for name in ("OMP_NUM_THREADS", "OPENBLAS_NUM_THREADS"):  # kernels side by side would fight over the cores
        os.environ.setdefault(name, "1")
    failed = []
    with ProcessPoolExecutor(max_workers=os.cpu_count()) as pool:
        runs = {pool.submit(run, str(path), str(store / path.name)): (path, path.read_text(encoding="utf-8"))
                for path in longest_first(stale, store)}
        for future in as_completed(runs):
            (path, text), (trouble, seconds, modules, notes) = runs[future], future.result()
            print(f"executed {path.name} in {seconds:.1f} s", flush=True)
            if trouble:
                failed.append(trouble)
            else:
                write_note(store / path.name, text, seconds, own(modules, root, files), files, notes)
    if failed:
        raise ExtensionError("notebooks failed:\n" + "\n".join(failed))


def own(modules, root, files):
    """Those of the modules' files that are the book's, as the snapshot names them."""
    below = [Path(file).relative_to(root).as_posix() for file in modules if Path(file).is_relative_to(root)]
    return sorted(file for file in below if file in files)


def write_note(copy, text, seconds, modules, files, cells):
    """What `note_of` reads."""
    note = {"key": key_of(text, modules, files), "modules": modules, "seconds": round(seconds, 1), "cells": cells}
    copy.with_suffix(".json").write_text(json.dumps(note), encoding="utf-8")


# ---------------------------------------------------------------- Sphinx


def execute_outdated(app, env, added, changed, removed):
    """Run what has no fresh executed copy; tell Sphinx which pages to read again."""
    root, store = Path(app.srcdir).resolve(), Path(app.outdir).parent / "executed"
    paths = {docname: Path(env.doc2path(docname)) for docname in sorted(env.found_docs)}
    paths = {docname: path for docname, path in paths.items() if path.suffix == ".ipynb"}
    app.executed, files = {docname: store / path.name for docname, path in paths.items()}, snapshot(root)
    execute_all([p for p in paths.values() if not is_fresh(p, store / p.name, files)], store, root, files)
    keys = {docname: note_of(copy)["key"] for docname, copy in app.executed.items()}
    before, env.executed_keys = getattr(env, "executed_keys", {}), keys
    again = [docname for docname, key in keys.items() if before.get(docname) != key]
    return [*again, *(["index"] if again else [])]  # the landing page shows a cell of a chapter


def executed_copy(path):
    """The notebook of an executed copy, without what only a running notebook can show."""
    notebook = nbformat.read(path, 4)
    for output in (output for cell in notebook.cells for output in cell.get("outputs", [])):
        for kind in NOTEBOOKS_ONLY:
            output.get("data", {}).pop(kind, None)
    return notebook


def use_executed(app, docname, content):
    """Hand Sphinx the executed copy instead of the committed notebook."""
    if docname in app.executed:
        content[0] = nbformat.writes(executed_copy(app.executed[docname]))


def setup(app):
    app.connect("env-get-outdated", execute_outdated)
    app.connect("source-read", use_executed)
    return {"parallel_read_safe": False, "parallel_write_safe": True, "version": "1"}
