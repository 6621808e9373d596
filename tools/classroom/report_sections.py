"""Where the book treats each misconception: the notebook and the label of the section."""
import json
import re
from functools import cache
from pathlib import Path

ROOT = Path(__file__).resolve().parents[2]
SECTIONS = {
    "ANON": ("06-1a-privacy", "sec-6c-tables"),
    "AVG": ("01-background", "sec-1-six"),
    "BPUPD": ("03-backprop", "sec-3-autodiff"),
    "CAUSE": ("05-4-association", "sec-5-4-cause"),
    "CLU": ("05-1a-centres", "sec-5-1-noise"),
    "COEF": ("05-3-regression", "sec-5-3-errors"),
    "CONF": ("05-4-association", "sec-5-4-rules"),
    "CORE": ("05-1b-densities", "sec-5-1-dbscan"),
    "DEEP": ("04-neural-nets", "sec-4-bridge"),
    "DLONLY": ("06-1a-privacy", "sec-6c-membership"),
    "HIDDEN": ("07-faq", "sec-7-difference"),
    "ITER": ("05-1a-centres", "sec-5-1-kmeans"),
    "KMIN": ("05-1a-centres", "sec-5-1-k"),
    "LEAK": ("05-mining", "sec-5-leaks"),
    "LIN": ("05-3-regression", "sec-5-3-poly"),
    "LOCAL": ("05-1a-centres", "sec-5-1-optima"),
    "NOLAB": ("05-mining", "sec-5-map"),
    "OBJ": ("05-3-solvers", "sec-5-3-svr"),
    "OVF": ("05-3-regression", "sec-5-3-cv"),
    "PROB": ("05-2a-counting", "sec-5-2-calibration"),
    "SCALE": ("05-1a-centres", "sec-5-1-scale"),
    "SEED": ("04-neural-nets", "sec-4-kmeans"),
    "SHAPE": ("03-backprop", "sec-3-autodiff"),
    "SHUF": ("05-5-own-past", "sec-5-5s-rolling"),
    "SIGP": ("02-concepts", "sec-2-neuron"),
    "SOFTEL": ("05-2a-counting", "sec-5-2-b5"),
    "STATE": ("05-5-hidden-markov", "sec-5-5h-viterbi"),
    "TRAIN": ("04-neural-nets", "sec-4-tree"),
    "XAI": ("06-1b-fairness", "sec-6c-importance"),
}


def prose(path):
    """The text of a notebook without its code."""
    cells = json.loads(path.read_text(encoding="utf-8"))["cells"]
    return "\n".join("".join(cell["source"]) for cell in cells if cell["cell_type"] == "markdown")


@cache
def titles(notebook):
    """{label: title} of a notebook's sections."""
    return dict(re.findall(r"^\((sec-[\w-]+)\)=\n#+ (.+)$", prose(ROOT / "book" / f"{notebook}.ipynb"), re.M))


@cache
def exercises():
    """{id: title} of all exercises of the book."""
    text = "\n".join(prose(path) for path in (ROOT / "book").glob("*.ipynb"))
    return {id: title for title, id in re.findall(r"\{exercise\} (.+)\n:label: ex-(\S+)", text)}


def section(code):
    """(page with anchor, title) of the section that treats a misconception."""
    notebook, label = SECTIONS[code]
    return f"{notebook}.html#{label}", titles(notebook)[label]
