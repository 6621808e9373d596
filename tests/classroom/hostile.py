"""Submissions of every kind, each with the outcome that it must get: {name: (notebook's bytes, check of its rows)}."""
import copy
import io
import json
import textwrap
import zipfile

import nbformat
from exercise_tools import cells, fill

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
STUBBORN = "while True:\n    try:\n        while True:\n            pass\n    except BaseException:\n        pass"
HOSTILE_CELLS = {  # what stands in a cell of its own before the answers, which are right
    "loop": "while True:\n    pass",
    "stubborn loop": STUBBORN,
    "exit": "exit()",
    "sys.exit": "import sys\nsys.exit(0)",
    "os._exit": "import os\nos._exit(0)",
    "fork bomb": "import os\nwhile True:\n    try:\n        os.fork()\n    except OSError:\n        pass",
    "memory": "hog = []\ntry:\n    while True:\n        hog.append(bytearray(b'x') * 50_000_000)\n"
              "finally:\n    hog = 0",
    "output": "for _ in range(1000):\n    print('x' * 1_000_000)",
    "raw output": "import os\nfor _ in range(1000):\n    os.write(1, b'x' * 1_000_000)",
    "socket": "import socket\nsocket.create_connection(('198.51.100.1', 80), timeout=3)\nanswer_p1 = 0",
    "disk": "with open('big', 'wb') as file:\n    for _ in range(1000):\n        file.write(bytes(1_000_000))",
    "error": "1 / 0",
    "syntax": "this is no Python",
    "kill": "import os, signal\nos.kill(-1, signal.SIGKILL)",
    "threads": "import threading as t, time\nt.stack_size(2**18)\n"
               "for _ in range(999):\n    t.Thread(target=time.sleep, args=(99,)).start()",
}
TAMPERED_CELLS = {
    "patched check": "import dldm.exercises as e\ne.check = lambda id: print('correct')",
    "patched module": "import dldm.exercises.check as c\nfrom types import SimpleNamespace\n"
                      "c.status = lambda *_: SimpleNamespace(state='correct', key='', message='')",
    "replaced module": "import sys, types\nsys.modules['dldm.exercises'] = types.ModuleType('dldm.exercises')",
    "reads the key": "from dldm.exercises.mining import centres\nanswer_p3 = centres._splits()",
    "hidden patch": "import sys\nm = sys.modules['dldm.' + 'exercises' + '.check']\nm.status = m.check = print",
}
FUNCTION_BODIES = {  # of a function whose exercise is then not passed: (body, outcome, key)
    "loop in a function": ("while True:\n    pass", "timed out", "slow"),
    "stubborn function": (STUBBORN, "timed out", "timed-out"),
    "os._exit in a function": ("import os\nos._exit(0)", "crashed", "crashed"),
    "exit in a function": ("exit()", "scored", "exit"),
    "memory in a function": ("hog = []\nwhile True:\n    hog.append(bytearray(b'x') * 50_000_000)", "scored", "raises"),
    "output in a function": ("while True:\n    print('x' * 1_000_000)", "scored", "loud"),
    "endless recursion": ("return my_kmeans(X, k, rng)", "scored", "recursion"),
}
READS = """
import glob
places = [{folder!r}, "/home", "/root", "/tmp"]
found = [name for place in places for name in glob.glob(place + "/**/*.ipynb", recursive=True)]
answer_p1 = [7 / 3, 53 / 4] if found else [3, 12]
"""
WRITES = """
import os, shutil
for place in ({folder!r}, os.path.dirname({folder!r})):
    try:
        open(os.path.join(place, "written.txt"), "w").write("here I was")
    except OSError:
        pass
    shutil.rmtree(place, ignore_errors=True)
"""
RIGHT, HUMAN = ("scored", "correct", ""), ("needs a human", "", "")


def with_cell(nb, code):
    """A copy with this cell before the first stub."""
    nb = copy.deepcopy(nb)
    first = min(nb.cells.index(cell) for cell in cells(nb, "stub").values())
    nb.cells.insert(first, nbformat.v4.new_code_cell(code))
    return nb


