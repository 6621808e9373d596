"""Where the data lie: the book's own, whose sources, licences and checksums stand in
data/README.md, and those of statsmodels.
"""
import csv
import importlib.util
from importlib.resources import files
from pathlib import Path

DATA = files(__package__) / "data"  # a path also where the package is a zip


def statsmodels_file(name):
    """The path of a data set of statsmodels: its installed file, found without
    importing it, or the book's own copy where statsmodels is missing.
    """
    spec = importlib.util.find_spec("statsmodels")
    for folder in spec.submodule_search_locations if spec else ():
        path = Path(folder) / "datasets" / name / f"{name}.csv"
        if path.exists():
            return path
    return DATA / f"{name}.csv"


def statsmodels_columns(name, **form):
    """{column: its values as text} of a data set of statsmodels; form: what csv.reader
    needs to know.
    """
    with open(statsmodels_file(name), newline="", encoding="utf-8") as file:
        names, *rows = csv.reader(file, **form)
    return dict(zip(names, zip(*filter(None, rows))))
