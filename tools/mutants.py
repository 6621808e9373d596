"""Small faults in Python code: what `mutate.py` puts into the package, one at a time."""
import ast
import random
from collections import Counter, defaultdict, namedtuple

PACKAGE = "book/dldm"
Mutant = namedtuple("Mutant", "path line text kind start end new change")

SWAPS = {ast.Add: ast.Sub, ast.Sub: ast.Add, ast.Mult: ast.Div, ast.Div: ast.Mult, ast.Pow: ast.Mult,
         ast.MatMult: ast.Mult, ast.FloorDiv: ast.Div, ast.Mod: ast.Mult, ast.BitAnd: ast.BitOr, ast.BitOr: ast.BitAnd,
         ast.Lt: ast.LtE, ast.LtE: ast.Lt, ast.Gt: ast.GtE, ast.GtE: ast.Gt, ast.Eq: ast.NotEq, ast.NotEq: ast.Eq,
         ast.Is: ast.IsNot, ast.IsNot: ast.Is, ast.In: ast.NotIn, ast.NotIn: ast.In, ast.And: ast.Or, ast.Or: ast.And}
PAIRS = "argmin argmax, min max, minimum maximum, first_smallest first_largest, any all, floor ceil"
NAMES = {a: b for pair in PAIRS.split(", ") for a, b in (pair.split(), pair.split()[::-1])}


def conditions(node, parent):
    """The values that a condition takes for good; no `while True`, which would only take time."""
    if isinstance(parent, ast.If | ast.IfExp | ast.While) and node is parent.test:
        yield "condition", ast.Constant(False)
    if isinstance(parent, ast.If | ast.IfExp) and node is parent.test or node in getattr(parent, "ifs", ()):
        yield "condition", ast.Constant(True)


def deletions(node, parent):
    """Nothing in place of a statement; a lone guard's goes with its condition."""
    alone = isinstance(parent, ast.If) and parent.body == [node]
    called = isinstance(node, ast.Expr) and isinstance(node.value, ast.Call)
    if called or isinstance(node, ast.AugAssign | ast.Raise | ast.Continue | ast.Break) and not alone:
        yield "statement", ast.Pass()


def others(node, parent):
    """Another operator, value, edge or name in place of the node's."""
    def other(**fields):
        return type(node)(**{**vars(node), **fields})

    within = "default" if isinstance(parent, ast.arguments) else "constant"
    match node:
        case ast.BinOp() | ast.AugAssign() | ast.BoolOp() if type(node.op) in SWAPS:
            yield "operator", other(op=SWAPS[type(node.op)]())
        case ast.Compare():
            for i, op in enumerate(node.ops):
                yield "comparison", other(ops=[*node.ops[:i], SWAPS[type(op)](), *node.ops[i + 1:]])
        case ast.UnaryOp(op=ast.Not() | ast.USub()):
            yield "sign", node.operand
        case ast.Slice():
            yield from (("slice", other(**{edge: None})) for edge in ("lower", "upper") if getattr(node, edge))
        case ast.Constant(value=bool()):
            yield within, other(value=not node.value)
        case ast.Constant(value=int()) if isinstance(parent, ast.keyword) and parent.arg == "axis":
            yield "axis", other(value=int(not node.value))
        case ast.Constant(value=int() | float() as value) if value + 1 != value:
            yield within, other(value=value + 1)
        case ast.Name(id=name, ctx=ast.Load()) | ast.Attribute(attr=name) if name in NAMES:
            yield "name", other(**{"id" if isinstance(node, ast.Name) else "attr": NAMES[name]})


def walk(node):
    """(node, its parent) of all that lies below, without annotations and the texts of messages."""
    for name, value in ast.iter_fields(node):
        for child in value if isinstance(value, list) else [value]:
            if isinstance(child, ast.AST) and name not in ("annotation", "returns"):
                yield child, node
                yield from () if isinstance(child, ast.JoinedStr) else walk(child)


def mutants(path, source):
    """Every Mutant of a module: its `new` stands for the bytes from `start` to `end`."""
    code, lines, starts = source.encode(), source.splitlines(), [0]
    for line in code.splitlines(keepends=True):
        starts.append(starts[-1] + len(line))
    for node, parent in walk(ast.parse(source)):
        for kind, new in (pair for make in (conditions, deletions, others) for pair in make(node, parent)):
            start, end = starts[node.lineno - 1] + node.col_offset, starts[node.end_lineno - 1] + node.end_col_offset
            text = ast.unparse(new)
            change = " ".join(f"{code[start:end].decode()} -> {text}".split())
            bare = isinstance(node, ast.stmt | ast.Slice)
            line = lines[node.lineno - 1].strip()[:100].strip()
            yield Mutant(path, node.lineno, line, kind, start, end, text if bare else f"({text})", change)


def everywhere(root):
    """Every Mutant of the package below this folder."""
    for path in sorted((root / PACKAGE).rglob("*.py")):
        yield from mutants(path.relative_to(root).as_posix(), path.read_text(encoding="utf-8"))


def explained(root):
    """{(path, source line, change): reason} of the list; ValueError for an entry that fits no mutant."""
    text = (root / "tools" / "mutants_explained.txt").read_text(encoding="utf-8")
    entries = [[line.strip() for line in entry.split("\n")] for entry in text.strip().split("\n\n")[1:]]
    known = {(mutant.path, mutant.text, mutant.change) for mutant in everywhere(root)}
    if stale := [entry for entry in entries if len(entry) != 4 or tuple(entry[:3]) not in known]:
        raise ValueError(f"explained, but there is no such mutant: {stale}")
    return {tuple(entry[:3]): entry[3] for entry in entries}


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
