"""Shows the live source of the package's functions, so that the text and the tested code cannot differ."""
import inspect
import textwrap


class Source:
    """What `show` returns: a block of Python code in Jupyter and in the HTML, plain text elsewhere."""

    def __init__(self, code):
        self.code = code

    def __repr__(self):
        return self.code

    def _repr_markdown_(self):
        return f"```python\n{self.code}\n```"


def show(*objects):
    """The source of functions, methods or classes of the package, one after the other, as one code block.

    Raises ValueError for anything that was not written in Python, and so has no source to show.
    """
    try:
        parts = [textwrap.dedent(inspect.getsource(thing)).rstrip() for thing in objects]
    except TypeError as error:
        raise ValueError(f"show() needs functions, methods or classes written in Python: {error}") from None
    if not parts:
        raise ValueError("show() needs at least one function, method or class")
    return Source("\n\n\n".join(parts))
