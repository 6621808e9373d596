"""Does a function call NumPy and Python's own library alone?  Read from its code, without calling it.

It keeps honest people honest: what is imported under a name that is only made at run time stays unseen.
"""
import dis
import functools
import sys
import types

FREE = {"numpy", "__main__", *sys.stdlib_module_names}
DATA = "dldm.datasets"  # tables are no algorithms
MADE_OF = {"LOAD_GLOBAL", "LOAD_NAME", "IMPORT_NAME"}


def strange(module):
    """Whether that module is a package's that must not be used."""
    return module.split(".")[0] not in FREE and not f"{module}.".startswith(f"{DATA}.")


def home(value):
    """The name of the module that defines a value; an instance stands where its class does."""
    if isinstance(value, types.ModuleType):
        return value.__name__
    return getattr(value, "__module__", None) or type(value).__module__ or "builtins"


def words(code):
    """(operation, name) of each global that code reads and each module that it imports, in inner functions, too."""
    for step in dis.get_instructions(code):
        if step.opname in MADE_OF:
            yield step.opname, step.argval
    for inner in code.co_consts:
        if isinstance(inner, types.CodeType):
            yield from words(inner)


def parts(value, ns):
    """The values that a value may call, as far as they can be seen."""
    if isinstance(value, types.FunctionType):
        names = [name for operation, name in words(value.__code__) if operation != "IMPORT_NAME"]
        cells = [cell.cell_contents for cell in value.__closure__ or () if cell != types.CellType()]
        return [*(ns[name] for name in names if name in ns), *cells, *(value.__defaults__ or ()),
                *(value.__kwdefaults__ or {}).values(), *vars(value).values()]
    if isinstance(value, functools.partial):
        return [value.func, *value.args, *value.keywords.values()]
    if isinstance(value, types.MethodType):
        return [value.__func__, value.__self__]
    if isinstance(value, type):
        return [*vars(value).values(), *value.__bases__]
    if isinstance(value, dict):
        return list(value.values())
    if isinstance(value, list | tuple | set):
        return list(value)
    return [type(value), *getattr(value, "__dict__", {}).values()]


def imports(value):
    """The modules that a function imports in its body."""
    found = words(value.__code__) if isinstance(value, types.FunctionType) else ()
    return [name for operation, name in found if operation == "IMPORT_NAME"]


def strangers(names, ns):
    """What the functions of these names in the notebook `ns` call of other packages, as a sorted list of names."""
    found, seen, queue = set(), set(), [ns[name] for name in names if name in ns]
    while queue:
        value = queue.pop()
        if id(value) in seen:
            continue
        seen.add(id(value))
        if strange(home(value)):
            found.add(f"{getattr(value, '__name__', type(value).__name__)} ({home(value)})")
        elif home(value) == "__main__" or isinstance(value, list | tuple | set | dict | functools.partial):
            found |= {module for module in imports(value) if strange(module)}
            queue += parts(value, ns)
    return sorted(found)


def alone(*names):
    """Print whether the functions of these names call NumPy and Python's own library alone."""
    ns = sys._getframe(1).f_globals
    found = strangers(names, ns)
    print("✗ not alone: it calls " + ", ".join(found) if found else "✓ alone: it calls nothing but NumPy and Python")
