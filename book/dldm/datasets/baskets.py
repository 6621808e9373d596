"""Baskets: lists of items without an order."""
import json
from types import SimpleNamespace

from .files import DATA


def import_baskets():
    """328 modules of Python's standard library: names, and baskets, for each module the
    list of what it imports.

    Source: CPython 3.11, modules that import at least two others.
    """
    text = (DATA / "import_baskets.json").read_text(encoding="utf-8")
    names, baskets = zip(*json.loads(text))
    return SimpleNamespace(names=list(names), baskets=list(baskets))
