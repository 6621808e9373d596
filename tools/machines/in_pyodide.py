"""Runs inside Pyodide: the code cells of a notebook, as a page of the book runs them, and one report a cell."""
import json
import os

import run
from outputs import outputs_of


async def no_load(names):
    """Everything was loaded before."""


async def run_notebook(path, report):
    """Run the cells in the notebook's folder; `report` gets one line of JSON each."""
    os.chdir(os.path.dirname(path))
    with open(path, encoding="utf-8") as file:
        code = [cell for cell in json.load(file)["cells"] if cell["cell_type"] == "code"]
    cells = {cell["id"]: "".join(cell["source"]) for cell in code}
    heard = []
    session = run.Session(lambda message: heard.append(message.to_py()), no_load)
    session.take(json.dumps(cells))
    await session.fetch(["matplotlib"])  # its list of fonts
    report(json.dumps({"loaded": True}))
    for id in cells:
        heard.clear()
        await session.run_one(id)
        report(json.dumps({"outputs": outputs_of(heard)[id], "seconds": heard[-1]["seconds"]}))
