"""The runner's edition: plain notebooks that need neither Sphinx nor this repository, in a folder and in a zip a chapter.

    python tools/notebooks
"""
import ast
import re
import shutil
import sys
import tomllib

import nbformat
from beside import contents, page_beside
from facts import ROOT, Facts
from live import archive, below
from plain_cells import chapter, text_page

EXECUTED, TARGET = ROOT / "_build" / "executed", ROOT / "_build" / "notebooks"
IN_ZIPS = ("notation", "glossary", "bibliography")  # beside each chapter
CALLED = {"scikit-learn": "sklearn"}  # the names of those packages that are imported by another name
README = """\
# Deep Learning and Data Mining, Connected: notebooks
Unpack all in one folder and run there: `pip install -r requirements.txt`, then `jupyter lab`, and open {first}.
In Colab, upload the zip of a chapter and its notebook, and run first: `!unzip -qo {zip}`.
"""


def required():
    """(What every chapter needs, what some need besides), as pyproject.toml has it."""
    project = tomllib.loads((ROOT / "pyproject.toml").read_text(encoding="utf-8"))["project"]
    return project["dependencies"], project["optional-dependencies"]["chapters"]


def module(requirement):
    name = re.split("[<>=]", requirement)[0]
    return CALLED.get(name, name)


def modules_of(source):
    """What a chapter imports among the modules that it might lack: the package, its needs, and its own."""
    always, some = ([module(line) for line in lines] for lines in required())
    code = "\n".join(cell.source for cell in source.cells if cell.cell_type == "code")
    names = {alias.name.split(".")[0] for node in ast.walk(ast.parse(code)) if isinstance(node, ast.Import)
             for alias in node.names}
    names |= {node.module.split(".")[0] for node in ast.walk(ast.parse(code)) if isinstance(node, ast.ImportFrom)}
    return {"dldm", *always, *(name for name in some if name in names)}


def notebooks(facts):
    """{name: notebook} of the whole edition."""
    made = {"00-contents": text_page(facts, "index", contents(facts))}
    for page in facts.pages:
        name = page.rpartition("/")[2]
        executed = EXECUTED / f"{name}.ipynb"
        if (ROOT / f"{page}.ipynb").exists():
            made[name] = chapter(facts, page, executed, modules_of(nbformat.read(executed, 4)))
        else:
            made[name] = page_beside(facts, page)
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
            cell.source = re.sub(r"\[([^\[\]]*)\]\(([\w.-]+\.ipynb)[^)]*\)", words, cell.source)
    return notebook


def encoded(notebook):
    return nbformat.writes(notebook).encode() + b"\n"


def packed(name, made, common):
    """{file: bytes} of a chapter's zip."""
    files = {f"{other}.ipynb": made[other] for other in (name, *IN_ZIPS)}
    texts = {file: encoded(unlinked(notebook, files)) for file, notebook in files.items()}
    return common | texts | {"README.md": README.format(first=f"{name}.ipynb", zip=f"{name}.zip").encode()}


def main():
    made = notebooks(Facts())
    always, some = required()
    common = below(ROOT / "book" / "dldm", ROOT / "book")
    common["requirements.txt"] = "\n".join([*always, *some, ""]).encode()
    readme = README.format(first="00-contents.ipynb", zip="NAME.zip").encode()
    files = common | {f"{name}.ipynb": encoded(notebook) for name, notebook in made.items()} | {"README.md": readme}
    shutil.rmtree(TARGET, ignore_errors=True)
    for file, data in files.items():
        (TARGET / file).parent.mkdir(parents=True, exist_ok=True)
        (TARGET / file).write_bytes(data)
    chapters = [name for name in made if (ROOT / "book" / f"{name}.ipynb").exists()]
    for name in chapters:
        archive(TARGET / f"{name}.zip", packed(name, made, common))
    print(f"{TARGET}: {len(made)} notebooks, and a zip for each of the {len(chapters)} chapters")


if __name__ == "__main__":
    sys.exit(main())
