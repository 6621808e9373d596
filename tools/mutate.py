"""Do the tests notice when the package is wrong? python tools/mutate.py [--n 300] [--seed 0] [--only FILE[:LINE],...]

Puts small faults (mutants) into the modules of book/dldm, one at a time and in a copy of the repository, and runs the
tests of the same wing until one fails, but for those that take more than PATIENCE seconds. What no test notices has
survived: it wants a test or simpler code, or, if nobody can tell it from the right code, an entry with the reason in
tools/mutants_explained.txt. (Mutmut and cosmic-ray would be locked dependencies, and start an interpreter for each
mutant; here each is a fork that has the libraries.)
"""
import argparse
import ast
import contextlib
import gc
import importlib
import importlib.metadata
import json
import os
import re
import resource
import shutil
import signal
import sys
import tempfile
import time
from pathlib import Path

import pytest
from mutants import PACKAGE, everywhere, explained, sample

ROOT = Path(__file__).resolve().parents[1]
MEMORY = 8 << 30  # bytes of address space
PASSED = (pytest.ExitCode.OK, pytest.ExitCode.NO_TESTS_COLLECTED)
FATES = ("caught", "stopped", "explained", "survived")  # by a test, by a limit of time or memory, by a reason, or not
PATIENCE = 10  # seconds of the processor
SECONDS = 20  # that a test may take beside ten times its own

# ---------------------------------------------------------------- which tests


def dotted(path):
    return path.removeprefix("book/").removesuffix(".py").replace("/", ".")


def imported(path):
    """(module, name) of what a file imports at its top, but for its neighbours."""
    for node in ast.parse(path.read_text(encoding="utf-8")).body:
        if isinstance(node, ast.Import) or isinstance(node, ast.ImportFrom) and not node.level:
            yield from ((getattr(node, "module", alias.name), alias.name) for alias in node.names)


def chapters(root, path):
    """How the ids begin of the exercises that stand in the module, or need it for their checks."""
    found, needed = set(), re.compile(rf"\.{dotted(path).removeprefix('dldm.')} import")
    for spec in (root / PACKAGE).glob("exercises/*/*.py"):
        text = spec.read_text(encoding="utf-8")
        if spec == root / path or needed.search(text):
            found |= set(re.findall(r'"(ch[\w-]+)-[a-z]\d"', text))
    return found


def files(root, path):
    """{test file: does it name something of the module?}: of its wing, of its exercises, and elsewhere what imports
    the module or its room, or something of it if no test of the wing names any.
    """
    module, wing, found, others = dotted(path), Path(path).relative_to(PACKAGE).parts[0], {}, {}
    tree = ast.parse((root / path).read_text(encoding="utf-8"))
    names = [node.name for node in tree.body if isinstance(node, ast.FunctionDef | ast.ClassDef)] + [Path(path).stem]
    naming = re.compile(rf"\b({'|'.join(names)})\b")
    for test in sorted((root / "tests").glob("*/test_*.py")):
        named, pairs = bool(naming.search(test.read_text(encoding="utf-8"))), list(imported(test))
        if test.parent.name == wing or test.stem == "test_exercises" and chapters(root, path):
            found[test.relative_to(root).as_posix()] = named
        elif named and any(f"{module}.".startswith(f"{room}.{name}.") or module == room for room, name in pairs):
            found[test.relative_to(root).as_posix()] = True
        elif any(f"{module}.".startswith(f"{room}.") and name in names for room, name in pairs):
            others[test.relative_to(root).as_posix()] = True
    return found if any(found.values()) else found | others


class Order:
    """Plugin of pytest: which tests, the quick ones first, and how much of the processor's time each may take."""

    def __init__(self, ids, seconds):
        self.ids, self.seconds, self.took = ids, seconds, {}

    def wanted(self, item):
        """No long or slow test, none in a browser (whose address space has no such limit), and of the exercises'
        those that concern the module, if one can tell.
        """
        chapter = re.search(r"\[(ch[\w-]+)-[a-z]\d", item.nodeid)
        concerned = not self.ids or item.path.parent.name != "exercises" or chapter and chapter[1] in self.ids
        heavy = item.get_closest_marker("long") or "browser" in item.fixturenames
        return concerned and not heavy and self.seconds.get(item.nodeid, 0) <= PATIENCE

    @pytest.hookimpl(trylast=True)
    def pytest_collection_modifyitems(self, items):
        items[:] = sorted(filter(self.wanted, items), key=lambda item: self.seconds.get(item.nodeid, 0))

    @pytest.hookimpl(wrapper=True)
    def pytest_runtest_protocol(self, item):
        signal.setitimer(signal.ITIMER_PROF, SECONDS + 10 * self.seconds.get(item.nodeid, 20))  # ends the process
        start = time.process_time()
        result = yield
        self.took[item.nodeid] = time.process_time() - start
        return result


# ---------------------------------------------------------------- running


