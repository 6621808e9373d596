"""The runner's edition: nothing raw in it, every link leads on, and it runs where it is unpacked."""
import hashlib
import io
import json
import os
import re
import subprocess
import sys
import zipfile
from contextlib import redirect_stdout
from pathlib import Path
from urllib.parse import unquote

import nbformat
import pytest
from exercise_tools import CHAPTERS, cells, solutions, specs
from exercise_tools import notebook as source_of
from nbformat.v4 import new_code_cell, new_markdown_cell, new_notebook

ROOT = Path(__file__).resolve().parents[2]
BOOK, HTML = ROOT / "book", ROOT / "_build" / "html" / "book"
sys.path += [str(ROOT / "tools" / "notebooks"), str(ROOT / "tools" / "machines")]

import edition  # noqa: E402
import lab  # noqa: E402
from facts import Facts, anchor  # noqa: E402
from from_myst import Plainer  # noqa: E402
from outputs import TEXT, without_listings  # noqa: E402
from plain_cells import first_cell  # noqa: E402

RAW = re.compile(r"\{[\w:-]+\}`|`{3,}\{|:::|^\s*>?\s*\([\w-]+\)=\s*$|^\s*>?\s*:[\w-]+:|\$\$ *\(|^%|\]\(#?\)", re.M)
CODE = re.compile(r"^```\w.*?^```", re.S | re.M)
LINK = re.compile(r"\]\(([^()#\s]*)#?((?:[^()\s]|\([^()\s]*\))*)\)")


@pytest.fixture(scope="module")
def folder(tmp_path_factory):
    """The whole edition, written from the last build."""
    target = tmp_path_factory.mktemp("runner") / "notebooks"
    edition.write(target)
    return target


@pytest.fixture(scope="module")
def made(folder):
    return {path.stem: nbformat.read(path, 4) for path in sorted(folder.glob("*.ipynb"))}


@pytest.fixture(scope="module")
def facts():
    return Facts()


def test_no_output_waits_for_a_widget_of_the_build(made):
    kinds = {kind for notebook in made.values() for cell in notebook.cells for output in cell.get("outputs", [])
             for kind in output.get("data", {})}
    assert "text/html" in kinds and not any("widget" in kind or "dldm" in kind for kind in kinds)


def prose(notebook):
    """[Markdown of a cell] without the code in it."""
    return [CODE.sub("", cell.source) for cell in notebook.cells if cell.cell_type == "markdown"]


def page(name):
    return (HTML / f"{name}.html").read_text(encoding="utf-8")


# ---------------------------------------------------------------- nothing raw


def raw(notebook):
    """What is left of MyST in a notebook's Markdown and in the Markdown that its cells print."""
    printed = [output["data"].get("text/markdown", "") for cell in notebook.cells for output in cell.get("outputs", [])
               if "data" in output and "```" not in output["data"].get("text/markdown", "")]
    return [found[0] for text in [*prose(notebook), *printed] for found in RAW.finditer(text)]


def test_nothing_is_raw_and_every_notebook_is_valid(made):
    assert len(made) == 29
    for name, notebook in made.items():
        nbformat.validate(notebook)
        assert raw(notebook) == [], name


@pytest.mark.parametrize("planted", [
    "see {ref}`chapter 3 <chapter-3>`", "by {eq}`eq-1-bound`", "{cite:t}`cox1958`", "````{exercise} Count\n````",
    "> ```{note}\n> x\n> ```", ":::{div} ledger\n:::", "(sec-1)=\n## 1", ":label: ex-1",
    "$$\nx\n$$ (eq-1)", "% A1: c1"])
def test_a_planted_piece_of_myst_is_found(planted):
    notebook = new_notebook(cells=[new_markdown_cell("fine\n" + planted)])
    assert raw(notebook) != [] and raw(new_notebook(cells=[new_markdown_cell("fine")])) == []


def test_an_opening_is_left_out_and_what_stands_around_it_stays(facts):
    text = "**Is it?**\n\n```{opening} fig-c51-hook\nWhy?\n```\n\nProse."
    assert Plainer(facts, "book/05-1a-centres", str).plain(text).split() == ["**Is", "it?**", "Prose."]


@pytest.mark.parametrize("planted", ["{foreseen}`by nobody`", "```{note} x\ny\n```\n", "{ref}`no-such-label`"])
def test_what_nobody_foresaw_stops_the_run(facts, planted):
    with pytest.raises(KeyError):
        Plainer(facts, "book/03-backprop", str).plain(planted)


# ---------------------------------------------------------------- links and numbers


def headings(notebook):
    return [re.sub("[`*]", "", heading).replace(" ", "-") for text in prose(notebook)
            for heading in re.findall(r"^#+ (.*)$", text, re.M)]


