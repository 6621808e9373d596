"""Which cells of a page must run before another one: found by reading the names in them, without running any."""
import ast
import builtins
from dataclasses import dataclass, field

PURE = {"print", "show", "play", "table", "check", "display", "shapes", "len", "sorted", "questionnaire"}
CHANGING = {"add", "append", "backward", "clear", "discard", "extend", "fit", "insert", "partial_fit", "pop", "remove",
            "setdefault", "shuffle", "sort", "step", "train", "update", "zero_grad"}
MODULES = {"np", "plt"}  # no call changes them: np.append(a, b) returns a new array, and plt.show() shows it all
SCOPES = ast.FunctionDef | ast.AsyncFunctionDef | ast.Lambda


@dataclass
class Names:
    """What a cell binds, what it reads of earlier cells, and of that what it may change in place.

    `later` maps a function or class to the names that its body reads when it is called.
    """

    binds: set = field(default_factory=set)
    uses: set = field(default_factory=set)
    changes: set = field(default_factory=set)
    later: dict = field(default_factory=dict)


class _Reader(ast.NodeVisitor):
    """Reads statements in the order in which they run."""

    def __init__(self, bound=()):
        self.bound, self.uses, self.changes, self.later = set(bound), set(), set(), {}

    def visit_Name(self, node):
        if isinstance(node.ctx, ast.Store):
            self.bound.add(node.id)
        else:
            self.uses |= {node.id, *self.later.get(node.id, ())} - self.bound

    def visit_Assign(self, node):
        self._visit_all([node.value, *node.targets])

    def visit_AnnAssign(self, node):
        self._visit_all([node.value, node.target] if node.value else [])

    def visit_AugAssign(self, node):
        if isinstance(node.target, ast.Name) and node.target.id not in self.bound:
            self.uses.add(node.target.id)
        self._visit_all([node.value, node.target])

    def visit_For(self, node):
        self._visit_all([node.iter, node.target, *node.body, *node.orelse])

    def visit_comprehension(self, node):
        self._visit_all([node.iter, node.target, *node.ifs])

    def visit_ListComp(self, node):
        inner = self._inner(self.bound)
        made = [node.key, node.value] if isinstance(node, ast.DictComp) else [node.elt]
        inner._visit_all([*node.generators, *made])
        self._take(inner)

    visit_SetComp = visit_GeneratorExp = visit_DictComp = visit_ListComp

    def visit_ExceptHandler(self, node):
        self.bound |= {node.name} - {None}
        self.generic_visit(node)

    def visit_Import(self, node):
        self.bound |= {(alias.asname or alias.name).split(".")[0] for alias in node.names}

    visit_ImportFrom = visit_Import

    def visit_FunctionDef(self, node):
        self._visit_all([*node.decorator_list, *node.args.defaults, *filter(None, node.args.kw_defaults)])
        self.bound.add(node.name)
        self.later[node.name] = _free(node)

    def visit_Lambda(self, node):
        self._visit_all([*node.args.defaults, *filter(None, node.args.kw_defaults)])
        self.uses |= _free(node) - self.bound

    def visit_ClassDef(self, node):
        self._visit_all([*node.decorator_list, *node.bases, *(keyword.value for keyword in node.keywords)])
        inner = self._inner(self.bound)
        inner._visit_all(node.body)
        self._take(inner)
        self.bound.add(node.name)
        self.later[node.name] = set().union(*inner.later.values()) - {node.name}

    def visit_Attribute(self, node):
        self._change_if_stored(node)

    def visit_Subscript(self, node):
        self._change_if_stored(node)

    def visit_Expr(self, node):
        if isinstance(node.value, ast.Call) and _root(node.value.func) not in PURE:
            self.changes |= {_root(node.value.func), *(arg.id for arg in node.value.args if isinstance(arg, ast.Name))}
        self.generic_visit(node)

    def visit_Call(self, node):
        if isinstance(node.func, ast.Attribute) and node.func.attr in CHANGING:
            self.changes.add(_root(node.func))
        if isinstance(node.func, ast.Name) and node.func.id == "next":
            self.changes |= {_root(arg) for arg in node.args}
        self.generic_visit(node)

    def _change_if_stored(self, node):
        if not isinstance(node.ctx, ast.Load):
            self.changes.add(_root(node))
        self.generic_visit(node)

    def _visit_all(self, nodes):
        for node in nodes:
            self.visit(node)

    def _inner(self, bound):
        inner = _Reader(bound)
        inner.later = dict(self.later)
        return inner

    def _take(self, inner):
        self.uses |= inner.uses
        self.changes |= inner.changes


