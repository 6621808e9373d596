"""Pytest settings that the plain tests and the notebooks share."""
import sys
from pathlib import Path

import pytest
from hypothesis import settings

sys.path.append(str(Path(__file__).parent / "tools" / "machines"))

from outputs import without_listings  # noqa: E402

settings.register_profile("book", deadline=None, derandomize=True)  # the same cases on every machine
settings.load_profile("book")


@pytest.hookimpl(tryfirst=True)
def pytest_collection_modifyitems(items):
    """The cells of a notebook go to one worker, in order; of all the rest, spread one by one, what takes long first."""
    for item in items:
        if item.path.suffix == ".ipynb":
            item.add_marker(pytest.mark.xdist_group(item.path.stem))
    items.sort(key=lambda item: item.get_closest_marker("long") is None)


@pytest.hookimpl(wrapper=True)
def pytest_collect_file(file_path, parent):
    """Let nbval compare text only: every build makes HTML and SVG anew, and each of them has a text twin."""
    collectors = yield
    for file in collectors:
        if hasattr(file, "skip_compare"):
            file.skip_compare += ("text/html", "image/svg+xml")
    return collectors


def pytest_itemcollected(item):
    """Let nbval leave out the listings of `show`, which are not committed, and compare the rest of their cells."""
    if hasattr(item, "compare_outputs"):
        compare = item.compare_outputs
        item.compare_outputs = lambda here, committed: compare(without_listings(here), committed)
