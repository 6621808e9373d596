"""Do the tests notice when the package is wrong? python tools/mutate.py [--n 300] [--seed 0] [--only FILE[:LINE],...]

Makes small faults (mutants) in the modules of book/dldm, one at a time and in a copy of the repository, and runs the
tests of the same wing until one fails. What no test notices has survived, and is listed with its line: it wants a test
or simpler code, or, if nobody can tell it from the right code, an entry with the reason in tools/mutants_explained.txt.
Mutmut and cosmic-ray are not used: they would be locked dependencies, and start an interpreter for every mutant, which
takes longer than most of the tests; here each is a fork of one process that holds the large libraries already.
"""
import argparse
import ast
import contextlib
import importlib
import importlib.metadata
import json
import os
import random
import re
import resource
import shutil
import signal
import sys
import tempfile
import time
from collections import Counter, defaultdict, namedtuple
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parents[1]
PACKAGE = "book/dldm"
MEMORY = 8 << 30  # bytes of address space
Mutant = namedtuple("Mutant", "path line text kind start end new change")

SWAPS = {ast.Add: ast.Sub, ast.Sub: ast.Add, ast.Mult: ast.Div, ast.Div: ast.Mult, ast.Pow: ast.Mult,
         ast.MatMult: ast.Mult, ast.FloorDiv: ast.Div, ast.Mod: ast.Mult, ast.BitAnd: ast.BitOr, ast.BitOr: ast.BitAnd,
         ast.Lt: ast.LtE, ast.LtE: ast.Lt, ast.Gt: ast.GtE, ast.GtE: ast.Gt, ast.Eq: ast.NotEq, ast.NotEq: ast.Eq,
         ast.Is: ast.IsNot, ast.IsNot: ast.Is, ast.In: ast.NotIn, ast.NotIn: ast.In, ast.And: ast.Or, ast.Or: ast.And}
PAIRS = "argmin argmax, min max, minimum maximum, first_smallest first_largest, any all, floor ceil, append extend"
NAMES = {a: b for pair in PAIRS.split(", ") for a, b in (pair.split(), pair.split()[::-1])}

# ---------------------------------------------------------------- mutants


def variants(node, parent):
    """(kind, what may stand in the node's place); None deletes a statement."""
    def other(**fields):
        new = type(node)(**{**{name: getattr(node, name) for name in node._fields}, **fields})
        return ast.copy_location(new, node)

    if isinstance(parent, ast.If | ast.IfExp | ast.While) and node is parent.test:
        yield from (("condition", ast.Constant(value)) for value in {False, not isinstance(parent, ast.While)})
    if isinstance(parent, ast.comprehension) and node in parent.ifs:
        yield "condition", ast.Constant(True)
    match node:
        case ast.BinOp() | ast.AugAssign() | ast.BoolOp() if type(node.op) in SWAPS:
            yield "logic" if isinstance(node, ast.BoolOp) else "arithmetic", other(op=SWAPS[type(node.op)]())
        case ast.Compare():
            for i, op in enumerate(node.ops):
                yield "comparison", other(ops=[*node.ops[:i], SWAPS[type(op)](), *node.ops[i + 1:]])
        case ast.UnaryOp(op=ast.Not() | ast.USub()):
            yield "sign", node.operand
        case ast.Slice():
            yield from (("slice", other(**{edge: None})) for edge in ("lower", "upper") if getattr(node, edge))
        case ast.Constant(value=bool()):
            yield "default" if isinstance(parent, ast.arguments) else "constant", other(value=not node.value)
        case ast.Constant(value=int() | float() as value) if value + 1 != value:
            axis = isinstance(parent, ast.keyword) and parent.arg == "axis"
            kind = "axis" if axis else "default" if isinstance(parent, ast.arguments) else "constant"
            yield kind, other(value=int(not value) if axis else value + 1)
        case ast.Name(id=name, ctx=ast.Load()) if name in NAMES:
            yield "name", other(id=NAMES[name])
        case ast.Attribute(attr=name) if name in NAMES:
            yield "name", other(attr=NAMES[name])
    alone = isinstance(parent, ast.If) and parent.body == [node]  # to delete it is to make the condition false
    if isinstance(node, ast.AugAssign | ast.Raise | ast.Continue | ast.Break) and not alone or isinstance(
            node, ast.Expr) and isinstance(node.value, ast.Call):
        yield "statement", None


def walk(node):
    """(node, its parent), without annotations, and without the texts of messages."""
    for name, value in ast.iter_fields(node):
        for child in value if isinstance(value, list) else [value]:
            if isinstance(child, ast.AST) and not (name in ("annotation", "returns") or isinstance(child, ast.JoinedStr)):
                yield child, node
                yield from walk(child)


