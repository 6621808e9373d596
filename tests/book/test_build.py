"""The build: what makes a notebook stale, what makes it fail, and what the set-up says when it cannot go on."""
import json
import os
import shutil
import subprocess
import sys
from collections import namedtuple
from pathlib import Path
from types import SimpleNamespace

import nbformat
import pytest
from nbformat.v4 import new_code_cell, new_markdown_cell, new_notebook, new_output

ROOT = Path(__file__).resolve().parents[2]


sys.path += [str(ROOT / "ext"), str(ROOT / "tools")]

import execute  # noqa: E402
import pages  # noqa: E402
import refresh  # noqa: E402
import set_up  # noqa: E402


def notebook(*cells):
    return new_notebook(cells=[new_code_cell(cell) for cell in cells])


# ---------------------------------------------------------------- what makes a notebook stale

FILES = {  # a small repository: `near` loads `far` by a name made at run time, the notebook never loads `other`
    "requirements.txt": "numpy==2", "ext/execute.py": "", "ext/states.py": "", "book/dldm/__init__.py": "",
    "book/dldm/near/__init__.py": "from .plain import load", "book/dldm/near/near.css": "p {}",
    "book/dldm/near/plain.py": "import importlib\n\ndef load(name):\n    return importlib.import_module(name)\n",
    "book/dldm/near/data/a.json": "{}", "book/dldm/near/unused.py": "", "book/dldm/far/__init__.py": "",
    "book/dldm/far/specs.py": "", "book/dldm/far/specs_of_another.py": "",
    "book/dldm/other/__init__.py": "", "book/dldm/other/other.css": "", "book/_static/book.css": "", "book/a.bib": "",
}
CELLS = ["from dldm.near import load", "load('dldm.f' + 'ar.specs')\nprint('{broken')"]


@pytest.fixture(scope="module")
def once(tmp_path_factory):
    """(Root of the small repository, the notebook, its copy), executed once."""
    root = tmp_path_factory.mktemp("house").resolve()
    for name, text in FILES.items():
        (root / name).parent.mkdir(parents=True, exist_ok=True)
        (root / name).write_text(text, encoding="utf-8")
    path, store = root / "book" / "a.ipynb", root / "_build" / "executed"
    nbformat.write(new_notebook(cells=[new_markdown_cell("prose"), *notebook(*CELLS).cells]), path)
    execute.execute_all([path], store, root, execute.snapshot(root))
    return root, path, store / path.name


@pytest.fixture
def book(once):
    """`once`, as it was after the run, whatever the test before did to it."""
    before = {file: file.read_bytes() for file in once[0].rglob("*") if file.is_file()}
    yield once
    for file in {file for file in once[0].rglob("*") if file.is_file()} - set(before):
        file.unlink()
    for file, data in before.items():
        file.write_bytes(data)


def is_fresh(book):
    root, path, copy = book
    return execute.is_fresh(path, copy, execute.snapshot(root))


LOADED = ["near/__init__.py", "near/plain.py", "near/near.css", "near/data/a.json", "far/__init__.py", "far/specs.py"]


@pytest.mark.parametrize("edited", [*execute.ALWAYS, *("book/dldm/" + name for name in LOADED)])
def test_an_edit_of_what_the_notebook_loaded_makes_it_stale(book, edited):
    assert is_fresh(book)
    with (book[0] / edited).open("a", encoding="utf-8") as file:
        file.write("\n")
    assert not is_fresh(book)


def test_a_file_that_is_gone_and_new_data_make_it_stale(book):
    (book[0] / "book/dldm/near/data/b.csv").write_text("1", encoding="utf-8")
    assert not is_fresh(book)
    (book[0] / "book/dldm/near/data/b.csv").unlink()
    assert is_fresh(book)
    (book[0] / "book/dldm/far/specs.py").unlink()
    assert not is_fresh(book)


