"""The build: what makes a notebook stale, what makes it fail, and what the set-up says when it cannot go on."""
import shutil
import sys
from collections import namedtuple
from pathlib import Path

import nbformat
import pytest
from nbformat.v4 import new_code_cell, new_markdown_cell, new_notebook, new_output

ROOT = Path(__file__).resolve().parents[2]


sys.path += [str(ROOT / "ext"), str(ROOT / "tools")]

import execute  # noqa: E402
import refresh  # noqa: E402
import set_up  # noqa: E402


def notebook(*cells):
    return new_notebook(cells=[new_code_cell(cell) for cell in cells])


# ---------------------------------------------------------------- the key


@pytest.fixture
def book(tmp_path):
    """A small repository: `near` imports `far` inside a function, nothing imports `other`."""
    package = tmp_path / "book" / "dldm"
    package.mkdir(parents=True)
    (tmp_path / "book" / "data").mkdir()
    for path, text in {
        "requirements.txt": "numpy==2", "book/dldm/datasets/data/a.json": "{}", "book/dldm/__init__.py": "",
        "book/dldm/near.py": "def f():\n    from .far import g\n    return g()", "book/dldm/far.py": "g = abs",
        "book/dldm/near.css": "p {}", "book/dldm/other.py": "", "book/dldm/datasets.py": "",
        "book/dldm/_ex_ch01.py": "from ._ex_ch01_more import X", "book/dldm/_ex_ch01_more.py": "X = 1",
    }.items():
        (tmp_path / path).write_text(text, encoding="utf-8")
    return tmp_path


def key(book, *cells):
    return execute.key_of(book / "book" / "a.ipynb", notebook(*cells), book)


NEAR = "%matplotlib inline\nfrom dldm.near import f\nf()"


@pytest.mark.parametrize("cell, edited", [
    (NEAR, "book/dldm/near.py"), (NEAR, "book/dldm/far.py"), (NEAR, "book/dldm/near.css"),
    (NEAR, "book/dldm/__init__.py"), (NEAR, "requirements.txt"),
    ("import dldm.near", "book/dldm/far.py"), ("import dldm.near as n", "book/dldm/near.py"),
    ("from dldm import near", "book/dldm/near.py"), ("from dldm import near as n", "book/dldm/far.py"),
    ("if True:\n    from dldm.near import f", "book/dldm/far.py"),
    ("from dldm.datasets import DATA", "book/dldm/datasets/data/a.json"), ("from dldm import datasets", "book/dldm/datasets/data/a.json"),
    ('check("ch01-p1")', "book/dldm/_ex_ch01.py"), ('check("ch01-p1")', "book/dldm/_ex_ch01_more.py"),
    ("check('ch01-p1')", "book/dldm/_ex_ch01.py"),
])
def test_an_edit_of_what_the_notebook_reaches_makes_it_stale(book, cell, edited):
    before = key(book, cell)
    with (book / edited).open("a", encoding="utf-8") as file:
        file.write("\n# a comment")
    assert key(book, cell) != before


@pytest.mark.parametrize("edited", ["book/dldm/other.py", "book/dldm/_ex_ch01.py", "book/dldm/datasets/data/a.json"])
def test_an_edit_of_anything_else_does_not(book, edited):
    before = key(book, NEAR)
    (book / edited).write_text("changed = 1", encoding="utf-8")
    assert key(book, NEAR) == before


def test_code_prose_and_metadata_of_the_cells_are_in_the_key(book):
    path, first = book / "book" / "a.ipynb", new_notebook(cells=[new_markdown_cell("a"), new_code_cell("1")])
    keys = {execute.key_of(path, first, book)}
    for change in ({"source": "2"}, {"metadata": {"mystnb": {"image": {"alt": "x"}}}}, {"cell_type": "markdown"}):
        first.cells[1].update(change)
        keys.add(execute.key_of(path, first, book))
    first.cells[0].source = "b"
    assert len(keys | {execute.key_of(path, first, book)}) == 5


def test_outputs_and_counts_are_not_in_the_key(book):
    first = notebook("1")
    before = execute.key_of(book / "book" / "a.ipynb", first, book)
    first.cells[0].outputs, first.cells[0].execution_count = [new_output("stream", text="1")], 7
    assert execute.key_of(book / "book" / "a.ipynb", first, book) == before


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
    target = tmp_path / "store" / "tiny.0.ipynb"
    trouble, seconds = execute.run(str(write(tmp_path, "a = 2", "print(a + 1)")), str(target))
    assert trouble == "" and seconds > 0
    assert nbformat.read(target, 4).cells[1].outputs[0].text == "3\n"


def test_all_faults_of_a_notebook_are_named_with_their_cells(tmp_path):
    """An error does not hide the warning after it, and nothing is stored."""
    path = write(tmp_path, "a = 1", "1 / 0", "import warnings; warnings.warn('odd')", "print('fine')")
    trouble, _ = execute.run(str(path), str(tmp_path / "store" / "tiny.0.ipynb"))
    assert "tiny.ipynb, cell 1:" in trouble and "ZeroDivisionError" in trouble
    assert "tiny.ipynb, cell 2:" in trouble and "UserWarning: odd" in trouble
    assert "cell 0" not in trouble and "cell 3" not in trouble and "\x1b" not in trouble
    assert not (tmp_path / "store").exists()


def test_a_cell_that_never_ends_is_named(tmp_path, monkeypatch):
    monkeypatch.setattr(execute, "TIMEOUT", 1)
    path = write(tmp_path, "import time", "time.sleep(60)")
    try:
        trouble, _ = execute.run(str(path), str(tmp_path / "store" / "tiny.0.ipynb"))
    except Exception as error:  # nbclient's own error: it quotes the cell
        trouble = str(error)
    assert "time.sleep(60)" in trouble
    assert not (tmp_path / "store").exists()


def test_complaints_are_errors_and_stderr_only():
    cell = new_code_cell("x", outputs=[
        new_output("stream", name="stdout", text="fine"), new_output("stream", name="stderr", text="odd"),
        new_output("display_data", data={"text/plain": "fine"}),
        new_output("error", ename="E", evalue="v", traceback=["\x1b[31mbad\x1b[0m"])])
    assert list(execute.complaints(cell)) == ["odd", "bad"]


def test_a_failing_notebook_fails_the_build_and_keeps_the_last_good_copy(tmp_path):
    store = tmp_path / "store"
    old, new = store / "tiny.old.ipynb", store / "tiny.new.ipynb"
    execute.execute_all([(write(tmp_path, "print(1)"), old)], store)
    with pytest.raises(execute.ExtensionError, match="tiny.ipynb, cell 0"):
        execute.execute_all([(write(tmp_path, "1 / 0"), new)], store)
    assert old.exists() and not new.exists()
    execute.execute_all([(write(tmp_path, "print(2)"), new)], store)
    assert new.exists() and not old.exists()


def test_refresh_keeps_text_and_drops_pictures_html_and_times():
    made = notebook("x")
    made.cells[0].metadata["execution"] = {"iopub.execute_input": "2026-01-01"}
    made.cells[0].outputs = [new_output("display_data", metadata={"image/png": {"width": 9}}, data={
        "text/plain": "<Figure>", "image/png": "aaaa", "image/svg+xml": "<svg/>", "text/html": "<b/>"})]
    refresh.strip(made)
    assert made.cells[0].outputs[0].data == {"text/plain": "<Figure>"}
    assert made.cells[0].outputs[0].metadata == {} == made.cells[0].metadata


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
