"""Sphinx extension: the living page.  Beside the HTML it puts the editor, the worker, the cells' code and the book's
package; each code cell of a page gets its id.  Nothing of it is loaded before the reader presses the button.
"""
import importlib.metadata
import json
import shutil
import zipfile
from pathlib import Path

SOURCE = Path(__file__).with_name("live")
SCRIPTS = ("cells.js", "worker.js", "editor.js", "editor.LICENSES.txt")
SHARED = ("dldm/page/explore/explore.js",)  # what Jupyter uses, too
PYODIDE = "https://cdn.jsdelivr.net/pyodide/v0.27.7/full/"  # where a page finds Python, unless it lies beside the book
PEERS = ("mlxtend",)  # pure Python, and not among Pyodide's packages: from the environment that builds the book
PYTHON = ("run.py", "needs.py", "backend.py", "fontlist.json")  # the last: Pyodide's fonts, which take seconds to find
BAR = """<div class="dldm-live" role="region" aria-label="{name}"{of}>
<button type="button" class="dldm-start">{name}</button> <span role="status">{words}
Nothing is installed, nothing is sent.</span></div>"""
OWN = BAR.format(name="Run this page", of="", words="Python starts here, in your browser:\nchange the code and run it.")
STAMP = (2020, 1, 1, 0, 0, 0)  # equal files make equal archives


# ---------------------------------------------------------------- what a page's cells are


def cells_of(notebook, notes):
    """What cells.js and run.py must know of a page: code, checks {check: stub}, states {cell: what the build noted}."""
    code = [cell for cell in notebook["cells"] if cell["cell_type"] == "code"]
    stubs, checks = ({cell["metadata"]["dldm"]["exercise"]: cell["id"] for cell in tagged(code, f"exercise-{part}")}
                     for part in ("stub", "check"))
    return {"cells": {cell["id"]: "".join(cell["source"]) for cell in code},
            "exercises": {exercise: [stubs[exercise], check] for exercise, check in checks.items()},
            "states": states_of([cell["id"] for cell in code], notes)}


def tagged(cells, tag):
    return [cell for cell in cells if tag in cell["metadata"].get("tags", ())]


def states_of(ids, notes):
    """{cell: {"rngs": states before it, "packages": those that its full run had newly loaded}}."""
    return {id: {"rngs": json.dumps(before["rngs"]), "packages": after["packages"]}
            for id, before, after in zip(ids, notes[:-1], notes[1:], strict=True)}


def name_cells(app, doctree):
    """Give each code cell of a page its id, so that a script finds it and a link can lead to it."""
    from docutils import nodes  # the rest of this file works without Sphinx

    copy = app.executed.get(app.env.docname)
    if not copy:
        return
    cells = json.loads(copy.read_text(encoding="utf-8"))["cells"]
    for node in doctree.findall(nodes.container):
        if node.get("nb_element") == "cell_code":
            node["ids"].append("cell-" + cells[node["cell_index"]]["id"])


def show_bar(app, pagename, templatename, context, doctree):
    """Put the button below the title, in the page itself: nothing moves when the scripts come."""
    if pagename in app.executed:
        context["body"] = context["body"].replace("</h1>", "</h1>" + OWN, 1)


# ---------------------------------------------------------------- what lies beside the pages


def archive(path, files, mode="w"):
    """A zip of {name in it: bytes}, equal for equal content; mode "a" adds them to one that is there."""
    with zipfile.ZipFile(path, mode, zipfile.ZIP_DEFLATED) as packed:
        for name, data in sorted(files.items()):
            packed.writestr(zipfile.ZipInfo(name, STAMP), data, zipfile.ZIP_DEFLATED)


def below(folder, root):
    """{path below root: bytes} of the files that a package needs."""
    return {file.relative_to(root).as_posix(): file.read_bytes() for file in folder.rglob("*")
            if file.is_file() and "__pycache__" not in file.parts}


def peers():
    """The packages of PEERS as they are installed, without their tests."""
    found = {}
    for name in PEERS:
        for file in importlib.metadata.files(name):
            if "tests" not in file.parts and ".." not in file.parts and file.suffix != ".pyc":
                found[file.as_posix()] = file.locate().read_bytes()
    return found


def lay_beside(app, exception):
    """Write everything that a page loads when its button is pressed."""
    if exception is not None or app.builder.format != "html":
        return
    book, out = Path(app.srcdir) / "book", Path(app.outdir) / "_live"
    out.mkdir(exist_ok=True)
    for name in SCRIPTS:
        shutil.copyfile(SOURCE / name, out / name)
    for name in SHARED:
        shutil.copy(book / name, out)
    archive(out / "dldm.zip", below(book / "dldm", book))
    archive(out / "peers.zip", peers())
    archive(out / "python.zip", {f"python/{name}": (SOURCE / name).read_bytes() for name in PYTHON})
    (out / "where.json").write_text(json.dumps({"python": PYODIDE}), encoding="utf-8")
    for docname, copy in app.executed.items():
        notebook, note = (json.loads(file.read_text(encoding="utf-8")) for file in (copy, copy.with_suffix(".json")))
        page = cells_of(notebook, note["cells"])
        (out / f"{Path(docname).name}.json").write_text(json.dumps(page), encoding="utf-8")


def setup(app):
    app.connect("doctree-read", name_cells)
    app.connect("html-page-context", show_bar)
    app.connect("build-finished", lay_beside)
    return {"parallel_read_safe": True, "parallel_write_safe": True, "version": "1"}
