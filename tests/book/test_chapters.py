"""Rules that every chapter keeps: executed in order, short cells, one seed, alt texts, every algorithm shown."""
import ast
import functools
import importlib
import inspect
import re
import statistics
import sys
from collections import Counter
from pathlib import Path

import pytest
from exercise_tools import notebook
from nbformat.v4 import new_code_cell
from runner import changes, code_of

ROOT = Path(__file__).resolve().parents[2]
BOOK = ROOT / "book"
CHAPTERS = sorted(BOOK.glob("*.ipynb"))
WINGS = ("nn", "bridges", "mining", "challenges")  # where the algorithms live
ALGORITHMS = sorted(".".join(p.relative_to(BOOK).with_suffix("").parts) for wing in WINGS
                    for p in (BOOK / "dldm" / wing).rglob("[!_]*.py"))

chapters = pytest.mark.parametrize("path", CHAPTERS, ids=lambda path: path.stem)


@functools.cache
def cells(path):
    return notebook(path).cells


def code_cells(path):
    return [cell for cell in cells(path) if cell.cell_type == "code"]


def tagged(cell, *names):
    return set(names) & set(cell.metadata.get("tags", []))


def parse(cell):
    """The cell's Python without magics."""
    return parsed(code_of(cell))


@functools.cache
def parsed(code):
    return ast.parse(code)


def first_line(cell):
    return cell.source.strip().splitlines()[0]


def public(module):
    """Functions and classes that the module defines for others: {name: object}."""
    return {name: thing for name, thing in vars(module).items()
            if not name.startswith("_") and getattr(thing, "__module__", "") == module.__name__
            and (inspect.isfunction(thing) or inspect.isclass(thing))}


@functools.cache
def prose():
    """Every Markdown text of the book: {where: text}."""
    texts = {p.name: p.read_text(encoding="utf-8") for p in [*BOOK.glob("*.md"), ROOT / "index.md"]}
    for path in CHAPTERS:
        texts[path.name] = "\n\n".join(cell.source for cell in cells(path) if cell.cell_type == "markdown")
    return texts


def test_there_are_chapters_and_algorithms():
    assert CHAPTERS and {"dldm.nn.layers", "dldm.mining.clustering.kmeans"} <= set(ALGORITHMS)


# ---------------------------------------------------------------- cells


@chapters
def test_every_cell_was_executed_in_order(path):
    counts = [cell.execution_count for cell in code_cells(path)]
    assert counts == list(range(1, len(counts) + 1)), "run tools/refresh.py on it"


@chapters
def test_cells_are_short(path):
    sizes = [(sum(map(bool, map(str.strip, cell.source.splitlines()))), first_line(cell)) for cell in code_cells(path)]
    assert [pair for pair in sizes if pair[0] > 20] == []
    assert [line for cell in code_cells(path) for line in cell.source.splitlines() if len(line) > 88] == []
    assert statistics.median(size for size, _ in sizes) <= 7


@chapters
def test_one_seed_line_and_no_global_seed(path):
    code = "\n".join(cell.source for cell in code_cells(path))
    assert len(re.findall(r"^rng = np\.random\.default_rng\(", code, re.M)) == 1
    assert re.findall(r"(?:np\.)?random\.seed\(|set_random_seed|RandomState\(", code) == []


@chapters
def test_prose_stands_before_every_code_cell(path):
    """Only the check of an exercise may follow its stub directly."""
    bare, before = [], None
    for cell in cells(path):
        follows = before is not None and before.cell_type == "code"
        is_check = follows and tagged(cell, "exercise-check") and tagged(before, "exercise-stub")
        if cell.cell_type == "code" and (before is None or follows) and not is_check:
            bare.append(first_line(cell))
        before = cell
    assert bare == []


@chapters
def test_every_figure_has_alt_text_and_a_caption_and_is_read_in_the_next_cell(path):
    faults, all_cells = [], cells(path)
    for cell, after in zip(all_cells, [*all_cells[1:], None]):
        if cell.cell_type == "code" and "plt.show(" in cell.source:
            words = cell.metadata.get("mystnb", {})
            alt, figure = words.get("image", {}).get("alt", ""), words.get("figure", {})
            if len(alt) < 20:
                faults.append((first_line(cell), "no alt text"))
            if not 8 <= len(figure.get("caption", "").split()) <= 60 or figure["caption"] == alt:
                faults.append((first_line(cell), "no caption of its own, of 8 to 60 words"))
            if figure.get("name") != f"fig-{cell.id}":
                faults.append((first_line(cell), "no name to refer to"))
            if after is None or after.cell_type != "markdown":
                faults.append((first_line(cell), "no prose after it"))
    assert faults == []


