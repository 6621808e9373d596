"""Runs a notebook without a kernel: in a process of its own that holds the large libraries already."""
import ast
import builtins
import json
import os
import re
import signal
import symtable
import sys
import time
from concurrent.futures import ProcessPoolExecutor
from multiprocessing import get_context

GROWING = {"append", "clear", "extend", "insert", "pop", "popitem", "remove", "reverse"}
FRESH = get_context("forkserver")
FRESH.set_forkserver_preload(["IPython.core.interactiveshell", "matplotlib.pyplot", "scipy.stats", "sklearn.ensemble"])
SECONDS = 120  # a cell


# ---------------------------------------------------------------- what a cell reads, binds and changes


def code_of(cell):
    """The cell's Python without magics."""
    return re.sub(r"^\s*[%!].*$", "", cell.source, flags=re.M)


def names(code):
    """(global names that the code reads, those that it binds); reading inside functions counts."""
    reads, binds, tables = set(), set(), [symtable.symtable(code, "cell", "exec")]
    for table in tables:
        tables += table.get_children()
        for name in table.get_symbols():
            if table is tables[0] and (name.is_assigned() or name.is_imported() or name.is_namespace()):
                binds.add(name.get_name())
            if name.is_referenced() and (table is tables[0] or name.is_global()):
                reads.add(name.get_name())
    return reads - set(dir(builtins)), binds


def root(node):
    """The name at the start of a[...].b and the like."""
    while isinstance(node, ast.Subscript | ast.Attribute):
        node = node.value
    return getattr(node, "id", None)


def changed(code):
    """Names of what the code changes in place, outside of functions, so that doing it twice is not the same as once."""
    nodes = [node for top in ast.parse(code).body if not isinstance(top, ast.FunctionDef) for node in ast.walk(top)]
    for node in nodes:
        if isinstance(node, ast.AugAssign):
            yield root(node.target)
        elif isinstance(node, ast.Delete):
            yield from map(root, node.targets)
        elif isinstance(node, ast.Expr) and getattr(getattr(node.value, "func", 0), "attr", "") in GROWING:
            yield root(node.value.func)


def made(code):
    """Names that the code binds anew, and not by += or del only."""
    nodes = list(ast.walk(ast.parse(code)))
    again = [node.target for node in nodes if isinstance(node, ast.AugAssign)]
    other = [node for node in nodes if isinstance(node, ast.Name) and not isinstance(node.ctx, ast.Load)]
    anew = {node.id for node in other if isinstance(node.ctx, ast.Store) and node not in again}
    return anew | names(code)[1] - {node.id for node in other}


def changes(cells):
    """{id of a cell: what it changes in place though an earlier one made it}: run again, it changes it once more."""
    bound, found = set(), {}
    for cell in cells:
        code = code_of(cell)
        if again := set(changed(code)) & (bound - made(code)):
            found[cell.id] = sorted(again)
        bound |= made(code)
    return found


def unsure(cells):
    """The cells that read a name which they themselves or a later cell bind anew: would they still run at the end?"""
    parts, bound, found = [names(code_of(cell)) for cell in cells], set(), []
    for i, (reads, binds) in enumerate(parts):
        later = set().union(*(again for _, again in parts[i + 1:]))
        if reads & bound & binds or (reads - binds) & later:
            found.append(cells[i])
        bound |= binds
    return found


# ---------------------------------------------------------------- running


def forked(f, *arguments):
    """What f returns, as JSON, in a copy of this process; None if that dies."""
    reader, writer = os.pipe()
    if not os.fork():
        try:
            _threads_anew()
            os.write(writer, json.dumps(f(*arguments)).encode())
        finally:
            os._exit(0)
    os.close(writer)
    with os.fdopen(reader) as file:
        text = file.read()
    os.wait()
    return json.loads(text) if text else None


def _threads_anew():
    """A fork has none of its parent's threads: with Dask's old pool a new cluster would wait for one for ever."""
    if "distributed" in sys.modules:
        from distributed import utils

        utils._offload_executor = type(utils._offload_executor)(1)


def executed(cells, folder, again=0.0):
    """({id: what the cell printed}, {id: error of a cell that no longer runs after the last one}).

    Tried again, each in a fork of the end, are the cells of which one cannot be sure, if they took less than so many
    seconds of processor time.
    """
    with ProcessPoolExecutor(1, mp_context=FRESH) as pool:
        return pool.submit(_execute, cells, str(folder), again).result()


def _execute(cells, folder, again):
    from IPython.core.interactiveshell import InteractiveShell
    from matplotlib import pyplot
    from traitlets.config import Config

    os.chdir(folder)
    pyplot.switch_backend("agg")
    shell = InteractiveShell.instance(config=Config(HistoryManager={"enabled": False}))
    first = {cell.id: _run(shell, cell) for cell in cells}
    quick = [cell for cell in unsure(cells) if first[cell.id][1] < again]
    errors = {cell.id: forked(lambda cell=cell: _error(shell, cell)) for cell in quick}
    failed = {id: error for id, error in errors.items() if error != ""}
    return {id: printed for id, (printed, _) in first.items()}, failed


def _run(shell, cell):
    """(what the cell prints, its seconds of processor time); raises what the cell raises."""
    from IPython.utils.capture import capture_output
    from matplotlib import pyplot

    signal.alarm(SECONDS)  # ends the process
    start = time.process_time()
    with capture_output() as said:
        result = shell.run_cell(cell.source)
    pyplot.close("all")
    result.raise_error()
    return said.stdout, time.process_time() - start


def _error(shell, cell):
    """What stops the cell, or an empty text."""
    try:
        _run(shell, cell)
    except Exception as error:
        return f"{type(error).__name__}: {error}"[:300]
    return ""