def mutants(path, source):
    """Every Mutant of a module: its new text stands for the bytes from start to end."""
    lines, code = source.encode().splitlines(keepends=True), source.encode()
    starts = [0]
    for line in lines:
        starts.append(starts[-1] + len(line))
    for node, parent in walk(ast.parse(source)):
        for kind, new in variants(node, parent):
            start, end = starts[node.lineno - 1] + node.col_offset, starts[node.end_lineno - 1] + node.end_col_offset
            text = ast.unparse(new) if new else "pass"
            change = " ".join(f"{code[start:end].decode()} -> {text}".split())
            if isinstance(node, ast.expr) and not isinstance(node, ast.Slice):
                text = f"({text})"
            yield Mutant(path, node.lineno, lines[node.lineno - 1].decode().strip(), kind, start, end, text, change)


def sample(found, n, seed):
    """About n of them: of each module as the root of their number there, two at least, of each kind in turn."""
    rng, modules, chosen = random.Random(seed), defaultdict(list), []
    for mutant in found:
        modules[mutant.path].append(mutant)
    whole = sum(len(own)**0.5 for own in modules.values())
    for own in modules.values():
        rng.shuffle(own)
        turn, seen = {}, Counter()
        for mutant in own:
            seen[mutant.kind] += 1
            turn[mutant] = seen[mutant.kind]
        chosen += sorted(own, key=turn.get)[:max(2, round(n * len(own)**0.5 / whole))]
    return chosen


def explained(root):
    """{(path, source line, change): reason}; ValueError for an entry that fits no mutant any more."""
    text = (root / "tools" / "mutants_explained.txt").read_text(encoding="utf-8")
    entries = [[line.strip() for line in entry.split("\n")] for entry in text.strip().split("\n\n")[1:]]
    known = {(m.path, m.text, m.change) for m in everywhere(root)}
    if stale := [entry for entry in entries if len(entry) != 4 or tuple(entry[:3]) not in known]:
        raise ValueError(f"explained, but there is no such mutant: {stale}")
    return {tuple(entry[:3]): entry[3] for entry in entries}


def everywhere(root):
    for path in sorted((root / PACKAGE).rglob("*.py")):
        yield from mutants(path.relative_to(root).as_posix(), path.read_text(encoding="utf-8"))


# ---------------------------------------------------------------- tests


def dotted(path):
    return path.removeprefix("book/").removesuffix(".py").replace("/", ".")


def imported(test):
    """(module, name) of what a test file imports at its top."""
    for node in ast.parse(test.read_text(encoding="utf-8")).body:
        if isinstance(node, ast.Import | ast.ImportFrom):
            yield from ((getattr(node, "module", alias.name), alias.name) for alias in node.names)


def files(root, path):
    """{test file: does it name something of the module?}: its wing's, those that import it, those of its exercises."""
    module, wing = dotted(path), path.removeprefix(PACKAGE).split("/")[1]
    tree = ast.parse((root / path).read_text(encoding="utf-8"))
    names = {node.name for node in tree.body if isinstance(node, ast.FunctionDef | ast.ClassDef)} | {Path(path).stem}
    naming, found = re.compile(rf"\b({'|'.join(names)})\b"), {}
    for test in sorted((root / "tests").glob("*/test_*.py")):
        from_it = any(module in (name, f"{name}.{part}") for name, part in imported(test))
        if test.parent.name == wing or from_it or test.stem == "test_exercises" and chapters(root, path):
            found[test.relative_to(root).as_posix()] = bool(naming.search(test.read_text(encoding="utf-8")))
    return found


def chapters(root, path):
    """How the ids begin of the exercises that stand in the module, or need it for their checks."""
    found, needed = set(), re.compile(rf"\.{dotted(path).removeprefix('dldm.')} import")
    for spec in (root / PACKAGE).glob("exercises/*/*.py"):
        text = spec.read_text(encoding="utf-8")
        if spec == root / path or needed.search(text):
            found |= set(re.findall(r'"(ch[\w-]+)-[a-z]\d"', text))
    return found


class Order:
    """Plugin of pytest: which tests, in which order, and how much of the processor's time each of them may take."""

    def __init__(self, named, ids, seconds):
        self.named, self.ids, self.seconds, self.took = named, ids, seconds, {}

    def wanted(self, item):
        """No long test, and of the exercises' those that concern the module, if one can tell."""
        chapter = re.search(r"\[(ch[\w-]+)-[a-z]\d", item.nodeid)
        concerned = not self.ids or item.path.parent.name != "exercises" or chapter and chapter[1] in self.ids
        return concerned and not item.get_closest_marker("long")

    @pytest.hookimpl(trylast=True)
    def pytest_collection_modifyitems(self, items):
        items[:] = sorted(filter(self.wanted, items), key=lambda item: (
            not self.named[item.nodeid.split("::")[0]], self.seconds.get(item.nodeid, 0)))

    @pytest.hookimpl(wrapper=True)
    def pytest_runtest_protocol(self, item):
        signal.setitimer(signal.ITIMER_PROF, 20 + 10 * self.seconds.get(item.nodeid, 20))  # ends the process
        start = time.process_time()
        result = yield
        self.took[item.nodeid] = time.process_time() - start
        return result