def preload(root, tests):
    """Import what the tests and the package import at their tops, nothing of the repository: forks need not.

    What they import within functions may have threads, which do not outlive a fork.
    """
    for entry in importlib.metadata.entry_points(group="pytest11"):
        entry.load()
    own = {"dldm", *(path.stem for path in root.rglob("*.py"))}
    paths = [*(root / test for test in tests), *(root / PACKAGE).rglob("*.py")]
    for name in sorted({name for path in paths for name, _ in imported(path)}):
        if name.split(".")[0] not in own:
            importlib.import_module(name)
    gc.freeze()


def run(root, tests, order, wall):
    """(exit code of pytest, its seconds a test, what it said) in a fork that may take so many seconds."""
    log, times = root / "mutate.log", root / "mutate.json"
    if not (child := os.fork()):
        os.setsid()
        resource.setrlimit(resource.RLIMIT_AS, (MEMORY, MEMORY))
        signal.setitimer(signal.ITIMER_PROF, 120)
        os.chdir(root)
        out = os.open(log, os.O_WRONLY | os.O_CREAT | os.O_TRUNC)
        os.dup2(out, 1)
        os.dup2(out, 2)
        code = pytest.main([*tests, "-x", "-p", "no:cacheprovider"], [order])
        times.write_text(json.dumps(order.took), encoding="utf-8")
        sys.stdout.flush()
        os._exit(code)
    end = time.monotonic() + wall
    try:
        while (done := os.waitpid(child, os.WNOHANG)) == (0, 0) and time.monotonic() < end:
            time.sleep(0.02)
    finally:
        with contextlib.suppress(ProcessLookupError):
            os.killpg(child, signal.SIGKILL)  # and what its tests have started
    code = os.waitstatus_to_exitcode(done[1] if done[0] else os.waitpid(child, 0)[1])
    return code, json.loads(times.read_text(encoding="utf-8")) if code == 0 else {}, log.read_text(encoding="utf-8")


def fate(root, mutant, seconds):
    """What becomes of this fault in the copy of the repository: the tests that name the module are run first."""
    path, named, wall = root / mutant.path, files(root, mutant.path), 300 + 2 * sum(seconds.values())
    code, stamp, order = path.read_bytes(), path.stat().st_mtime_ns, Order(chapters(root, mutant.path), seconds)
    path.write_bytes(code[:mutant.start] + mutant.new.encode() + code[mutant.end:])
    try:
        parts = ([test for test in named if named[test] == first] for first in (True, False))
        ends = (run(root, part, order, wall)[0] for part in parts if part)
        end = next((end for end in ends if end not in PASSED), 0)
        return "caught" if end > 0 else "stopped" if end else "survived"
    finally:
        path.write_bytes(code)
        os.utime(path, ns=(stamp, stamp))  # so that what was compiled of it holds again


def attempt(root, picked, reasons):
    """Try each mutant and say what became of it; return the survivors that nobody has explained."""
    tests = sorted({test for path in {mutant.path for mutant in picked} for test in files(root, path)})
    preload(root, tests)
    code, seconds, log = run(root, tests, Order((), {}), 7200)
    if code:
        sys.exit(f"the tests fail without any mutant:\n{log}")
    sys.dont_write_bytecode, os.environ["PYTHONDONTWRITEBYTECODE"] = True, "1"
    fates = {}
    for mutant in picked:
        known = (mutant.path, mutant.text, mutant.change) in reasons
        fates[mutant] = "explained" if known else fate(root, mutant, seconds)
        print(f"{fates[mutant]:9} {mutant.path}:{mutant.line} {mutant.kind}: {mutant.change}", flush=True)
    print(*(f"{list(fates.values()).count(name)} {name}" for name in FATES), sep=", ")
    return [mutant for mutant, name in fates.items() if name == "survived"]


def main():
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("--n", type=int, default=300)
    parser.add_argument("--seed", type=int, default=0)
    parser.add_argument("--only", default="", help="a sample of these files, all of these lines: FILE[:LINE],...")
    parser.add_argument("--root", type=Path, default=ROOT, help="the repository")
    args = parser.parse_args()
    with tempfile.TemporaryDirectory() as folder:
        root, only = Path(folder, "copy"), args.only.split(",")
        shutil.copytree(args.root, root, ignore=shutil.ignore_patterns(".venv*", "_build", ".git", "__pycache__"))
        (root / "_build").symlink_to(args.root.resolve() / "_build")  # tests that read the pages only
        found, reasons = list(everywhere(root)), explained(root)
        picked = sample([mutant for mutant in found if not args.only or mutant.path in only], args.n, args.seed)
        picked += [mutant for mutant in found if f"{mutant.path}:{mutant.line}" in only]
        survivors = attempt(root, picked, reasons)
    for mutant in survivors:
        print(f"survived: {mutant.path}:{mutant.line} {mutant.change}\n    {mutant.text}")
    sys.exit(bool(survivors))


if __name__ == "__main__":
    main()