def dead(notebooks):
    """Links that lead to no file among {name: notebook}, or to no heading in it."""
    known = {name: headings(notebook) for name, notebook in notebooks.items()}
    for name, notebook in notebooks.items():
        for file, fragment in (found for text in prose(notebook) for found in LINK.findall(text)):
            target = file.removesuffix(".ipynb") if file else name
            if not file.startswith("http") and (
                    target not in known or fragment and known[target].count(unquote(fragment)) != 1):
                yield name, file, fragment


def test_every_link_leads_to_a_file_and_to_one_heading_in_it(made):
    assert sum(len(LINK.findall(text)) for notebook in made.values() for text in prose(notebook)) > 2000
    assert list(dead(made)) == []


@pytest.mark.parametrize("link", ["no-file.ipynb", "no-file.ipynb#A", "#B", "a.ipynb#B-(c)", "#C"])
def test_a_dead_link_is_found(link):
    text = f"# A\n\n[x](#A)\n\n## C\n\n## C\n\n[x]({link})"
    assert len(list(dead({"a": new_notebook(cells=[new_markdown_cell(text)])}))) == 1


def test_the_links_of_a_zip_lead_to_what_is_in_it(folder):
    for path in sorted(folder.glob("*.zip")):
        with zipfile.ZipFile(path) as packed:
            held = {Path(name).stem: nbformat.reads(packed.read(name).decode(), 4)
                    for name in packed.namelist() if name.endswith(".ipynb")}
            assert {"README.md", "requirements.txt", "dldm/__init__.py"} < set(packed.namelist())
        assert set(held) == {path.stem, "glossary", "bibliography", "notation"}
        assert list(dead(held)) == [], path.name


@pytest.mark.parametrize("name", CHAPTERS)
def test_numbers_and_glossary_links_are_those_of_the_page(made, facts, name):
    text = "\n".join(cell.source for cell in made[name].cells if cell.cell_type == "markdown")
    assert re.findall(r"\\tag\{([\w.]+)\}", text) == re.findall(r'class="eqno">\(([\w.]+)\)', page(name))
    numbers = re.findall(r"Exercise ([\w.]+) </span>", page(name))
    assert re.findall(r"^### Exercise ([\w.]+): ", text, re.M) == numbers
    captions = re.findall(r'caption-number">Figure ([\w.]+) <', page(name))
    assert re.findall(r"^\*Figure ([\w.]+)\.\* \S", text, re.M) == captions
    assert len(captions) == sum("plt.show(" in cell.source for cell in made[name].cells if cell.cell_type == "code")
    home = {id: anchor(names[0]) for (names, _), entry in zip(facts.entries, facts.env.glossary) for id in entry["ids"]}
    links = [home[id] for id in re.findall(r'class="glossary-link" href="glossary.html#([^"]*)"', page(name))]
    assert [fragment for file, fragment in LINK.findall(text) if file == "glossary.ipynb"] == links != []


# ---------------------------------------------------------------- exercises and pictures


@pytest.mark.parametrize("name", CHAPTERS)
def test_an_exercise_has_its_cells_and_a_fold_with_its_answer_and_every_hint(made, name):
    parts = {part: cells(made[name], part) for part in ("text", "stub", "check", "solution")}
    answers = solutions(name)
    for id, exercise in specs(name).items():
        assert re.match(r"### Exercise [\w.]+: \w", parts["text"][id].source), id
        assert "<details>\n<summary>Hint</summary>" in parts["text"][id].source
        for part in ("stub", "check"):
            assert parts[part][id].source == cells(source_of(BOOK / f"{name}.ipynb"), part)[id].source
        fold = parts["solution"][id].source
        assert fold.startswith("<details>\n<summary>Solution") and fold.endswith("</details>")
        assert f"```python\n{answers[id].strip()}\n```" in fold
        said = [trap.hint for trap in exercise.traps] + [exercise.why]
        assert [hint for hint in said if hint not in fold.split("```")[2]] == [], id


def test_the_hint_of_an_option_bears_its_letter(made):
    fold = cells(made["05-5-patterns"], "solution")["ch05-5-v1"].source
    assert re.search(r"- \*\*a\)\*\* 140 is more than 128, .* \*Perhaps behind it: means are compared", fold)


def test_pictures_have_words_and_players_their_html(made):
    """As the cells of the book say them; who cannot see a picture, or does not trust it, reads them."""
    told = players = 0
    for name in CHAPTERS:
        words = {cell.id: cell.metadata.get("mystnb", {}).get("image", {}).get("alt")
                 for cell in source_of(BOOK / f"{name}.ipynb").cells}
        for cell in made[name].cells:
            for data in (output["data"] for output in cell.get("outputs", []) if "data" in output):
                players += "dldm-player" in data.get("text/html", "") and data["text/plain"].startswith("<Player: ")
                assert "application/vnd.dldm.listing" not in data
                if "image/svg+xml" in data:
                    told += 1
                    assert 'role="img" aria-label="' in data["image/svg+xml"] and data["text/plain"] == words[cell.id]
    assert told > 70 and players > 40


# ---------------------------------------------------------------- it runs where it is unpacked