@pytest.mark.parametrize("edited", [
    "book/dldm/near/unused.py", "book/dldm/far/specs_of_another.py", "book/dldm/other/__init__.py",
    "book/dldm/other/other.css", "book/_static/book.css", "book/a.bib", "book/b.ipynb", "book/dldm/new.py"])
def test_an_edit_of_anything_else_does_not(book, edited):
    with (book[0] / edited).open("a", encoding="utf-8") as file:
        file.write("\n")
    assert is_fresh(book)


@pytest.mark.parametrize("change", [
    lambda nb: nb.cells[0].update(source="other prose"), lambda nb: nb.cells[1].update(source="1"),
    lambda nb: nb.cells[1].update(metadata={"mystnb": {"image": {"alt": "x"}}}),
    lambda nb: nb.metadata.update(mystnb={"number_source_lines": True}), lambda nb: nb.cells.pop()])
def test_code_prose_and_metadata_are_in_the_key_outputs_and_counts_are_not(book, change):
    edited = nbformat.read(book[1], 4)
    edited.cells[1].update(outputs=[new_output("stream", text="1")], execution_count=7)
    nbformat.write(edited, book[1])
    assert is_fresh(book)
    change(edited)
    nbformat.write(edited, book[1])
    assert not is_fresh(book)


def test_the_question_what_was_loaded_leaves_no_trace(book):
    copy = nbformat.read(book[2], 4)
    assert [cell.source for cell in copy.cells] == ["prose", *CELLS]
    assert copy.cells[-1].outputs[0].text == "{broken\n"
    assert set(execute.note_of(book[2])["modules"]) == {
        "book/dldm/" + name for name in ["__init__.py", *LOADED] if name.endswith(".py")}


def test_without_its_copy_or_its_note_a_notebook_is_stale(book):
    book[2].with_suffix(".json").unlink()
    assert not is_fresh(book)


def test_what_is_edited_during_the_run_makes_it_stale(book):
    root, path, copy = book
    before = execute.snapshot(root)
    with (root / "book/dldm/far/specs.py").open("a", encoding="utf-8") as file:
        file.write("print()")
    execute.execute_all([path], copy.parent, root, before)
    assert not is_fresh(book)


def test_the_longest_run_starts_first_and_before_it_what_never_ran(tmp_path):
    for name, seconds in (("a", 2.5), ("b", 30), ("c", None), ("d", None)):
        path = tmp_path / f"{name}.ipynb"
        path.write_text("{}" + " " * (name == "d"), encoding="utf-8")
        if seconds:
            path.with_suffix(".json").write_text(f'{{"seconds": {seconds}}}', encoding="utf-8")
    assert [p.stem for p in execute.longest_first(sorted(tmp_path.glob("*.ipynb")), tmp_path)] == list("dcba")


# ---------------------------------------------------------------- running


def write(folder, *cells):
    path = folder / "tiny.ipynb"
    nbformat.write(notebook(*cells), path)
    return path


def test_text_that_a_busy_kernel_cut_is_joined_without_a_new_line():
    out = [nbformat.v4.new_output("stream", name=name, text=text) for name, text in
           (("stdout", "highest 0.33,"), ("stderr", "odd"), ("stdout", " irises\n"))]
    shown = nbformat.v4.new_output("display_data", data={"text/plain": "x"})
    joined = execute.join_streams([*out[:2], shown, out[2]])
    assert [o.output_type for o in joined] == ["stream", "stream", "display_data"]
    assert [o.text for o in joined[:2]] == ["highest 0.33, irises\n", "odd"]


def test_a_good_notebook_is_executed_into_the_store(tmp_path):
    target = tmp_path / "store" / "tiny.ipynb"
    trouble, seconds, modules, notes = execute.run(str(write(tmp_path, "a = 2", "print(a + 1)")), str(target))
    assert trouble == "" and seconds > 0 and json.__file__ in modules
    assert len(notes) == 3 and all(note["rngs"] == {} for note in notes)  # before the first cell, and after each
    assert nbformat.read(target, 4).cells[1].outputs[0].text == "3\n"


