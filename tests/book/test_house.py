"""Rules of the house: small modules and functions, light imports, and nothing in the texts that is not the book's."""
import ast
import importlib
import inspect
import os
import re
import subprocess
import sys
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parents[2]
PACKAGE = ROOT / "book" / "dldm"
MODULES = sorted(PACKAGE.rglob("*.py"))
WINGS = ("ground", "nn", "bridges", "mining", "challenges")  # whose code needs nothing but NumPy
ROOMS = sorted(path.parent for path in MODULES if path.name == "__init__.py")


def module_name(path):
    """dldm.mining.clustering for that folder's `__init__.py` or for the folder itself."""
    parts = path.relative_to(PACKAGE.parent).with_suffix("").parts
    return ".".join(parts).removesuffix(".__init__")


modules = pytest.mark.parametrize("path", MODULES, ids=module_name)


def length(node):
    """Lines of a function without its docstring and without decorators."""
    text = ast.get_docstring(node, clean=False)
    start = node.body[1] if text is not None and len(node.body) > 1 else node.body[0]
    return node.end_lineno - start.lineno + 1 + (node.body[0].lineno - node.lineno)


# ---------------------------------------------------------------- the package


@modules
def test_a_function_has_at_most_25_lines(path):
    long = {node.name: length(node) for node in ast.walk(ast.parse(path.read_text(encoding="utf-8")))
            if isinstance(node, ast.FunctionDef) and length(node) > 25}
    assert long == {}


@pytest.mark.parametrize("path", [path for path in MODULES if path.stem[0] == "_"], ids=lambda path: path.stem)
def test_a_module_whose_name_begins_with_an_underscore_has_a_docstring_too(path):
    """Of all the others ruff demands it, and of their classes and functions."""
    assert ast.get_docstring(ast.parse(path.read_text(encoding="utf-8")))


def imports(path):
    """Every module of dldm that a file of the package imports, as (line, name)."""
    here = module_name(path).split(".") + ["x"] * (path.name == "__init__.py")
    for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
        if isinstance(node, ast.ImportFrom) and node.level:
            base = ".".join([*here[:-node.level], *(node.module or "").split(".")]).rstrip(".")
            inner = [f"{base}.{alias.name}" for alias in node.names]
            files = [PACKAGE.parent / (name.replace(".", "/") + ".py") for name in inner]
            yield from (name if file.exists() else base for name, file in zip(inner, files))


def wing(name):
    """The wing of a module: the folder below dldm in which it lies."""
    return [*name.split("."), ""][1]


ORDER = ("ground", "nn", "mining", "bridges", "challenges", "datasets", "page", "exercises")  # arrows go to the left


def test_every_wing_has_its_place_in_the_order():
    assert {wing(module_name(room)) for room in ROOMS} - {""} == set(ORDER)


@modules
def test_no_import_runs_up_the_house(path):
    own = ORDER.index(wing(module_name(path))) if path.parent != PACKAGE else len(ORDER)
    assert [name for name in imports(path) if ORDER.index(wing(name)) > own] == []
    if wing(module_name(path)) in WINGS:  # algorithms read no data and draw nothing
        assert [name for name in imports(path) if wing(name) in ("datasets", "page", "exercises")] == []


def circles(arrows):
    """Names that can be reached from themselves in {name: names that it imports}."""
    def reached(name, seen):
        for other in arrows.get(name, ()):
            if other not in seen:
                seen.add(other)
                reached(other, seen)
        return seen
    return {name for name in arrows if name in reached(name, set())}


def test_no_import_runs_in_a_circle():
    arrows = {module_name(path): set(imports(path)) - {module_name(path)} for path in MODULES}
    assert len(arrows) > 60 and circles(arrows) == set()
    rooms = {}
    for name, others in arrows.items():
        room = name if (PACKAGE.parent / name.replace(".", "/")).is_dir() else name.rpartition(".")[0]
        rooms.setdefault(room, set()).update(o if (PACKAGE.parent / o.replace(".", "/")).is_dir()
                                             else o.rpartition(".")[0] for o in others)
    assert circles({room: others - {room} for room, others in rooms.items()}) == set()


def test_a_planted_circle_is_found():
    assert circles({"a": {"b"}, "b": {"c"}, "c": {"b"}}) == {"b", "c"}


def test_no_room_has_more_than_eight_doors_to_others():
    full = {module_name(room): len([p for p in room.iterdir() if p.is_dir() and p.name != "__pycache__"])
            for room in ROOMS}
    assert len(full) > 10 and {name: n for name, n in full.items() if n > 8} == {}


def loaded(*modules, folder=PACKAGE.parent):
    """Packages that these modules load beside NumPy and the standard library, in a Python of their own."""
    code = ("import sys, numpy; before = set(sys.modules); import " + ", ".join(modules) + "; "
            "print(*{name.split('.')[0] for name in set(sys.modules) - before} - set(sys.stdlib_module_names))")
    path = os.pathsep.join([str(folder), os.environ.get("PYTHONPATH", "")])
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True,
                          env={**os.environ, "PYTHONPATH": path})
    assert done.stderr == ""
    return set(done.stdout.split())


