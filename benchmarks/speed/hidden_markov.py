"""The fast Baum-Welch and Viterbi against hmmlearn, where it is installed: equal answers first, then times, in turns.

hmmlearn's default computes with logarithms; its option "scaling" divides at every step, as the book's code does.
With --record the measurements go into data/hmm_peers.json.
"""
import json
import platform
import sys

import numpy as np
from dldm.datasets import DATA
from dldm.mining.hidden_markov import HMM, Categorical, baum_welch_steps
from dldm.mining.hidden_markov.fast import viterbi

from benchmarks import targets
from benchmarks.targets import ratio

try:
    import hmmlearn
    from hmmlearn.hmm import CategoricalHMM
except ImportError:
    print("        hmmlearn is not installed: Baum-Welch is not measured")
    sys.exit()

STEPS = 3


def task(K, T, symbols=12):
    """A model to start from, and T symbols."""
    rng = np.random.default_rng(K)
    start = HMM(rng.dirichlet(np.ones(K)), rng.dirichlet(np.ones(K), K),
                Categorical(rng.dirichlet(np.ones(symbols), K)))
    return start, rng.integers(0, symbols, T)


def peer(model, implementation):
    """The same model in hmmlearn, set to take STEPS steps."""
    theirs = CategoricalHMM(len(model.pi), n_iter=STEPS, tol=-np.inf, init_params="", implementation=implementation)
    theirs.startprob_, theirs.transmat_, theirs.emissionprob_ = model.pi, model.A, model.emission.P
    return theirs


def learn(start, o):
    """The model after STEPS steps."""
    for count, (model, _) in enumerate(baum_welch_steps(start, o)):
        if count == STEPS:
            return model


def contest(K, T, implementation, repeats):
    """[K, T, implementation, seconds of one step: ours, theirs], after the models were found to be equal."""
    start, o = task(K, T)
    ours, theirs = learn(start, o), peer(start, implementation).fit(o[:, None])
    assert np.allclose(ours.A, theirs.transmat_, atol=1e-8) and np.allclose(ours.pi, theirs.startprob_, atol=1e-8)
    assert np.allclose(ours.emission.P, theirs.emissionprob_, atol=1e-8)
    own, other, over = ratio(lambda: learn(start, o), lambda: peer(start, implementation).fit(o[:, None]), repeats)
    own *= STEPS / (STEPS + 1)  # our generator also runs through the sequence with the model that it ends with
    print(f"        K = {K}, T = {T}, {implementation}: a step takes {1e3 * own / STEPS:.1f} ms, "
          f"hmmlearn's {1e3 * other / STEPS:.1f} ms")
    if implementation == "log":
        targets.at_most(f"Baum-Welch, K = {K}, T = {T}: ours over hmmlearn's default", own / other, 1.1)
    return [K, T, implementation, own / STEPS, other / STEPS]


def decode(K, T, repeats):
    """[K, T, "viterbi", seconds: ours, theirs], after the paths were found to be equally probable."""
    start, o = task(K, T)
    log_B, theirs = start.emission.log_prob(o), peer(start, "log")
    assert np.isclose(viterbi(start.pi, start.A, log_B)[1], theirs.decode(o[:, None])[0])
    own, other, over = ratio(lambda: viterbi(start.pi, start.A, start.emission.log_prob(o)),
                             lambda: theirs.decode(o[:, None]), repeats)
    print(f"        Viterbi, K = {K}, T = {T}: ours {1e3 * own:.1f} ms, hmmlearn's {1e3 * other:.1f} ms")
    targets.at_most(f"Viterbi, K = {K}, T = {T}: ours over hmmlearn", over, 10)
    return [K, T, "viterbi", own, other]


if __name__ == "__main__":
    sizes = [(K, T, 9 if T < 50_000 else 3) for T in (10_000, 100_000) for K in (2, 5, 20)]
    rows = [contest(K, T, implementation, repeats) for K, T, repeats in sizes for implementation in ("log", "scaling")]
    rows += [decode(K, 10_000, 9) for K in (2, 5, 20)]
    if "--record" in sys.argv:
        record = {"python": platform.python_version(), "numpy": np.__version__, "hmmlearn": hmmlearn.__version__,
                  "rows": [[*row[:3], *(float(f"{t:.3g}") for t in row[3:])] for row in rows]}
        path = DATA / "hmm_peers.json"
        path.write_text(json.dumps(record, indent=0) + "\n", encoding="utf-8")
    targets.finish()
