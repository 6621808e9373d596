"""Pytest settings that the plain tests and the notebooks share."""
import pytest
from hypothesis import settings

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
