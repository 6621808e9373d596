"""The runner's edition: notebooks that need neither Sphinx nor this repository, in a folder and in zips."""
import ast
import re
import shutil
import tomllib
from functools import cache

import nbformat
from beside import contents, page_beside
from execute import note_of
from facts import Facts
from live import archive, below
from plain_cells import chapter, text_page
from roots import ROOT
from states import PACKAGES

EXECUTED = ROOT / "_build" / "executed"
IN_ZIPS = ("notation", "glossary", "bibliography")  # beside each chapter
CALLED = {"scikit_learn": "sklearn"}  # the names of those packages that are imported by another name
LINK = re.compile(r"\[([^\[\]]*)\]\(([\w.-]+\.ipynb)(?:[^()]|\([^()]*\))*\)")
README = """\
# Deep Learning and Data Mining, Connected: notebooks
Unpack all in one folder and run there: `pip install -r requirements.txt`, then `jupyter lab`, and open {first}.
In Colab, upload the zip of a chapter and its notebook, and run first: `!unzip -qo {zip}`.
"""


def required():
    """The lines of pyproject.toml that say what the chapters need."""
    project = tomllib.loads((ROOT / "pyproject.toml").read_text(encoding="utf-8"))["project"]
    return [*project["dependencies"], *project["optional-dependencies"]["chapters"]]


def module(requirement):
    """What a package is imported by."""
    name = re.split("[<>=]", requirement)[0].replace("-", "_")
    return CALLED.get(name, name)


@cache
def imported(code):
    """The packages that a piece of code imports anywhere."""
    nodes = list(ast.walk(ast.parse(code)))
    names = [alias.name for node in nodes if isinstance(node, ast.Import) for alias in node.names]
    names += [node.module for node in nodes if isinstance(node, ast.ImportFrom) and not node.level]
    return {name.split(".")[0] for name in names}


def modules_of(executed):
    """The required packages that a chapter, or a module of dldm that its last run loaded, imports; those that only
    some function imports, which the run did not call, are left out.
    """
    code = [cell.source for cell in nbformat.read(executed, 4).cells if cell.cell_type == "code"]
    note = note_of(executed)
    code += [(ROOT / file).read_text(encoding="utf-8") for file in note["modules"] if file.endswith(".py")]
    idle = set(PACKAGES) - {name for cell in note["cells"] for name in cell["packages"]}
    return set(map(module, required())) & set().union(*map(imported, code)) - idle


def notebooks(facts):
    """{name: notebook} of the whole edition."""
    made = {"00-contents": text_page(facts, "index", contents(facts))}
    for page in facts.pages:
        name = page.rpartition("/")[2]
        executed = EXECUTED / f"{name}.ipynb"
        made[name] = (chapter(facts, page, executed, modules_of(executed)) if (ROOT / f"{page}.ipynb").exists()
                      else page_beside(facts, page))
    for notebook in made.values():
        nbformat.validate(notebook)
    return made


def unlinked(notebook, files):
    """The notebook's text, with words in place of links to notebooks that are not among these files."""
    def words(match):
        return match[0] if match[2] in files else match[1]
    notebook = nbformat.from_dict(notebook)
    for cell in notebook.cells:
        if cell.cell_type == "markdown":
            cell.source = LINK.sub(words, cell.source)
    return notebook


def encoded(notebook):
    return nbformat.writes(notebook).encode() + b"\n"


def packed(name, made):
    """{file: bytes} of a chapter's zip, beside what all have in common."""
    files = {f"{other}.ipynb": made[other] for other in (name, *IN_ZIPS)}
    texts = {file: encoded(unlinked(notebook, files)) for file, notebook in files.items()}
    return texts | {"README.md": README.format(first=f"{name}.ipynb", zip=f"{name}.zip").encode()}


def common():
    """{file: bytes} of what lies beside every notebook."""
    lines = "\n".join([*required(), ""])
    return below(ROOT / "book" / "dldm", ROOT / "book") | {"requirements.txt": lines.encode()}


def write(target):
    """Write the edition into the folder, in place of what is there; returns (notebooks, chapters) by name."""
    made, shared = notebooks(Facts()), common()
    files = shared | {f"{name}.ipynb": encoded(notebook) for name, notebook in made.items()}
    files["README.md"] = README.format(first="00-contents.ipynb", zip="NAME.zip").encode()
    shutil.rmtree(target, ignore_errors=True)
    for file, data in files.items():
        (target / file).parent.mkdir(parents=True, exist_ok=True)
        (target / file).write_bytes(data)
    chapters = [name for name in made if (ROOT / "book" / f"{name}.ipynb").exists()]
    archive(target / "common.zip", shared)  # packed once: that takes longer than all the rest
    for name in chapters:
        shutil.copyfile(target / "common.zip", target / f"{name}.zip")
        archive(target / f"{name}.zip", packed(name, made), "a")
    (target / "common.zip").unlink()
    return list(made), chapters


def lay_beside(target, html):
    """Copy of a written edition what the pages offer: each chapter's notebook and its zip."""
    beside = html / "_notebooks"
    shutil.rmtree(beside, ignore_errors=True)
    beside.mkdir()
    for file in target.glob("*.zip"):
        shutil.copy(file, beside)
        shutil.copy(file.with_suffix(".ipynb"), beside)