def test_all_faults_of_a_notebook_are_named_with_their_cells(tmp_path):
    """An error does not hide the warning after it, and nothing is stored."""
    path = write(tmp_path, "a = 1", "1 / 0", "import warnings; warnings.warn('odd')", "print('fine')")
    trouble, *_ = execute.run(str(path), str(tmp_path / "store" / "tiny.ipynb"))
    assert "tiny.ipynb, cell 1:" in trouble and "ZeroDivisionError" in trouble
    assert "tiny.ipynb, cell 2:" in trouble and "UserWarning: odd" in trouble
    assert "cell 0" not in trouble and "cell 3" not in trouble and "\x1b" not in trouble
    assert not (tmp_path / "store").exists()


def test_a_cell_that_never_ends_and_a_kernel_that_dies_are_named(tmp_path, monkeypatch):
    monkeypatch.setattr(execute, "TIMEOUT", 1)
    for code in ("import time; time.sleep(60)", "import os; os._exit(1)"):
        trouble, *_ = execute.run(str(write(tmp_path, "a = 1", code)), str(tmp_path / "store" / "tiny.ipynb"))
        assert trouble.startswith("tiny.ipynb: ") and ("time.sleep(60)" in trouble or "died" in trouble)
    assert not (tmp_path / "store").exists()


def test_complaints_are_errors_and_stderr_only():
    cell = new_code_cell("x", outputs=[
        new_output("stream", name="stdout", text="fine"), new_output("stream", name="stderr", text="odd"),
        new_output("display_data", data={"text/plain": "fine"}),
        new_output("error", ename="E", evalue="v", traceback=["\x1b[31mbad\x1b[0m"])])
    assert list(execute.complaints(cell)) == ["odd", "bad"]


def test_a_failing_notebook_fails_the_build_and_keeps_the_last_good_copy(tmp_path):
    store, files = tmp_path / "store", {}
    copy = store / "tiny.ipynb"

    def printed(*cells):
        execute.execute_all([write(tmp_path, *cells)], store, tmp_path, files)
        return nbformat.read(copy, 4).cells[0].outputs[0].text

    assert printed("print(1)") == "1\n"
    note = execute.note_of(copy)
    with pytest.raises(execute.ExtensionError, match="tiny.ipynb, cell 0"):
        printed("1 / 0")
    assert nbformat.read(copy, 4).cells[0].source == "print(1)" and execute.note_of(copy) == note
    assert printed("print(2)") == "2\n" and execute.note_of(copy)["key"] != note["key"]


def test_refresh_keeps_text_and_drops_pictures_html_and_times():
    made = notebook("x")
    made.cells[0].metadata["execution"] = {"iopub.execute_input": "2026-01-01"}
    made.cells[0].outputs = [new_output("display_data", metadata={"image/png": {"width": 9}}, data={
        "text/plain": "<Figure>", "image/png": "aaaa", "image/svg+xml": "<svg/>", "text/html": "<b/>"})]
    refresh.strip(made)
    assert made.cells[0].outputs[0].data == {"text/plain": "<Figure>"}
    assert made.cells[0].outputs[0].metadata == {} == made.cells[0].metadata


# ---------------------------------------------------------------- listings are made by the build

LISTED = "print(0.5)\nfrom dldm.nn import relu\nfrom dldm.page import show\nshow(relu)"


def test_the_copy_holds_the_listing_refresh_drops_it_and_keeps_what_stands_beside_it(monkeypatch, tmp_path):
    monkeypatch.setenv("PYTHONPATH", str(ROOT / "book"))
    made, *_ = execute.executed(str(write(tmp_path, LISTED)))
    assert "def relu" in made.cells[0].outputs[1].data["text/markdown"]
    refresh.strip(made)
    assert [output.get("text") for output in made.cells[0].outputs] == ["0.5\n"]


