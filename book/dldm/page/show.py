"""Shows the live source of the package's functions, so that the text and the tested
code cannot differ.
"""
import inspect
import textwrap

# says of an output that it is a listing, which no notebook keeps
LISTING = "application/vnd.dldm.listing"


class Source:
    """What `show` returns: a block of Python code in Jupyter and in the HTML, plain
    text elsewhere.
    """

    def __init__(self, code):
        self.code = code

    def __repr__(self):
        return self.code

    def _repr_mimebundle_(self, include=None, exclude=None):
        """What Jupyter and myst-nb ask for: the text form, the block, and the mark of a
        listing.
        """
        return {"text/plain": self.code,
                "text/markdown": f"```python\n{self.code}\n```", LISTING: ""}


def show(*objects):
    """The source of functions, methods or classes of the package, one after the other,
    as one code block.

    Raises ValueError for anything that was not written in Python, and so has no source
    to show.
    """
    try:
        parts = [textwrap.dedent(inspect.getsource(thing)).rstrip()
                 for thing in objects]
    except TypeError as error:
        raise ValueError("show() needs functions, methods or classes written in "
                         f"Python: {error}") from None
    if not parts:
        raise ValueError("show() needs at least one function, method or class")
    return Source("\n\n\n".join(parts))


class Table:
    """What `table` returns: a Markdown table in Jupyter and in the HTML, aligned text
    elsewhere.
    """

    def __init__(self, header, rows):
        self.rows = [[str(cell) for cell in row] for row in [header, *rows]]

    def __repr__(self):
        widths = [max(map(len, column)) for column in zip(*self.rows)]
        lines = ["  ".join(cell.ljust(width)
                           for cell, width in zip(row, widths)).rstrip()
                           for row in self.rows]
        return "\n".join(lines)

    def _repr_markdown_(self):
        lines = ["| " + " | ".join(cell.replace("|", "\\|") for cell in row) + " |"
                 for row in self.rows]
        return "\n".join([lines[0], "|" + "---|" * len(self.rows[0]), *lines[1:]])


def table(header, rows):
    """A table from a header and rows of equal length; cells are shown as `str` gives
    them.
    """
    rows = list(rows)
    if any(len(row) != len(header) for row in rows):
        raise ValueError(f"every row needs {len(header)} cells, as the header has")
    return Table(header, rows)


def shapes(widths, n):
    """Every shape of a network with these layer widths and n rows: as rows of samples,
    and as the columns of one sample that textbooks (and the article) write."""
    rows = [("input", f"X ({n}, {widths[0]})", f"x ({widths[0]}, 1)")]
    for l, (i, o) in enumerate(zip(widths, widths[1:]), 1):
        rows += [(f"layer {l}: weights and their gradient", f"W ({i}, {o})",
                  f"W ({o}, {i})"),
                 (f"layer {l}: biases and their gradient", f"b ({o},)", f"b ({o}, 1)"),
                 (f"layer {l}: pre-activation, output, delta", f"Z, H, δ ({n}, {o})",
                  f"z, h, δ ({o}, 1)")]
    return table(("quantity", "rows are samples (this book)", "one column is a sample "
                                                              "(the article)"), rows)
