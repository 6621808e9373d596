"""The one comparison: does a cell print here what the committed notebook says that it prints?"""
import ast
import re
import sys
from collections import defaultdict
from dataclasses import dataclass
from pathlib import Path

from outputs import TEXT, without_listings

sys.path.append(str(Path(__file__).resolve().parents[2] / "ext" / "live"))

import needs  # noqa: E402

EQUAL, DIFFERENT, NOT_RUN = "equal", "different", "not run"
PEERS = {"statsmodels", "dask", "distributed"}  # only a comparison with these, and what needs it, may be missing


@dataclass
class Verdict:
    """What `judge` found for one cell: its state, and why it is not equal."""

    state: str
    why: str = ""


def texts(outputs):
    """{kind: texts} of what nbval compares: streams by name, each joined, and the text forms of objects."""
    found = defaultdict(list)
    for output in outputs:
        if output["output_type"] == "stream":
            found[output["name"]] = ["".join(found[output["name"]]) + output["text"]]
        for kind in TEXT:
            if kind in output.get("data", {}):
                found[kind].append(output["data"][kind])
    return dict(found)


def is_data(code, name="statsmodels"):
    """Whether the code takes data from statsmodels, here called `name`: the book has its own copies of data."""
    return re.search(rf"\b{name}\.datasets\b", code) is not None


def excuse(error, source, lost):
    """(peer, why) where the error may be: the peer is not installed, or a name is lost with it. Else None."""
    name = (re.findall(r"'([\w.]+)'", error["evalue"]) or [""])[0]
    peer = name.split(".")[0]
    if error["ename"] == "ModuleNotFoundError" and peer in PEERS and not is_data("".join(error["traceback"])):
        return peer, f"there is no {peer}"
    if error["ename"] == "NameError" and name in lost and not is_data(source, name):
        return lost[name], f"{name} comes from a cell that needs {lost[name]}"
    return None


def lose(source, error, peer, lost):
    """Add to `lost` what the cell did not bind: names of the imports that failed, or all where it stopped."""
    body = ast.parse(source).body
    imports = [s for s in body if isinstance(s, ast.Import | ast.ImportFrom)
               and peer in ast.unparse(s) and not is_data(ast.unparse(s))]
    failed = imports if error["ename"] == "ModuleNotFoundError" and imports else body
    lost.update(dict.fromkeys(needs.read("\n".join(map(ast.unparse, failed))).binds, peer))


def difference(committed, got):
    """The first line that differs, as "committed: … got: …"; "" if there is none."""
    for kind in sorted(committed.keys() | got.keys()):
        ours, theirs = ("\n".join(side.get(kind, [])).splitlines() for side in (committed, got))
        if ours != theirs:
            at = next((i for i, (a, b) in enumerate(zip(ours, theirs)) if a != b), min(len(ours), len(theirs)))
            here, there = (side[at] if at < len(side) else "nothing" for side in (ours, theirs))
            return f"{kind}, line {at + 1}: committed {here!r}, got {there!r}"
    return ""


def begins(committed, got):
    """Whether a cell that stopped before its end had printed what it should have until then."""
    return all("".join(committed.get(kind, [])).startswith("".join(text)) for kind, text in got.items())


def judge(cell, outputs, lost):
    """Verdict on one code cell: `outputs` is what it gave here, None if it was never reached.

    lost: {name: peer} of what earlier cells could not bind; a cell that cannot run adds its own names.
    """
    if outputs is None:
        return Verdict(DIFFERENT, "not reached: an earlier cell took too long, or ended the run")
    found, verdict = [output for output in outputs if output["output_type"] == "error"], None
    for error in found:
        excused = excuse(error, cell.source, lost)
        if excused:
            lose(cell.source, error, excused[0], lost)
            verdict = verdict or Verdict(NOT_RUN, excused[1])
        else:
            verdict = Verdict(DIFFERENT, f"{error['ename']}: {error['evalue']}")
    committed, got = texts(cell.outputs), texts(without_listings(outputs))
    ignored = "nbval-ignore-output" in cell.metadata.get("tags", [])
    if ignored or verdict and (verdict.state == DIFFERENT or begins(committed, got)):
        return verdict or Verdict(EQUAL)
    why = difference(committed, got)
    return Verdict(DIFFERENT, why) if why else Verdict(EQUAL)


def compare(notebook, outputs):
    """[(cell, Verdict)] of the notebook's code cells; outputs: one list a cell, fewer where the run ended early."""
    cells, lost = [cell for cell in notebook.cells if cell.cell_type == "code"], {}
    outputs = [*outputs, *[None] * (len(cells) - len(outputs))]
    return [(cell, judge(cell, given, lost)) for cell, given in zip(cells, outputs)]
