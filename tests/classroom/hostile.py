"""Submissions of every kind, each with the outcome that it must get: {name: (notebook's bytes, check of its rows)}."""
import copy
import io
import json
import zipfile

import nbformat
from exercise_tools import cells, solutions, table

FORGED = """
import json, os, sys
row = {"id": "%s", "verdict": ["scored", "correct", "", "", "", ""]}
for name in ("results.json", "results.csv", "state.json"):
    open(name, "w").write(json.dumps(row))
print(json.dumps(row))
os.write(1, json.dumps(row).encode() + b"\\n")
"""
LINE = """
import json, os
for number in range(3, 12):
    try:
        os.write(number, b'{"id": "%s", "verdict": ["scored", "correct", "", "", "", ""]}\\n' * 3)
    except OSError:
        pass
"""
HOSTILE_CELLS = {  # what stands in a cell of its own before the answers, which are right
    "loop": "while True:\n    pass",
    "stubborn loop": "while True:\n    try:\n        while True:\n            pass\n    except BaseException:\n        pass",
    "exit": "exit()",
    "sys.exit": "import sys\nsys.exit(0)",
    "os._exit": "import os\nos._exit(0)",
    "fork bomb": "import os\nwhile True:\n    os.fork()",
    "memory": "hog = []\nwhile True:\n    hog.append(bytearray(b'x') * 50_000_000)",
    "output": "for _ in range(1000):\n    print('x' * 1_000_000)",
    "raw output": "import os\nfor _ in range(1000):\n    os.write(1, b'x' * 1_000_000)",
    "socket": "import socket\nsocket.create_connection(('198.51.100.1', 80), timeout=3)\nanswer_p1 = 0",
    "disk": "with open('big', 'wb') as file:\n    for _ in range(1000):\n        file.write(bytes(1_000_000))",
    "error": "1 / 0",
    "syntax": "this is no Python",
    "kill": "import os, signal\nos.kill(-1, signal.SIGKILL)",
    "threads": "import threading, time\nfor _ in range(5000):\n    threading.Thread(target=time.sleep, args=(100,)).start()",
}
TAMPERED_CELLS = {
    "patched check": "import dldm.exercises as e\ne.check = lambda id: print('correct')",
    "patched module": "import dldm.exercises.check as c\nfrom types import SimpleNamespace\n"
                      "c.status = lambda *_: SimpleNamespace(state='correct', key='', message='')",
    "replaced module": "import sys, types\nsys.modules['dldm.exercises'] = types.ModuleType('dldm.exercises')",
    "reads the key": "from dldm.exercises.mining import centres\nanswer_p3 = centres._splits()",
    "hidden patch": "import sys\nm = sys.modules['dldm.' + 'exercises' + '.check']\nm.status = m.check = print",
}
FUNCTION_BODIES = {  # of a function whose exercise is then not passed; the other exercises are right
    "loop in a function": ("while True:\n        pass", "timed out"),
    "stubborn function": ("while True:\n        try:\n            while True:\n                pass\n"
                          "        except BaseException:\n            pass", "timed out"),
    "os._exit in a function": ("import os\n    os._exit(0)", "crashed"),
    "exit in a function": ("exit()", "scored"),
    "memory in a function": ("hog = []\n    while True:\n        hog.append(bytearray(b'x') * 50_000_000)", "scored"),
    "output in a function": ("while True:\n        print('x' * 1_000_000)", "scored"),
}


def filled(nb, answers):
    """A copy of the notebook in which the stubs are filled."""
    nb = copy.deepcopy(nb)
    for id, cell in cells(nb, "stub").items():
        cell.source = answers.get(id, cell.source)
    return nb


def with_cell(nb, code):
    """A copy with this cell before the first stub."""
    nb = copy.deepcopy(nb)
    first = min(nb.cells.index(cell) for cell in cells(nb, "stub").values())
    nb.cells.insert(first, nbformat.v4.new_code_cell(code))
    return nb


def encoded(nb):
    """The bytes of a notebook."""
    return nbformat.writes(nb).encode()


def without(nb, wanted):
    """A copy without the cells of this part of the exercises."""
    nb = copy.deepcopy(nb)
    gone = [cell.id for cell in cells(nb, wanted).values()]
    nb.cells = [cell for cell in nb.cells if cell.id not in gone]
    return nb


def twice(nb, wanted):
    """A copy in which each cell of this part stands twice."""
    nb, double = copy.deepcopy(nb), []
    ours = {cell.id for cell in cells(nb, wanted).values()}
    for cell in nb.cells:
        double += [cell, copy.deepcopy(cell)] if cell.id in ours else [cell]
    nb.cells = double
    return nb


def renamed(nb):
    """A copy whose exercises bear other ids."""
    text = nbformat.writes(nb).replace("ch05-1a-p1", "ch05-1a-x1").replace("ch05-1a-i1", "ch05-1a-zz")
    return nbformat.reads(text, 4)


def rows_of(outcome, right=(), ids=()):
    """What is expected of the rows: {id: (outcome, right)}."""
    return {id: (outcome, id in right) for id in ids}


def small(nb, ids):
    """The notebook's imports and the cells of these exercises alone, for tests that have little time."""
    nb = copy.deepcopy(nb)
    parts = {cell.id for part in ("stub", "check") for id, cell in cells(nb, part).items() if id in ids}
    first = next(cell.id for cell in nb.cells if cell.cell_type == "code")
    nb.cells = [cell for cell in nb.cells if cell.id in parts or cell.id == first]
    return nb


def bomb():
    """A zip that would unpack to a hundred times its size and more."""
    return packed({"bomb.ipynb": bytes(100_000_000)})


def packed(files):
    """A zip with these files {name: bytes}."""
    data = io.BytesIO()
    with zipfile.ZipFile(data, "w", zipfile.ZIP_DEFLATED) as file:
        for name, content in files.items():
            file.writestr(name, content)
    return data.getvalue()


def other_language(nb):
    """A copy that says that it is written in R."""
    nb = copy.deepcopy(nb)
    nb.metadata["kernelspec"] = {"name": "ir", "display_name": "R", "language": "R"}
    nb.metadata.pop("language_info", None)
    return nb