def test_no_two_modules_of_the_workshop_and_the_tests_share_a_name():
    """They are imported by their bare names, in one process: the second would get the first."""
    named = [path.stem for folder in ("tools", "ext", "tests") for path in (ROOT / folder).rglob("*.py")
             if "node_modules" not in path.parts and path.stem not in ("conftest", "__main__", "__init__")]
    assert len(named) > 80 and {name for name in named if named.count(name) > 1} == set()


def test_the_front_doors_of_the_algorithms_load_numpy_and_the_standard_library_only():
    rooms = [module_name(room) for room in ROOMS if wing(module_name(room)) in WINGS]
    assert len(rooms) > 8 and loaded(*rooms) == {"dldm"}


def test_a_foreign_import_is_seen(tmp_path):
    for name, code in [("good", "import csv"), ("bad", "import far"), ("far", "import yaml")]:
        (tmp_path / f"{name}.py").write_text(code, encoding="utf-8")
    assert "yaml" in loaded("bad", folder=tmp_path) and "yaml" not in loaded("good", folder=tmp_path)


@pytest.mark.parametrize("room", [r for r in ROOMS if wing(module_name(r)) in WINGS], ids=module_name)
def test_a_front_door_hands_on_every_public_name_of_its_room(room):
    """Two modules of a room may not use one name for two things, or one of them could not be handed on."""
    door = importlib.import_module(module_name(room))
    handed = re.findall(r"from \.(\w+) import", (room / "__init__.py").read_text(encoding="utf-8"))
    for path in sorted(room.glob("[!_]*.py")):
        if path.stem in handed:
            own = importlib.import_module(module_name(path))
            names = [n.name for n in ast.parse(path.read_text(encoding="utf-8")).body
                     if isinstance(n, ast.FunctionDef | ast.ClassDef) and not n.name.startswith("_")]
            assert [name for name in names if getattr(door, name, None) is not getattr(own, name)] == []


# ---------------------------------------------------------------- the texts

# Written with a class of one letter, so that this file does not hold what it looks for
REGISTRIES = r"pyp[i]\.org|npm[j]s\.|pythonhost[e]d|jsdeli[v]r|unpk[g]|debian\.or[g]"
WORKPLACE = (r"/wor[k]/|/tm[p]/|evidenc[e]/|\bprototyp[e]s?/|\be\d\d_\w+\.p[y]|\[e\d\d[a-z]?\]"
             r"|\b(?:this|last|next|previous|another|my) sessio[n]\b|\bissu[e] ?#?\d|\bhelper'[s] report"
             r"|\bCE[O]\b|\b(?:HOUS[E]|RECIPE[S]|SYLLABU[S])\b")
SKIPPED = re.compile(r"_build|__pycache__|katex|node_modules|.*\.egg-info|\.(?!ci$).*")


def texts():
    """Every text file of the repository that is not generated: path -> text."""
    found = {}
    for folder, names, files in os.walk(ROOT):
        names[:] = [name for name in names if not SKIPPED.fullmatch(name)]
        for name in files:
            try:
                path = Path(folder, name)
                found[path.relative_to(ROOT).as_posix()] = path.read_text(encoding="utf-8")
            except UnicodeDecodeError:
                continue  # a font or a picture
    return found


def mentions(pattern, found):
    return [f"{path}: {match[0]}" for path, text in found.items() for match in re.finditer(pattern, text)]


def test_the_walk_sees_the_repository():
    found = texts()
    assert {"README.md", "Makefile", ".ci/run", "book/dldm/nn/layers.py", "_config.yml"} <= set(found)
    assert not any(path.startswith((".venv", "_build", ".git/")) for path in found)


@pytest.mark.parametrize("pattern, places", [(REGISTRIES, ["ext/live.py: jsdel" + "ivr"]), (WORKPLACE, [])],
                         ids=["registries", "workplace"])
def test_no_text_names_a_package_registry_or_the_place_where_it_was_written(pattern, places):
    """One line names the host from which a living page takes Python."""
    assert mentions(pattern, texts()) == places
    assert (ROOT / "ext/live.py").read_text(encoding="utf-8").count("https://cdn.") == 1


@pytest.mark.parametrize("pattern, planted", [
    (REGISTRIES, "https://cdn.jsdel" + "ivr.net/x"), (REGISTRIES, "from py" + "pi.org"),
    (WORKPLACE, "see /wor" + "k/main"), (WORKPLACE, "as in the last ses" + "sion"), (WORKPLACE, "see [e2" + "3]")])
def test_the_search_finds_a_planted_mention(pattern, planted):
    assert mentions(pattern, {"a.md": planted}) and not mentions(pattern, {"a.md": "an innocent text of the book"})


def test_length_counts_the_code_of_a_function_only():
    source = inspect.cleandoc('''
        def f(a,
              b):
            """One.

            Two.
            """
            a += 1
            return a''')
    assert length(ast.parse(source).body[0]) == 4