@chapters
def test_no_cell_may_fail(path):
    tags = ("raises-exception", "allow_errors", "nbval-skip", "skip-execution")
    assert [first_line(cell) for cell in code_cells(path) if tagged(cell, *tags)] == []
    assert not notebook(path).metadata.get("execution", {}).get("allow_errors")


@chapters
def test_no_cell_changes_in_place_what_an_earlier_one_made(path):
    """Whoever runs it again would change it once more."""
    assert changes(code_cells(path)) == {}


@pytest.mark.parametrize("line, name", [
    ("a += 1", "a"), ("a[0].b[1] += 1", "a"), ("del a", "a"), ("del a[0]", "a"), ("a.append(1)", "a"),
    ("for x in b:\n    a[x].append(1)", "a"), ("a = [1]\na.append(2)", None), ("a = 1\na += 1", None),
    ("b = a + 1", None), ("a[0] = 1", None), ("sorted(a)", None), ("def f(a):\n    a += 1", None)])
def test_a_change_in_place_is_seen(line, name):
    first, second = (new_code_cell(code) for code in ("a = [1]; b = [2]", line))
    assert changes([first, second]) == ({second.id: [name]} if name else {})


# ---------------------------------------------------------------- outputs


@chapters
def test_committed_outputs_are_text(path):
    kinds = Counter(kind for cell in code_cells(path) for output in cell.outputs for kind in output.get("data", {}))
    assert set(kinds) <= {"text/plain", "text/markdown"}, "run tools/refresh.py on it"


@chapters
def test_no_listing_is_committed(path):
    """The build makes them: a copy of the source would be one more place that every edit of a function changes."""
    listed = [first_line(cell) for cell in code_cells(path) for output in cell.outputs
              if output.get("data", {}).get("text/markdown", "").startswith("```python")]
    assert listed == [], "run tools/refresh.py on it"


@chapters
def test_no_cell_printed_a_warning_or_an_error(path):
    bad = [first_line(cell) for cell in code_cells(path) for output in cell.outputs
           if output.output_type == "error" or output.get("name") == "stderr"]
    assert bad == []


# ---------------------------------------------------------------- the package in the chapters


@chapters
def test_no_function_of_the_package_is_defined_again(path):
    taken = {name for module in ALGORITHMS for name in public(importlib.import_module(module))}
    own = {node.name for cell in code_cells(path) if not tagged(cell, "exercise-stub") for node in ast.walk(parse(cell))
           if isinstance(node, ast.FunctionDef | ast.ClassDef)}
    assert own & taken == set()


def imported(path):
    """{name: object} that the chapter imports from dldm; nothing else of it is executed."""
    names = {}
    for node in (node for cell in code_cells(path) for node in ast.walk(parse(cell))):
        if isinstance(node, ast.ImportFrom) and (node.module or "").split(".")[0] == "dldm":
            exec(compile(ast.Module([node], []), path.name, "exec"), names)
    return names


def is_show(node):
    return isinstance(node, ast.Call) and getattr(node.func, "id", "") == "show"


@functools.cache
def shown_in(path):
    """Ids of the objects that the chapter passes to show()."""
    names, trees = imported(path), [parse(cell) for cell in code_cells(path)]
    return {id(eval(compile(ast.Expression(argument), path.name, "eval"), names))
            for tree in trees for node in ast.walk(tree) if is_show(node) for argument in node.args}


def used(tree, names):
    """Functions and classes of the algorithms that the code names anywhere but in show(...), as a set."""
    found, queue = set(), [tree]
    while queue:
        node = queue.pop()
        queue += [] if is_show(node) else ast.iter_child_nodes(node)
        thing = names.get(node.id) if isinstance(node, ast.Name) else None
        if isinstance(node, ast.Attribute) and isinstance(node.value, ast.Name):
            owner = names.get(node.value.id)
            thing = getattr(owner, node.attr, None) if inspect.ismodule(owner) else None
        if (inspect.isfunction(thing) or inspect.isclass(thing)) and thing.__module__ in ALGORITHMS:
            found.add(thing)
    return found


