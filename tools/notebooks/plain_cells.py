"""The cells of a plain notebook, from those of an executed one or from the Markdown of a page."""
import platform
import re
from html import escape

from execute import executed_copy
from from_myst import Plainer
from glossary_links import Linker
from mistakes import explained
from nbformat.v4 import new_code_cell, new_markdown_cell, new_notebook

KERNEL = {"display_name": "Python 3 (ipykernel)", "language": "python", "name": "python3"}
LANGUAGE = {"codemirror_mode": {"name": "ipython", "version": 3}, "file_extension": ".py", "mimetype": "text/x-python",
            "name": "python", "nbconvert_exporter": "python", "pygments_lexer": "ipython3",
            "version": platform.python_version()}  # as the kernel says it: else opening a notebook changes it
HIDDEN = {"hide-input": "source_hidden", "hide-output": "outputs_hidden"}
SVG = "image/svg+xml"
FIRST = '''\
# Run this cell first: it prints what is missing, or nothing.
from importlib.util import find_spec

missing = [name for name in {names} if find_spec(name) is None]
if missing:
    print("Missing:", *missing, "- unpack the whole zip, open the notebook in that folder,",
          "and run: pip install -r requirements.txt"{else_run})'''
ELSE = ', "- or run: %pip install \'dldm[chapters] @ git+{repository}\'"'


def notebook(cells):
    return new_notebook(cells=cells, metadata={"kernelspec": KERNEL, "language_info": LANGUAGE})


def first_cell(names, repository=""):
    """Says in one line what to do if dldm or one of these modules is missing; the repository has the package."""
    else_run = ELSE.format(repository=repository) if repository else ""
    return new_code_cell(FIRST.format(names=("dldm", *sorted(names)), else_run=else_run), id="first")


def with_words(svg, words):
    """The picture with words for who does not see it."""
    return re.sub("<svg ", f'<svg role="img" aria-label="{escape(words)}" ', svg, count=1)


def output_of(output, words):
    """An output; words: what is to be said of a picture."""
    data = output.get("data", {})
    if SVG in data and words:
        data |= {SVG: with_words("".join(data[SVG]), words), "text/plain": words}
    return output


def code_cells(facts, cell):
    """A code cell with its outputs, folded where the page folds it, and below it the caption of its figure, if any."""
    said = cell.metadata.pop("mystnb", {})
    words, figure = said.get("image", {}).get("alt"), said.get("figure")
    cell.metadata.pop("execution", None)
    folded = {HIDDEN[tag]: True for tag in cell.metadata.get("tags", ()) if tag in HIDDEN}
    cell.metadata |= {"jupyter": folded} if folded else {}
    cell.outputs = [output_of(output, words) for output in cell.outputs]
    if not figure:
        return [cell]
    caption = f"*Figure {facts.numbers[figure['name']]}.* {figure['caption']}"
    return [cell, new_markdown_cell(caption, id=f"{cell.id}-caption")]


def chapter(facts, page, executed, names):
    """A chapter's notebook, from its executed copy; names: the modules that it needs besides dldm."""
    plainer, linker = Plainer(facts, page, explained), Linker(facts, page)
    cells = [first_cell(names, facts.repository)]
    for cell in executed_copy(executed).cells:
        if cell.cell_type == "code":
            cells += code_cells(facts, cell)
            continue
        cell.source = plainer.plain(cell.source)
        if not any(tag.startswith("exercise-") for tag in cell.metadata.get("tags", ())):
            cell.source = linker.link(cell.source)
        cells.append(cell)
    return notebook(cells)


def text_page(facts, page, text):
    """A page without code as a notebook, a cell for each of its larger sections."""
    plainer, linker = Plainer(facts, page, explained), Linker(facts, page)
    parts = re.split(r"^(?=##? )", plainer.plain(text), flags=re.M)
    return notebook([new_markdown_cell(linker.link(part.strip()), id=f"part-{n}")
                     for n, part in enumerate(filter(None, parts))])
