"""Sphinx extension: executes the notebooks side by side, and only those whose inputs changed.

The key of a notebook holds its code, the modules of `dldm` that it reaches, its data, the lock and the
Python version.  Jupyter Book's own cache knows the first of these only.
"""
import ast
import hashlib
import json
import os
import re
import sys
import time
from concurrent.futures import ProcessPoolExecutor
from pathlib import Path

import nbformat
from docutils import nodes
from nbclient import NotebookClient
from sphinx.errors import ExtensionError
from sphinx.util.docutils import SphinxDirective

TIMEOUT = 120  # seconds a cell
QUIET = ["--log-level=ERROR"]  # a kernel warns at every start that it talks over a local socket


def source_files(notebook, package):
    """Files of `package` that the notebook reaches through imports, exercises' checks and data loaders."""
    code = "\n".join(c.source for c in notebook.cells if c.cell_type == "code")
    modules = {"__init__"} | {f"_ex_{chapter}" for chapter in re.findall(r"check\([\"'](\w+)-", code)}
    found, queue = set(), modules | set(imported(code))
    while queue:
        module = queue.pop()
        path = package / f"{module}.py"
        if module not in found and path.exists():
            found.add(module)
            queue |= imported(path.read_text(encoding="utf-8"))
    files = [f for module in found for f in package.glob(f"{module}.*") if f.is_file()]
    data = sorted((package.parent / "data").iterdir()) if "datasets" in found else []
    return sorted(files) + data


def imported(code):
    """Names of the modules of `dldm` that the code imports."""
    names = set()
    for node in ast.walk(ast.parse(re.sub(r"^\s*[%!].*$", "", code, flags=re.M))):
        if isinstance(node, ast.ImportFrom) and (node.level or (node.module or "").startswith("dldm")):
            module = (node.module or "").removeprefix("dldm").lstrip(".")
            names |= {module} if module else {alias.name for alias in node.names}
        if isinstance(node, ast.Import):
            names |= {a.name.removeprefix("dldm.") for a in node.names if a.name.startswith("dldm.")}
    return names


def key_of(path, notebook, root):
    """Hash of everything that can change what the notebook prints or draws."""
    digest = hashlib.sha256(sys.version.encode())
    for cell in notebook.cells:
        digest.update(json.dumps([cell.cell_type, cell.source, cell.metadata], sort_keys=True).encode())
    for file in [*source_files(notebook, path.parent / "dldm"), root / "requirements.txt", Path(__file__)]:
        digest.update(file.name.encode() + b"\0" + file.read_bytes())
    return digest.hexdigest()[:20]


def executed(path, timeout=TIMEOUT):
    """The notebook, run in its own kernel and in its own folder; timeout: seconds a cell."""
    notebook = nbformat.read(path, 4)
    client = NotebookClient(notebook, timeout=timeout, kernel_name="python3", allow_errors=True, extra_arguments=QUIET,
                            resources={"metadata": {"path": str(Path(path).parent)}})
    client.execute()
    for cell in notebook.cells:
        if cell.cell_type == "code":
            cell.outputs = join_streams(cell.outputs)
    return notebook


def run(path, target):
    """Execute one notebook; returns ("", seconds) or (what went wrong, seconds)."""
    start = time.monotonic()
    notebook = executed(path)
    trouble = [f"{Path(path).name}, cell {i}:\n{text}" for i, c in enumerate(notebook.cells)
               if c.cell_type == "code" for text in complaints(c)]
    if not trouble:
        Path(target).parent.mkdir(parents=True, exist_ok=True)
        nbformat.write(notebook, target)
    return "\n".join(trouble), time.monotonic() - start


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


def complaints(cell):
    """Errors and whatever went to stderr (warnings do) in one executed cell."""
    for output in cell.outputs:
        if output.output_type == "error":
            yield re.sub(r"\x1b\[[0-9;]*m", "", "\n".join(output.traceback))
        elif output.get("name") == "stderr":
            yield output.text


def execute_outdated(app, env, added, changed, removed):
    """Run what has no executed copy yet; tell Sphinx which pages to read again."""
    root, store = Path(app.srcdir), Path(app.outdir).parent / "executed"
    app.executed, stale, again = {}, [], []
    for docname in sorted(env.found_docs):
        path = Path(env.doc2path(docname))
        if path.suffix == ".ipynb":
            target = store / f"{path.stem}.{key_of(path, nbformat.read(path, 4), root)}.ipynb"
            app.executed[docname] = target
            if not target.exists():
                stale.append((path, target))
            if getattr(env, "executed_names", {}).get(docname) != target.name:
                again.append(docname)
    execute_all(stale, store)
    env.executed_names = {docname: target.name for docname, target in app.executed.items()}
    return [*again, *(["index"] if again else [])]  # the landing page shows a player of a chapter


class PlayerDirective(SphinxDirective):
    """`{player} book/03-backprop` with a player's title as content: shows that executed player on another page."""

    required_arguments = 1
    has_content = True

    def run(self):
        title = " ".join(self.content)
        notebook = nbformat.read(self.env.app.executed[self.arguments[0]], 4)
        for cell in notebook.cells:
            for output in cell.get("outputs", []):
                if output.get("data", {}).get("text/plain", "").startswith(f"<Player: {title},"):
                    return [nodes.raw("", output.data["text/html"], format="html")]
        raise self.error(f"{self.arguments[0]} has no player with the title {title!r}")


def execute_all(stale, store):
    """Run (path, target) pairs side by side; raise one error that names every cell that failed."""
    for name in ("OMP_NUM_THREADS", "OPENBLAS_NUM_THREADS"):  # kernels side by side would fight over the cores
        os.environ.setdefault(name, "1")
    with ProcessPoolExecutor(max_workers=os.cpu_count()) as pool:
        futures = [(path, target, pool.submit(run, str(path), str(target))) for path, target in stale]
        results = []
        for path, target, future in futures:
            trouble, seconds = future.result()
            results.append((path, target, trouble))
            print(f"executed {path.name} in {seconds:.1f} s", flush=True)
    for path, target, trouble in results:
        for old in store.glob(f"{path.stem}.*.ipynb"):
            if old != target and not trouble:
                old.unlink()
    failed = [trouble for *_, trouble in results if trouble]
    if failed:
        raise ExtensionError("notebooks failed:\n" + "\n".join(failed))


def use_executed(app, docname, content):
    """Hand Sphinx the executed copy instead of the committed notebook."""
    if docname in app.executed:
        content[0] = app.executed[docname].read_text(encoding="utf-8")


def setup(app):
    app.add_directive("player", PlayerDirective)
    app.connect("env-get-outdated", execute_outdated)
    app.connect("source-read", use_executed)
    return {"parallel_read_safe": False, "parallel_write_safe": True, "version": "1"}
