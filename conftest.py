"""Pytest settings that the plain tests and the notebooks share."""
import sys
from pathlib import Path

import pytest
from hypothesis import settings
from xdist.scheduler import LoadScopeScheduling

sys.path.append(str(Path(__file__).parent / "tools" / "machines"))

from outputs import without_listings  # noqa: E402

settings.register_profile("book", deadline=None, derandomize=True)  # the same cases on every machine
settings.load_profile("book")


TOGETHER = (".ipynb", "test_notebooks.py")  # cells, and tests of one folder that takes long to make


class Spread(LoadScopeScheduling):
    """Tests go to the workers one by one, but the cells of a notebook to one worker, in order."""

    def _split_scope(self, nodeid):
        """Return what must stay together with this test."""
        file = nodeid.partition("::")[0]
        return file if file.endswith(TOGETHER) else nodeid


@pytest.hookimpl(optionalhook=True)
def pytest_xdist_make_scheduler(config, log):
    """Spread the tests so (xdist's own groups do not reach the scheduler under pytest 9.2)."""
    return Spread(config, log)


def pytest_collection_modifyitems(items):
    """Begin with what takes long."""
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