def run(path, folder):
    """Outputs of the code cells of a notebook, executed in its folder as if there were no repository."""
    environment = {name: value for name, value in os.environ.items() if name != "PYTHONPATH"}
    done = subprocess.run([sys.executable, ROOT / "tools/machines/in_jupyter.py", path], cwd=folder, env=environment,
                          capture_output=True, text=True)
    assert done.returncode == 0, done.stdout + done.stderr
    return json.loads(done.stdout)


def text_of(outputs):
    """What nbval compares of the outputs of a cell."""
    kept = [dict(output) for output in without_listings(outputs)]
    return [output.get("text") or {kind: value for kind, value in output["data"].items() if kind in TEXT}
            for output in kept]


@pytest.mark.long
def test_a_chapter_runs_from_its_zip_in_an_empty_folder(folder, tmp_path):
    name = "05-5-differences"  # it reads data of the book's own
    with zipfile.ZipFile(folder / f"{name}.zip") as packed:
        packed.extractall(tmp_path)
    path = tmp_path / f"{name}.ipynb"
    notebook = nbformat.read(path, 4)
    notebook.cells.append(new_code_cell("import dldm\nprint(dldm.__file__)"))
    nbformat.write(notebook, path)
    first, *others, last = run(path, tmp_path)
    assert first == [] and Path(last[0]["text"].strip()).is_relative_to(tmp_path.resolve())
    committed = [cell for cell in source_of(BOOK / f"{name}.ipynb").cells if cell.cell_type == "code"]
    assert len(others) == len(committed) > 20
    for outputs, cell in zip(others, committed):
        if "nbval-ignore-output" not in cell.metadata.get("tags", ()) and "matplotlib" not in str(outputs):
            assert text_of(outputs) == text_of(cell.outputs), cell.id


def test_the_first_cell_says_in_one_line_what_is_missing():
    said = io.StringIO()
    with redirect_stdout(said):
        exec(first_cell({"numpy"}).source, {})
        assert said.getvalue() == ""
        exec(first_cell({"numpy", "no_such_package"}).source, {})
    assert re.fullmatch(r"Missing: no_such_package - unpack .* pip install -r requirements.txt\n", said.getvalue())
    with redirect_stdout(said):
        exec(first_cell({"no_such_package"}, "https://a.org/b").source, {})
    assert said.getvalue().endswith("- or run: %pip install 'dldm[chapters] @ git+https://a.org/b'\n")


# ---------------------------------------------------------------- the student's copy


def edition_of(folder, **texts):
    for name, text in texts.items():
        (folder / "dldm").mkdir(parents=True, exist_ok=True)
        (folder / "dldm" / f"{name}.py").write_text(text, encoding="utf-8")
    return folder


def test_a_new_edition_renews_what_was_not_changed_and_nothing_else(tmp_path):
    new, copy = tmp_path / "edition", tmp_path / "copy"
    copy.mkdir()
    assert lab.renew(edition_of(new, a="1", b="1"), copy) == (["dldm/a.py", "dldm/b.py"], [])
    (copy / "dldm/b.py").write_text("mine")
    (copy / "mine.py").write_text("mine")
    for _ in range(2):
        assert lab.renew(edition_of(new, b="2"), copy)[1] == ["dldm/b.py"]
    assert lab.renew(edition_of(new, a="2", c="1"), copy) == (["dldm/a.py", "dldm/c.py"], ["dldm/b.py"])
    told = {path.name: path.read_text() for path in copy.rglob("*.py")}
    assert told == {"a.py": "2", "b.py": "mine", "c.py": "1", "mine.py": "mine"}


def digests():
    return {path: hashlib.sha256(path.read_bytes()).hexdigest() for path in BOOK.rglob("*")
            if path.is_file() and path.suffix != ".pyc"}


def test_running_and_saving_never_touches_the_book(folder, tmp_path):
    before = digests()
    lab.renew(folder, tmp_path)
    assert not any(path.is_symlink() or path.stat().st_nlink > 1 for path in tmp_path.rglob("*") if path.is_file())
    path = tmp_path / "05-5-patterns.ipynb"
    notebook = nbformat.read(path, 4)
    notebook.cells = [cell for cell in notebook.cells if cell.cell_type == "code"][:3]
    notebook.cells[-1].source += "\nopen('note.txt', 'w').write('saved')"
    nbformat.write(notebook, path)
    run(path, tmp_path)
    assert (tmp_path / "note.txt").exists() and digests() == before


def test_make_lab_opens_the_copy_and_git_does_not_see_it():
    assert lab.COPY == ROOT / "notebooks" and lab.EDITION == ROOT / "_build" / "notebooks"
    assert "/notebooks/" in (ROOT / ".gitignore").read_text(encoding="utf-8").split()
    assert re.search(r"^lab: notebooks\n\t@\$\(BIN\)/python tools/notebooks/lab.py$",
                     (ROOT / "Makefile").read_text(encoding="utf-8"), re.M)