def preload(root, tests):
    """Import what the tests import, but nothing of the repository, so that forks need not."""
    for entry in importlib.metadata.entry_points(group="pytest11"):
        entry.load()
    own = {"dldm", *(path.stem for path in root.rglob("*.py"))}
    for name in sorted({name for test in tests for name, _ in imported(root / test)}):
        if name.split(".")[0] not in own:
            importlib.import_module(name)


def run(root, order, wall):
    """(status of pytest, its seconds a test, what it said) in a fork that may take so many seconds."""
    log, times = root / "mutate.log", root / "mutate.json"
    if not (child := os.fork()):
        os.setsid()
        resource.setrlimit(resource.RLIMIT_AS, (MEMORY, MEMORY))
        signal.setitimer(signal.ITIMER_PROF, 120)
        os.chdir(root)
        for stream in (1, 2):
            os.dup2(os.open(log, os.O_WRONLY | os.O_CREAT | os.O_TRUNC), stream)
        code = pytest.main([*order.named, "-x", "-p", "no:cacheprovider"], [order])
        times.write_text(json.dumps(order.took), encoding="utf-8")
        os._exit(code)
    end = time.monotonic() + wall
    while (done := os.waitpid(child, os.WNOHANG)) == (0, 0) and time.monotonic() < end:
        time.sleep(0.02)
    with contextlib.suppress(ProcessLookupError):
        os.killpg(child, signal.SIGKILL)  # and what its tests have started
    status = done[1] if done[0] else os.waitpid(child, 0)[1]
    return status, json.loads(times.read_text(encoding="utf-8")) if status == 0 else {}, log.read_text(encoding="utf-8")


def survives(root, mutant, seconds):
    """Whether all tests pass with this fault in the copy of the repository."""
    path, named = root / mutant.path, files(root, mutant.path)
    code, stamp = path.read_bytes(), path.stat().st_mtime
    path.write_bytes(code[:mutant.start] + mutant.new.encode() + code[mutant.end:])
    try:
        return run(root, Order(named, chapters(root, mutant.path), seconds), 300 + 2 * sum(seconds.values()))[0] == 0
    finally:
        path.write_bytes(code)
        os.utime(path, (stamp, stamp))  # so that what was compiled of it holds again


# ---------------------------------------------------------------- the command


def chosen(found, n, seed, only):
    """The sample, or a sample of these files, or every mutant of these lines: FILE[:LINE],..."""
    if not only:
        return sample(found, n, seed)
    of_files = [mutant for mutant in found if mutant.path in only]
    return sample(of_files, n, seed) + [mutant for mutant in found if f"{mutant.path}:{mutant.line}" in only]


def attempt(root, picked, reasons):
    """Try each mutant; return the survivors that nobody has explained."""
    named = {test: True for path in {mutant.path for mutant in picked} for test in files(root, path)}
    preload(root, named)
    status, seconds, log = run(root, Order(named, (), {}), 7200)
    if status:
        sys.exit(f"the tests fail without any mutant:\n{log}")
    sys.dont_write_bytecode, os.environ["PYTHONDONTWRITEBYTECODE"] = True, "1"
    fates, survivors = Counter(), []
    for mutant in picked:
        t0 = time.monotonic()
        known = (mutant.path, mutant.text, mutant.change) in reasons
        fate = "explained" if known else "survived" if survives(root, mutant, seconds) else "caught"
        fates[fate] += 1
        if os.environ.get("MUT_TIME"): print(round(time.monotonic() - t0, 1), end=" ")
        survivors += [mutant] if fate == "survived" else []
        print(f"{fate:9} {mutant.path}:{mutant.line} {mutant.kind}: {mutant.change}", flush=True)
    print(*(f"{fates[fate]} {fate}" for fate in ("caught", "explained", "survived")), sep=", ")
    return survivors


def main():
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("--n", type=int, default=300)
    parser.add_argument("--seed", type=int, default=0)
    parser.add_argument("--only", default="", help="FILE[:LINE],...")
    parser.add_argument("--root", type=Path, default=ROOT)
    args = parser.parse_args()
    with tempfile.TemporaryDirectory() as folder:
        root = Path(folder, "copy")
        shutil.copytree(args.root, root, ignore=shutil.ignore_patterns(".venv*", "_build", ".git", "__pycache__"))
        reasons = explained(root)
        picked = chosen(list(everywhere(root)), args.n, args.seed, set(args.only.split(",")) - {""})
        survivors = attempt(root, picked, reasons)
        for mutant in survivors:
            print(f"{mutant.path}:{mutant.line} survives {mutant.kind}: {mutant.change}\n    {mutant.text}")
        sys.exit(bool(survivors))


if __name__ == "__main__":
    main()
