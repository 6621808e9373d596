"""Execute notebooks in place and keep their text outputs only: python tools/refresh.py [book/NAME.ipynb ...]

Pictures, players and the listings of `show` are made again by every build; what stays is what nbval compares.
"""
import sys
from pathlib import Path

import nbformat

ROOT = Path(__file__).resolve().parents[1]
sys.path += [str(ROOT / "ext"), str(ROOT / "tools" / "machines")]

from execute import executed, faults  # noqa: E402
from outputs import TEXT, without_listings  # noqa: E402


def strip(notebook):
    """Drop listings, pictures, HTML and time stamps from an executed notebook."""
    for cell in notebook.cells:
        cell.metadata.pop("execution", None)
        if cell.cell_type == "code":
            cell.outputs = without_listings(cell.outputs)
        for output in cell.get("outputs", []):
            if "data" in output:
                output["data"] = {kind: value for kind, value in output["data"].items() if kind in TEXT}
                output["metadata"] = {}
    notebook.metadata = {"kernelspec": {"display_name": "Python 3", "language": "python", "name": "python3"},
                         "language_info": {"name": "python"}}


def main(paths):
    for path in map(Path, paths or sorted((ROOT / "book").glob("*.ipynb"))):
        notebook, *_ = executed(path)
        if trouble := faults(path, notebook):
            sys.exit(f"not refreshed: {trouble}")
        strip(notebook)
        nbformat.write(notebook, path)
        print("refreshed", path)


if __name__ == "__main__":
    main(sys.argv[1:])