def test_nbval_leaves_listings_out_and_still_finds_a_wrong_number_beside_one(tmp_path):
    tiny = notebook(LISTED, LISTED, LISTED)
    listing = new_output("execute_result", data={"text/plain": "def relu", "text/markdown": "```python\ndef relu\n```"})
    for count, (cell, number) in enumerate(zip(tiny.cells, ("0.5", "0.6", "0.5")), 1):
        cell.execution_count, cell.outputs = count, [new_output("stream", text=number + "\n")]
    tiny.cells[2].outputs.append(listing)
    nbformat.write(tiny, tmp_path / "tiny.ipynb")
    command = [sys.executable, "-m", "pytest", "-p", "conftest", "--nbval", "--nbval-current-env", tmp_path]
    done = subprocess.run(command,
                          env={**os.environ, "PYTHONPATH": f"{ROOT}{os.pathsep}{ROOT / 'book'}"}, cwd=tmp_path,
                          capture_output=True, text=True)
    assert "2 failed, 1 passed" in done.stdout
    assert {f"Cell {i}" for i in range(3) if f"FAILED tiny.ipynb::Cell {i}" in done.stdout} == {"Cell 1", "Cell 2"}


# ---------------------------------------------------------------- the set-up


def refusal(call, *arguments):
    with pytest.raises(SystemExit) as stop:
        call(*arguments)
    assert "\n" not in str(stop.value)
    return str(stop.value)


def test_an_old_python_is_told_so(monkeypatch, tmp_path):
    monkeypatch.setattr(sys, "version_info", (3, 10, 13))
    message = refusal(set_up.main, str(tmp_path / "venv"), str(tmp_path / "lock"))
    assert "Python 3.10" in message and "3.11 or newer" in message and "make PYTHON=" in message


def test_an_old_python_can_read_the_set_up():
    """No syntax or import that Python 3.6 lacks, or it would die before it can say why."""
    import ast

    ast.parse((ROOT / "tools" / "set_up.py").read_text(encoding="utf-8"), feature_version=(3, 6))


def test_a_missing_lock_is_named(tmp_path):
    message = refusal(set_up.main, str(tmp_path / "venv"), str(tmp_path / "none.txt"))
    assert "none.txt" in message and "top folder" in message and not (tmp_path / "venv").exists()


def test_a_full_disk_is_told_before_anything_is_made(monkeypatch, tmp_path):
    usage = namedtuple("usage", "total used free")
    monkeypatch.setattr(shutil, "disk_usage", lambda path: usage(10**10, 10**10, 3 * 10**8))
    message = refusal(set_up.main, str(tmp_path / "venv"), str(tmp_path / "lock"))
    assert "0.3 GB" in message and "needs 2" in message and not (tmp_path / "venv").exists()


def test_a_lock_that_cannot_be_installed_says_why_and_where_the_log_is(tmp_path, capsys):
    lock, folder = tmp_path / "lock.txt", tmp_path / "venv"
    lock.write_text("a-package-without-a-hash==1.0\n", encoding="utf-8")
    folder.mkdir()
    message = refusal(set_up.install, sys.executable, str(folder), str(lock))
    assert "could not be installed" in message and "hash" in message.lower() and "install.log" in message
    assert "hash" in (folder / "install.log").read_text(encoding="utf-8").lower()


def test_a_page_whose_source_is_gone_goes_with_the_next_build(tmp_path):
    for name in ("index", "search", "book/kept", "book/gone", "_static/frame"):
        (tmp_path / name).parent.mkdir(exist_ok=True)
        (tmp_path / f"{name}.html").write_text("")
    app = SimpleNamespace(outdir=tmp_path, builder=SimpleNamespace(format="html"),
                          env=SimpleNamespace(found_docs={"index", "book/kept"}))
    pages.drop_removed(app, RuntimeError("failed"))
    assert (tmp_path / "book/gone.html").exists()
    pages.drop_removed(app, None)
    left = {page.relative_to(tmp_path).as_posix() for page in tmp_path.rglob("*.html")}
    assert left == {"index.html", "search.html", "book/kept.html", "_static/frame.html"}