def _root(node):
    """The name at the left end of `name.attribute[index]`, "" if there is none."""
    while isinstance(node, ast.Attribute | ast.Subscript | ast.Call):
        node = node.func if isinstance(node, ast.Call) else node.value
    return node.id if isinstance(node, ast.Name) else ""


def _free(function):
    """Names that a function's body reads from outside of it."""
    spec = function.args
    stars = filter(None, [spec.vararg, spec.kwarg])
    own = {arg.arg for arg in [*spec.posonlyargs, *spec.args, *spec.kwonlyargs, *stars]}
    body = function.body if isinstance(function.body, list) else [function.body]
    outer = {name for node in ast.walk(function) if isinstance(node, ast.Global) for name in node.names}
    own |= {node.id for part in body for node in ast.walk(part)
            if isinstance(node, ast.Name) and isinstance(node.ctx, ast.Store)} - outer
    reader = _Reader(own)
    reader._visit_all(body)
    return (reader.uses | set().union(*reader.later.values()) | outer) - reader.bound


def read(code):
    """The Names of one cell; of a cell that is no Python yet, none."""
    try:
        tree = ast.parse(code)
    except SyntaxError:
        return Names()
    reader = _Reader()
    reader.visit(tree)
    known = set(dir(builtins)) | {""}
    return Names(reader.bound, reader.uses - known, reader.changes - known - MODULES,
                 {name: free - known for name, free in reader.later.items()})


class Page:
    """The cells of a page in their order, {id: code}, and what has run of them."""

    def __init__(self, cells, checks=()):
        """checks: {id of a check: id of the cell that it judges}."""
        self.ids, self.names, self.codes, self.checks = [], {}, {}, dict(checks)
        self.ran, self.owner = {}, {}  # {id: code when it ran}, {name: id of the cell that bound it last}
        self.update(cells)

    def update(self, cells):
        """Take the cells as they stand in the page now."""
        self.ids = list(cells)
        for id, code in cells.items():
            if self.codes.get(id) != code:
                self.codes[id], self.names[id] = code, read(code)

    def done(self, id):
        """Note that a cell has run to its end."""
        self.ran[id] = self.codes[id]
        self.owner |= dict.fromkeys(self.names[id].binds, id)

    def needs(self, id):
        """{name: id of the cell before this one that binds it}, for all that the cell reads, also through functions."""
        answer = self.names.get(self.checks.get(id), Names())
        found, queue = {}, [*self.names[id].uses, *answer.binds]
        while queue:
            name = queue.pop()
            if name not in found:
                found[name] = self._binder(name, id)
                queue += self.names[found[name]].later.get(name, ()) if found[name] else ()
        return {name: binder for name, binder in found.items() if binder}

    def plan(self, id):
        """The cells to run before this one, in their order: those it needs that have not run as they stand.

        The answer that a check judges runs each time: an explorable that it reads may hold other values by now.
        """
        wanted = {id} | {self.checks.get(id)} & set(self.ids)
        while more := self._missing(wanted) - wanted:
            wanted |= more
        return [other for other in self.ids if other in wanted and other != id]

    def _binder(self, name, id):
        before = self.ids[:self.ids.index(id)]
        return next((other for other in reversed(before) if name in self.names[other].binds), None)

    def _missing(self, wanted):
        """What the cells that are to run lack, if they run in their order."""
        owner, missing = dict(self.owner), set()
        for id in (id for id in self.ids if id in wanted):
            for name, binder in self.needs(id).items():
                if binder in wanted or owner.get(name) != binder or not self._is_fresh(binder):
                    missing |= {binder, *self._changers(name, binder, id)}
                else:
                    missing |= {other for other in self._changers(name, binder, id) if not self._is_fresh(other)}
            owner |= dict.fromkeys(self.names[id].binds, id)
        return missing

    def _changers(self, name, binder, id):
        """Cells between the one that binds the name and this one that may change its value."""
        between = self.ids[self.ids.index(binder) + 1:self.ids.index(id)]
        return [other for other in between if name in self.names[other].changes]

    def _is_fresh(self, id):
        return self.ran.get(id) == self.codes[id]
