"""Names that Python statements bind: what is missing afterwards, where a cell stopped before its end."""
import ast

INNER = (ast.FunctionDef, ast.AsyncFunctionDef, ast.ClassDef, ast.Lambda,
         ast.ListComp, ast.SetComp, ast.DictComp, ast.GeneratorExp)


def bound(statements):
    """Names that the statements bind where they stand, not inside functions, classes and comprehensions."""
    names, queue = set(), list(statements)
    while queue:
        node = queue.pop()
        if isinstance(node, ast.FunctionDef | ast.ClassDef):
            names.add(node.name)
        elif isinstance(node, ast.Import | ast.ImportFrom):
            names |= {(alias.asname or alias.name).split(".")[0] for alias in node.names}
        elif isinstance(node, ast.Name) and isinstance(node.ctx, ast.Store):
            names.add(node.id)
        if not isinstance(node, INNER):
            queue += ast.iter_child_nodes(node)
    return names