def rooms(path):
    """The folders of dldm from which the chapter imports algorithms and data; `from dldm.mining import trees`, where
    that is a folder, counts for it and not for `dldm.mining`."""
    imports = [(node.module, alias.name) for cell in code_cells(path) for node in ast.walk(parse(cell))
               if isinstance(node, ast.ImportFrom) for alias in node.names]
    inner = [f"{module}.{name}" for module, name in imports]
    folders = [room if (BOOK / room.replace(".", "/")).is_dir() else module
               for room, (module, _) in zip(inner, imports, strict=True)]
    return {room for room in folders if room.startswith(tuple(f"dldm.{wing}" for wing in (*WINGS, "datasets")))}


@chapters
def test_the_opening_names_the_rooms_whose_code_the_chapter_uses(path):
    named = re.search(r"\*Time:\*[^*]+ \*Code:\* (.+)\.$", cells(path)[0].source, re.M)
    assert re.findall(r"`([\w.]+)`", named[1]) == list(dict.fromkeys(re.findall(r"`([\w.]+)`", named[1])))
    assert rooms(path) == set(re.findall(r"`([\w.]+)`", named[1])) != set()


@chapters
def test_what_is_shown_is_seen(path):
    """Jupyter displays the value of a cell's last line only."""
    hidden = [first_line(cell) for cell in code_cells(path) for node in parse(cell).body[:-1]
              if isinstance(node, ast.Expr) and isinstance(node.value, ast.Call)
              and getattr(node.value.func, "id", "") in ("show", "play", "table", "shapes")]
    assert hidden == []


def is_shown(thing, shown):
    """Itself, or, of a class, every public method that it defines."""
    methods = [m for name, m in vars(thing).items() if inspect.isfunction(m) and not name.startswith("_")] \
        if inspect.isclass(thing) else []
    return id(thing) in shown or (bool(methods) and all(id(method) in shown for method in methods))


def with_steps(thing):
    """The function, and the generator `..._steps` of which it is the last state: that is where the idea stands."""
    steps = getattr(sys.modules[thing.__module__], thing.__name__ + "_steps", None)
    return [thing, *([steps] if steps else [])]


@chapters
def test_what_a_chapter_uses_of_the_algorithms_is_shown_in_some_chapter(path):
    """Whoever sees a function called can read it; what only other functions call may stay in its module."""
    shown, names = set().union(*map(shown_in, CHAPTERS)), imported(path)
    things = set().union(*(used(parse(cell), names) for cell in code_cells(path)))
    wanted = [part for thing in things for part in with_steps(thing)]
    assert wanted and sorted(part.__qualname__ for part in wanted if not is_shown(part, shown)) == []


def test_use_is_a_call_or_a_mention_by_any_name_but_not_an_import_or_a_listing():
    from dldm import nn
    from dldm.nn.layers import Dense, relu, sigmoid

    names = {"nn": nn, "r": relu, "Dense": Dense, "sigmoid": sigmoid}
    code = "from dldm.nn import sigmoid\nshow(sigmoid, nn.Sequential)\nmap(r, [nn.relu(1)])\n[nn.Dense(1)]\nx.sigmoid"
    assert used(ast.parse(code), names) == {relu, Dense}


# ---------------------------------------------------------------- the text


def test_every_cited_work_is_in_the_bibliography():
    keys = set(re.findall(r"^@\w+\{([^,\s]+),", (BOOK / "references.bib").read_text(encoding="utf-8"), re.M))
    cited = {(where, key.strip()) for where, text in prose().items()
             for group in re.findall(r"\{cite(?::\w+)?\}`([^`]+)`", text) for key in group.split(",")}
    assert keys and cited and {pair for pair in cited if pair[1] not in keys} == set()


def test_every_label_is_used_once():
    pattern = r"^\(([\w:.-]+)\)=\s*$|^:label:\s*(\S+)|^:name:\s*(\S+)|\$\$\s*\(([\w:.-]+)\)\s*$"
    found = Counter("".join(groups) for text in prose().values() for groups in re.findall(pattern, text, re.M))
    assert found and {label: n for label, n in found.items() if n > 1} == {}