def encoded(nb):
    """The bytes of a notebook."""
    return json.dumps(nb).encode()


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


def hostile(nb, answers, folder):
    """{name: (bytes of a notebook, {id: (outcome, state, key)})}; nb: the notebook as handed out, answers: the right
    ones {id: code}, among them those of p1 and i1.
    """
    ids, good = list(cells(nb, "stub")), fill(nb, answers)
    right = dict.fromkeys(ids, RIGHT)
    p1, i1 = (next(id for id in ids if id.endswith(end)) for end in ("p1", "i1"))
    made = {}
    for name, code in HOSTILE_CELLS.items():
        made[name] = (encoded(with_cell(good, code)), {
            "stubborn loop": dict.fromkeys(ids, ("timed out", "", "timed-out")),
            "os._exit": dict.fromkeys(ids, ("crashed", "", "crashed")),
            "fork bomb": dict.fromkeys(ids, ("crashed", "", "crashed")),
            "threads": dict.fromkeys(ids, ("crashed", "", "crashed"))}.get(name, right))
    for name, code in TAMPERED_CELLS.items():
        made[name] = encoded(with_cell(good, code)), dict.fromkeys(ids, ("tampered", "", ""))
    for name, (body, outcome, key) in FUNCTION_BODIES.items():
        code = "def my_kmeans(X, k, rng):\n" + textwrap.indent(body, "    ")
        state = "not yet"
        made[name] = encoded(fill(nb, answers | {i1: code})), right | {i1: (outcome, state, key)}
    wrong = fill(nb, answers | {p1: "answer_p1 = [3, 12]"})
    made["forged file"] = encoded(with_cell(wrong, FORGED % p1)), right | {p1: ("scored", "not yet", "fallback")}
    made["forged line"] = encoded(with_cell(wrong, LINE % p1)), dict.fromkeys(ids, ("tampered", "", ""))
    reads = fill(nb, answers | {p1: READS.format(folder=str(folder))})
    made["reads another's"] = encoded(reads), right | {p1: ("scored", "not yet", "fallback")}
    made["writes and deletes"] = encoded(with_cell(good, WRITES.format(folder=str(folder)))), right
    return made


def odd(nb, answers):
    """Submissions of honest people whose files are odd, as `hostile` gives them."""
    ids, good = list(cells(nb, "stub")), fill(nb, answers)
    right, human = dict.fromkeys(ids, RIGHT), dict.fromkeys(ids, HUMAN)
    empty = dict.fromkeys(ids, ("scored", "not attempted", "stub"))
    p1 = next(id for id in ids if id.endswith("p1"))
    copy_of_stub = copy.deepcopy(cells(nb, "stub")[p1])
    restored = copy.deepcopy(good)
    restored.cells.append(copy_of_stub)
    bare = nbformat.v4.new_notebook(cells=[nbformat.v4.new_code_cell("x = 1")])
    return {
        "unfilled": (encoded(nb), empty), "no cells of the book": (encoded(bare), empty),
        "no check cells": (encoded(without(good, "check")), right),
        "twice each check": (encoded(twice(good, "check")), right),
        "twice each answer": (encoded(twice(good, "stub")), right), "renamed ids": (encoded(renamed(good)), right),
        "a stub once more at the end": (encoded(restored), right),
        "Windows line ends": (encoded(good).replace(b"\n", b"\r\n").replace(b"\\n", b"\\r\\n"), right),
        "byte order mark": (b"\xef\xbb\xbf" + encoded(good), right),
        "sixteen bits": (encoded(good).decode().encode("utf-16"), right),
        "名字 with spaces": (encoded(good), right), "Zoë O'Neil; =1+1": (encoded(good), right),
        "broken JSON": (encoded(good)[:-100], human), "nothing": (b"", human), "a list": (b"[1, 2]", human),
        "written in R": (encoded(other_language(good)), human), "deep": (b"[" * 100_000, human),
    }
