"""What counts as a function that calls NumPy and Python's own library alone."""
import sys
from pathlib import Path

import pytest
from exercise_tools import CHAPTERS, run_code, solutions, table

ROOT = Path(__file__).resolve().parents[2]
sys.path.append(str(ROOT / "tools" / "classroom"))

import alone  # noqa: E402
import choice  # noqa: E402

BOOKS = "kmeans (dldm.mining.clustering.kmeans)"
FROM = "from dldm.mining.clustering import kmeans\n"
STRANGE = {
    "itself": (FROM + "f = kmeans", BOOKS),
    "called": (FROM + "def f(X): return kmeans(X)", BOOKS),
    "called by a helper": (FROM + "def g(X): return kmeans(X)\ndef f(X): return g(X)", BOOKS),
    "called by an inner function": (FROM + "def f(X):\n def g(): return kmeans(X)\n return g()", BOOKS),
    "in a closure": (FROM + "def made(g):\n def f(X): return g(X)\n return f\nf = made(kmeans)", BOOKS),
    "in a partial": (FROM + "from functools import partial\nf = partial(kmeans, k=3)", BOOKS),
    "as a default": (FROM + "def f(X, g=kmeans): return g(X)", BOOKS),
    "as a keyword's default": (FROM + "def f(X, *, g=kmeans): return g(X)", BOOKS),
    "in a list": (FROM + "ways = [kmeans]\ndef f(X): return ways[0](X)", BOOKS),
    "in a dict": (FROM + "ways = {'k': kmeans}\ndef f(X): return ways['k'](X)", BOOKS),
    "behind a cache": (FROM + "from functools import cache\n@cache\ndef f(k): return kmeans(k)", BOOKS),
    "in a class": (FROM + "class Way:\n def go(self): return kmeans(self)\ndef f(X): return Way().go()", BOOKS),
    "in an object": (FROM + "class Way:\n def go(self): return kmeans(self)\nway = Way()\ndef f(): way.go()", BOOKS),
    "a method": (FROM + "class Way:\n def go(self): return kmeans(self)\nf = Way().go", BOOKS),
    "as an attribute": (FROM + "def f(X): return f.way(X)\nf.way = kmeans", BOOKS),
    "of a module": ("import dldm.mining.clustering as c\ndef f(X): return c.kmeans(X)",
                    "dldm.mining.clustering (dldm.mining.clustering)"),
    "imported inside": ("def f(X):\n from dldm.mining.clustering import kmeans\n return kmeans(X)",
                        "dldm.mining.clustering"),
    "of a library": ("from sklearn.cluster import KMeans\ndef f(X): return KMeans(3).fit(X)",
                     "KMeans (sklearn.cluster._kmeans)"),
    "a class of a library": ("from sklearn.cluster import KMeans\nclass My(KMeans): pass\ndef f(X): return My(3)",
                             "KMeans (sklearn.cluster._kmeans)"),
    "an object of the book": ("from dldm.nn import Adam\nway = Adam()\ndef f(X): return way.step(X)",
                          "Adam (dldm.nn.optimizers)"),
}
FREE = {
    "NumPy": "import numpy as np\ndef f(X): return np.linalg.lstsq(X, X)[0] + np.random.default_rng(0).normal()",
    "Python": "import math\nfrom collections import Counter\ndef f(x): return Counter([math.sqrt(x)])",
    "data": "from dldm.datasets import irises\ntable = irises()\ndef f(X): return table.X + irises().X",
    "a method of that name": FROM + "def f(X): return X.kmeans()",
    "a local of that name": FROM + "def f(X):\n kmeans = len\n return kmeans(X)",
    "itself again": "def f(n): return n and f(n - 1)",
    "a function beside it": FROM + "def g(X): return kmeans(X)\ndef f(X): return X",
    "a variable that is not there": "def f(X): return nowhere(X)",
}


@pytest.mark.parametrize("code, who", STRANGE.values(), ids=STRANGE)
def test_a_foreign_function_is_named_wherever_it_hides(code, who):
    assert who in alone.strangers(["f"], run_code(code))


@pytest.mark.parametrize("code", FREE.values(), ids=FREE)
def test_what_is_free_stays_free(code):
    assert alone.strangers(["f"], run_code(code)) == []


def test_the_learner_reads_what_is_used(capsys):
    for code in (STRANGE["called"][0], FREE["NumPy"]):
        exec("alone('f')", run_code(code) | {"alone": alone.alone})
    assert capsys.readouterr().out == f"✗ not alone: it calls {BOOKS}\n✓ alone: it calls nothing but NumPy and Python\n"


def test_the_file_asks_for_it_where_the_reference_solution_keeps_to_it():
    asked = {id: (chapter, names) for chapter in CHAPTERS for id, names in choice.alone(chapter).items()}
    assert list(asked) == ["ch03-i1", "ch05-1a-i1", "ch05-1b-i2", "ch05-4-i1", "ch05-5s-i1"]
    for id, (chapter, names) in asked.items():
        assert alone.strangers(names, run_code(solutions(chapter)[id])) == []
        foreign = [alone.strangers(names, run_code(code)) for code in table(chapter, "VARIANTS")[id]]
        assert [] in foreign and any(foreign)  # right answers both ways, so the rule decides something
