"""Exercises of chapter 3: how each answer is verified, and the hint that each known wrong answer gets."""
# ruff: noqa: E501 (a hint is one line)
from functools import lru_cache
from typing import NamedTuple

import numpy as np

from ...nn.layers import Dense, relu, sigmoid
from ...nn.optimizers import SGD, Adam, numerical_gradient
from ...nn.sequential import Sequential
from ..kinds import (
    Exercise,
    Hint,
    Trap,
    call,
    choice,
    digest,
    function,
    near,
    number,
    numbers,
)


@lru_cache
def _rows():
    """{name: (X, y, W, b)}: a net that a person can follow, and 10-10-10-1 on all biopsies."""
    from ...datasets.tables import biopsies
    cases = biopsies()
    X = cases.X[:, :10]
    rng = np.random.default_rng(0)
    W = [rng.normal(0, 0.4, shape) for shape in ((10, 10), (10, 10), (10, 1))]
    b = [rng.normal(0, 0.1, n) for n in (10, 10, 1)]
    small = (
        np.array([[1.0, 2.0], [-1.0, 1.0], [2.0, -1.0]]), np.array([1.0, 0.0, 1.0]),
        [np.array([[1.0, -0.5], [0.5, 1.0]]), np.array([[0.5, -1.0], [0.25, 0.5]]), np.array([[1.0], [-0.5]])],
        [np.array([0.0, 0.5]), np.array([0.1, -0.2]), np.array([0.2])],
    )
    return {"small": small, "biopsies": ((X - X.mean(axis=0)) / X.std(axis=0), cases.y, W, b)}


def _backward(case, *flaws):
    """[(dW, db)] of the net with a shortcut, by the package's layers; each flaw names one slip that is built in."""
    X, y, W, b = _rows()[case]
    net = Sequential([Dense(w.shape[1], "relu", input_shape=w.shape[:1]) for w in W])
    net.set_weights([a for pair in zip(W, b) for a in pair])
    one, two, three = net.layers
    H = relu(one.affine(X))
    bent = relu(two.affine(H))
    both = bent if "no shortcut" in flaws else H + bent
    p = sigmoid(three.affine(both))
    delta = (p - y[:, None]) / len(y) * (p * (1 - p) if "slope" in flaws else 1.0)
    three.store_gradient(both, delta)
    if "early" in flaws:
        three.W -= three.dW
    back = three.pass_back(delta)
    gate = both > 0 if "gate of the sum" in flaws else bent > 0
    gate = 1.0 if {"no gates", "no second gate"} & set(flaws) else gate
    two.store_gradient(H, back * gate)
    if "untransposed" in flaws:
        two.W[...] = two.W.T.copy()
    paths = ("no shortcut" not in flaws and "long way only" not in flaws, "shortcut only" not in flaws)
    total = paths[0] * back + paths[1] * two.pass_back(back * gate)
    one.store_gradient(X, total * (H > 0 if "no gates" not in flaws else 1.0))
    return [(layer.dW.copy(), layer.db.copy()) for layer in net.layers]


@lru_cache
def _reference(case):
    return _backward(case)


EXACT = 1e-13  # finite differences stay above it

BROADCAST = "A delta of shape (N, N) met W₃. p has shape (N, 1) and y has (N,): their difference broadcasts to (N, N). Print its shape, then give y a second axis."


class _Got(NamedTuple):
    """What the learner's function returned for one case, as a list of (dW, db) arrays."""

    case: str
    pairs: list


def _gradients(f):
    """The results on the small net, if they are wrong, else those on the biopsies."""
    for case, given in _rows().items():
        try:
            got = call(f, *given)
        except ValueError as error:
            raise (Hint("broadcast", BROADCAST) if f"1 is different from {len(given[1])}" in str(error) else error) from error
        if not isinstance(got, (list, tuple)) or len(got) != 3 or any(not isinstance(g, (list, tuple)) or len(g) != 2 for g in got):
            raise Hint("structure", "Return a list with one pair (dW, db) for each of the three layers, first layer first.")
        got = _Got(case, [(np.asarray(dW, dtype=float), np.asarray(db, dtype=float)) for dW, db in got])
        if not _gap(got.pairs, _reference(case)) < EXACT:
            break
    return got


def _gap(got, wanted):
    return max(np.abs(p - q).max() if p.shape == q.shape else np.inf for g, w in zip(got, wanted) for p, q in zip(g, w))


def _shapes(pairs, which=(0, 1)):
    return [g[i].shape for g in pairs for i in which]


def _equals(*flaws):
    """Test of a trap: the answer is what these slips make of the same data."""
    return lambda got: _gap(got.pairs, _backward(got.case, *flaws)) < 1e-9


def _times(factor):
    """Test of a trap: the answer is the right one times that factor (a function of the number of rows)."""
    return lambda got: _gap(got.pairs, [(factor(len(_rows()[got.case][1])) * dW, factor(len(_rows()[got.case][1])) * db) for dW, db in _reference(got.case)]) < 1e-9


def _along(got, layer, start, end):
    """True if dW of that layer lies on the line from `start` to `end`, and not at its start."""
    dW, way = got.pairs[layer][0], end - start
    if dW.shape != way.shape:
        return False
    eta = ((dW - start) * way).sum() / (way * way).sum()
    return abs(eta) > 1e-6 and np.abs(dW - start - eta * way).max() < 1e-9


def _too_early(got):
    """W₃ moved by some η before it carried δ back: then dW of layer 2 is linear in η, for one η."""
    right = _reference(got.case)
    return _gap(got.pairs[2:], right[2:]) < 1e-9 and _along(got, 1, right[1][0], _backward(got.case, "early")[1][0])


def _stepped(got):
    """The weights after a step, W − η dW, in place of the gradient."""
    W = _rows()[got.case][2][2]
    return _along(got, 2, W, W - _reference(got.case)[2][0])


def _first_off(got):
    """Name the case, and the first wrong layer on the way back."""
    right = _reference(got.case)
    l = next((l for l in (2, 1, 0) if not _gap(got.pairs[l:l + 1], right[l:l + 1]) < EXACT), 0)
    where = ("Layers 2 and 3 agree with the reference, layer 1 does not", "Layer 3 agrees with the reference, layer 2 does not", "Already the last layer is off")[l]
    X, y, W, b = _rows()["small"]
    case = "on the biopsies, though all three agree on the small net" if got.case == "biopsies" else f"for X = {X.tolist()}, y = {y.tolist()}, W = {[w.tolist() for w in W]}, b = {[v.tolist() for v in b]}"
    return f"{where}, {case}. Compute δ there by hand, one row at a time, and compare."


I1 = Exercise(
    "ch03-i1", {"gradients": function}, lambda got: got.case == "biopsies" and _gap(got.pairs, _reference("biopsies")) < EXACT,
    (
        Trap("order", lambda got: _shapes(got.pairs[::-1]) == _shapes(_reference(got.case)) and _gap(got.pairs[::-1], _reference(got.case)) < 1e-9, "The list runs from the last layer to the first, as you computed it. Return it in the order of `weights`."),
        Trap("transposed", lambda got: [g[0].T.shape for g in got.pairs] == _shapes(_reference(got.case), [0]) != _shapes(got.pairs, [0]), "Every dW must have the shape of its W, and that of the last layer is a column, not a row. Between the square layers the same slip stays silent.", "SHAPE"),
        Trap("bias-shape", lambda got: _shapes(got.pairs, [0]) == _shapes(_reference(got.case), [0]) and _shapes(got.pairs, [1]) != _shapes(_reference(got.case), [1]), "Every db must have the shape of its b, which has one axis: sum δ over the samples and keep no second axis.", "SHAPE"),
        Trap("pair", lambda got: _gap([(db, dW) for dW, db in got.pairs], _reference(got.case)) < 1e-9, "All slopes are right, but each pair stands the other way round: first dW, then db."),
        Trap("sum", _times(lambda n: n), "Everything is too large by a factor N, the number of samples. The loss is a mean over the batch: where does the 1/N enter?"),
        Trap("mean-twice", _times(lambda n: 1 / n), "Everything is too small by a factor N, the number of samples. The 1/N of the mean enters once; from δ on, the rows are summed."),
        Trap("sign", _times(lambda n: -1.0), "Everything has the wrong sign. Where the net says 0.9 and the truth is 0, a larger z makes the loss larger: is δ positive or negative there?"),
        Trap("slope", _equals("slope"), "Your last δ contains the slope of the sigmoid. With cross-entropy it cancels; it belongs there only with the squared error.", "SIGP"),
        Trap("plain", _equals("no shortcut"), "These are the gradients of the plain network, without the shortcut: H₂ is the sum of two things, also on the way forward."),
        Trap("one-path", _equals("long way only"), "Layers 2 and 3 are right. To layer 1 you have walked the long way only, through W₂. H₁ was used twice, so a second share arrives at it: which gate sent it, and what does that gate do on the way back?"),
        Trap("shortcut-only", _equals("shortcut only"), "Layers 2 and 3 are right. To layer 1 you have walked the shortcut only. The loss reacts to H₁ through W₂, too, and the two shares are added."),
        Trap("gate-of-the-sum", _equals("gate of the sum"), "The last layer is right. In layer 2 you asked whether H₂ is above 0. The gate that opens or shuts is that of the rectifier alone, before H₁ is added."),
        Trap("one-mask", _equals("no second gate"), "The last layer is right. Back through the *second* ReLU δ goes as if the gate were always open: what is its slope where its output is 0?"),
        Trap("mask", _equals("no gates"), "The last layer is right, the two before it are not: δ crosses each ReLU as if it were not there. What is the slope of ReLU where its output is 0?"),
        Trap("untransposed", _equals("untransposed"), "Layers 2 and 3 are right, layer 1 is not. On the way back W₂ must be transposed; it is square, so NumPy did not complain. On Mazur's net the same slip gives a first δ of .00923 instead of .00877.", "SHAPE"),
        Trap("stepped", _stepped, "These are weights after a step, not gradients. Backpropagation finds the slopes; what to do with them is the optimiser's business.", "BPUPD"),
        Trap("early", _too_early, "The last layer is right, but δ went back through a W that had already been updated. All deltas belong to the old weights. On Mazur's net the same slip gives a first δ of .00729 instead of .00877.", "ITER"),
        Trap("bias", lambda got: _gap([(g[0],) for g in got.pairs], [(r[0],) for r in _reference(got.case)]) < 1e-10, "All dW are right and some db is not. b is added to every row of Z, so its gradient is the sum over the rows of the same δ from which dW is made."),
        Trap("approximate", lambda got: _gap(got.pairs, _reference(got.case)) < 1e-5, "Right to several digits, but not to thirteen. Finite differences or float32 get no further; use the chain rule, in float64."),
    ),
    why="all 231 slopes agree to thirteen decimals with a second program, which the book's tests compare with finite differences. The shortcut hands δ on unchanged, so that however deep the network is, one path to the loss has no factor on it that could vanish.",
    fallback=_first_off,
    run=_gradients,
    prepare=lambda: [_reference(case) for case in _rows()],
    says={
        "mutates": "the arrays passed to your function are different after the call. A gradient function only reports slopes. The update comes after all deltas are known, and it is the optimiser's; in between, δ must go back through the old weights.",
        "ValueError": "If two shapes did not fit: write the shape of each factor beside it. dW has the shape of W, δ the shape of Z, and N must be the axis that is summed.",
    },
)


def _is(*value, **tolerance):
    """Test of a trap that is recognised by its value."""
    wrong = value[0] if len(value) == 1 else list(value)
    return lambda answer: near(answer, wrong, **tolerance)


# ---------------------------------------------------------------- P1 to P5: verified by nudging, not by a stored number


def _slope(loss, at):
    """The gradient that an answer must agree with, by central differences."""
    return numerical_gradient(loss, np.array(at, dtype=float)).tolist()


def _neuron_loss(w):
    return np.logaddexp(0.0, 1.0 - 2.0 * w[0])


def _relu_loss(w):
    h = np.maximum(np.array([1.0, 2.0]) @ w.reshape(2, 2) + [0.0, -1.0], 0.0)
    return 0.5 * (h @ [1.0, -2.0] - 3.0) ** 2


def _class_loss(z):
    return np.log(np.exp(z).sum()) - z[1]


def _first_step(gradient):
    theta = np.zeros(1)
    Adam(epsilon=0.0).step(theta, np.array([gradient]))
    return abs(theta[0])


P1 = Exercise(
    "ch03-p1", {"answer_p1": number}, lambda a: near(a, _slope(_neuron_loss, [0.5])[0]),
    (
        Trap("squared", _is(-0.25), "Two slips end here. If you multiplied by the slope of the sigmoid: with cross-entropy that factor cancels against the one that comes from the logarithm. If you multiplied δ by w: by how much does z move when *w* moves a little?", "SIGP"),
        Trap("delta", _is(-0.5), "If this is p − y, it is ∂L/∂z, and one link of the chain is left: by how much does z move when w moves a little? If it holds p(1 − p): with cross-entropy that factor cancels."),
        Trap("sign", _is(1.0), "The size is right. Now the sign: the prediction is below its target, so what does the loss do when w grows?"),
        Trap("probability", _is(0.5), "It is positive. Check first whether the loss rises or falls when w grows, and then go link by link: ∂L/∂p, ∂p/∂z, ∂z/∂w."),
        Trap("squared-sign", _is(0.25), "Two things to look at: the sign, and whether the slope of the sigmoid belongs in the gradient of the cross-entropy.", "SIGP"),
        Trap("squared-delta", _is(-0.125), "This is ∂L/∂z for half the squared error. Which loss does the question name, and which factor leads from z to w?", "SIGP"),
        Trap("loss", _is(0.693), "This is the value of the loss. The question asks for its slope: by how much the loss changes for a small change of w."),
        Trap("update", _is(1.5), "This is the weight after a step of size 1. The gradient is what the step is made from; the update comes later and belongs to the optimiser.", "BPUPD"),
        Trap("input", _is(2.0), "This is ∂z/∂w alone. Which number arrives at z from the loss, to be multiplied with it?"),
        Trap("zero", _is(0.0), "z is 0 here, but the gradient is not: at z = 0 the neuron says p = 0.5, and the target is 1."),
    ),
    why="the neuron says p = σ(0) = 0.5 where 1 is wanted. For sigmoid with cross-entropy ∂L/∂z is just p − y, and ∂z/∂w is the input x. The check never stored the result: it nudged w and watched the loss.",
    fallback="Go link by link: z = wx + b, p = σ(z), L = −log p. What is ∂L/∂z, and what is ∂z/∂w?",
)

P2 = choice(
    "ch03-p2", "68e3a6c026ae",
    {
        "a": ("elementwise", "This has shape (32, 10): one row for every sample. The loss is a mean over the batch, so the contributions of the 32 rows still have to be summed.", "SHAPE"),
        "b": ("transposed", "The shape is right, and the sum runs over the 32 rows. But look at the entry in row 0, column 1: it multiplies δ of unit 0 with input 1. Where does the weight from input 1 to unit 0 stand in W?", "SHAPE"),
        "d": ("inner", "This has shape (32, 32), and sums over units. A weight serves all 32 samples: over what has to be summed?", "SHAPE"),
    },
    why="the product sums over the 32 samples, and its entry (i, j) adds up input i times δ of unit j over the rows, as the weight from i to j asks. Its transpose has the same shape, and would pass without an error message.",
)

P3 = Exercise(
    "ch03-p3", {"answer_p3": numbers(2, 2)}, lambda a: near(np.ravel(a), _slope(_relu_loss, [1, -1, 2, 0.5])),
    (
        Trap("mask", _is([2, -4], [4, -8]), "The second column should make you suspicious. Compute the two hidden values: which of the units passes anything on, and what is the slope of ReLU at the other one?"),
        Trap("transposed", _is([2, 4], [0, 0]), "These are the right numbers in the wrong places. Row i of W₁ belongs to input i, column j to hidden unit j: check which unit is the silent one.", "SHAPE"),
        Trap("mask-transposed", _is([2, 4], [-4, -8]), "Two things: a ReLU whose input is negative lets no gradient through, and row i of W₁ belongs to input i.", "SHAPE"),
        Trap("sign", _is([-2, 0], [-4, 0]), "Right up to the sign. The output is 5 and the target 3: should a step against the gradient make the first hidden unit larger or smaller?"),
        Trap("half", _is([4, 0], [8, 0]), "Twice too large: the loss is half the squared error, so its slope at the output is the plain difference."),
        Trap("output", _is([1, 0], [2, 0]), "This is the gradient of the network's output. The loss still has to be put in front: what is ∂L/∂o at o = 5?"),
        Trap("input", _is([2, 0], [2, 0]), "Both rows are equal, so the inputs cannot be in it. A weight's gradient is its input times the delta at its end."),
        Trap("unit", _is([0, -4], [0, -8]), "You silenced the wrong unit. Compute z₁ = xW₁ + b₁ and see which entry is positive."),
        Trap("update", _is([-1, -1], [-2, 0.5]), "This is W₁ after a step of size 1. The question asks for the gradient itself.", "BPUPD"),
    ),
    why="only the first hidden unit is on (its input is 5, the other's is −1), so only the first column of W₁ can move the loss. The check nudged each weight and watched the loss, and found your four numbers.",
    fallback="Go forward first: z₁, h, o. Then backward: ∂L/∂o, ∂L/∂h, the ReLU's slope at each unit, and last each weight's own input.",
)

P4 = Exercise(
    "ch03-p4", {"answer_p4": numbers(3)}, lambda a: near(a, _slope(_class_loss, [2, -1, 0.5]), tiny=6e-4),
    (
        Trap("element", _is(0, -0.961, 0, tiny=6e-4), "You differentiated as if each probability depended on its own logit only. Raise z₀ a little: the three probabilities still sum to 1, so what happens to p₁, and with it to the loss?", "SOFTEL"),
        Trap("sign", _is(-0.786, 0.961, -0.175, tiny=6e-4), "All three signs are turned. Raising the logit of a wrong class makes the loss grow, so its slope is positive."),
        Trap("probabilities", _is(0.786, 0.039, 0.175, tiny=6e-4), "These are the probabilities. The true class has not come in yet: where does it enter the slope?"),
        Trap("class", _is(-0.214, 0.039, 0.175, tiny=6e-4), "The classes are counted from 0: you have pulled up the first one, but the true class is number 1."),
        Trap("class-last", _is(0.786, 0.039, -0.825, tiny=6e-4), "You have pulled up the last class. Counted from 0, the true class is number 1."),
        Trap("diagonal", _is(0.168, 0.038, 0.145, tiny=1e-3), "These are p(1 − p), the diagonal of the softmax's Jacobian. Its other entries matter too, and the loss is still missing.", "SOFTEL"),
        Trap("own", _is(0, -0.038, 0, tiny=6e-4), "This is one diagonal entry of the softmax's Jacobian with a sign. The logarithm of the loss and the other two logits are missing.", "SOFTEL"),
        Trap("inner", _is(0, -25.57, 0, tiny=6e-2), "This is ∂L/∂p, the slope with respect to the probabilities. Each probability depends on all three logits, so one step of the chain is left.", "SOFTEL"),
        Trap("rounding", lambda a: near(a, _slope(_class_loss, [2, -1, 0.5]), tiny=6e-3), "Right, but rounded too far: give three digits after the point."),
        Trap("total", lambda a: abs(sum(a)) > 0.02, "Add up your three numbers. Adding the same amount to all logits changes no probability, so the three slopes must cancel."),
    ),
    why="softmax and cross-entropy together leave the difference between what the net says and what is true. The three numbers sum to 0, because moving all logits alike changes nothing.",
    fallback="Compute the three probabilities first. Then ask for each logit: if it rises a little, what happens to −log p₁?",
)

def _is_any(*wrong):
    return lambda a: any(near(a, w) for w in wrong)


def _descend(mu):
    """Where w stands after two steps from 2 on the gradient 3 w."""
    w, optimizer = np.array([2.0]), SGD(0.1, mu)
    for _ in range(2):
        optimizer.step(w, 3 * w)
    return w[0]


P6 = Exercise(
    "ch03-p6", {"answer_p6": number}, lambda a: near(a, _descend(0.5)),
    (
        Trap("plain", _is(0.98), "This is gradient descent without momentum. The second step remembers the first: half of its velocity is added."),
        Trap("one-step", _is(1.4), "This is the weight after the first step. One more is asked for."),
        Trap("old-gradient", _is(0.5), "In the second step you used the gradient of the first one. It is taken where the weight stands now."),
        Trap("velocity", _is(-0.72), "This is the velocity of the second step. Where does it carry the weight?"),
        Trap("averaged", _is(1.295), "You gave the new gradient the weight 1 − μ, as in a running mean (and as Adam does). Here the velocity is μ times the old one, minus η times the gradient in full."),
        Trap("lookahead", _is(0.77), "You took the gradient at the place where the old velocity would carry the weight. That is Nesterov's variant; here it is taken at the weight itself."),
        Trap("uphill", _is_any(3.68, 3.38), "Your steps go up the slope. The gradient at 2 is +6: should w grow or shrink?"),
        Trap("loss-for-gradient", _is(0.806), "You stepped by the loss, 1.5 w², and not by its slope, 3 w."),
        Trap("no-learning-rate", _is(5.0), "You stepped by the whole gradient. The learning rate stands before it."),
        Trap("full-memory", _is(0.38), "You kept all of the old velocity. μ = .5 keeps half of it."),
    ),
    why="the velocities are −.6 and ½·(−.6) − .1·4.2 = −.72, so the weight goes from 2 to 1.4 to .68. Plain descent would stand at .98. The check let the book's `SGD` take the two steps.",
    fallback="Write two columns. Step 1: v = 0 − .1 · 6, and w moves by v. Step 2: half of that v, minus .1 times the gradient at the new w; then w moves by the new v.",
)


def _limit(steps=400):
    """The largest rate of descent on 6 a² + 2 c² that ends nearer than it began, found by halving an interval."""
    low, high = 0.0, 1.0
    while high - low > 1e-6:
        rate = (low + high) / 2
        ends = np.abs([(1 - 12 * rate) ** steps, (1 - 4 * rate) ** steps])
        low, high = (rate, high) if ends.max() < 1 else (low, rate)
    return low


P7 = Exercise(
    "ch03-p7", {"answer_p7": numbers(2)}, lambda a: near(a[0], _limit(), rel=0.01) and near(a[1], 1 - 0.2 * _slope(lambda v: 6 * v[0] ** 2, [1.0])[0]),
    (
        Trap("swapped", lambda a: near(a[1], _limit()), "These look like the two numbers in the other order: first the learning rate, then the factor."),
        Trap("rounded-up", lambda a: near(a[0], 0.17, rel=1e-6), "Rounded up it diverges: at .17 a step multiplies a by −1.04. Give three digits."),
        Trap("coefficient", lambda a: near(a[0], 1 / 3), "You took 6 for the curvature along a. It is the second derivative of 6a²: how large is that?"),
        Trap("ratio", lambda a: near(a[0], 2 / 3), "You divided by the ratio of the two curvatures. What limits the step is the larger curvature itself."),
        Trap("flat", lambda a: near(a[0], 0.5), "That rate is the limit for c alone. Which of the two directions overshoots first?"),
        Trap("best", lambda a: near(a[0], 0.125), "That is the *best* rate, 2/(12 + 4). It still converges a little above; where does it stop?"),
        Trap("half", lambda a: near(a[0], 1 / 12), "With this rate a jumps to 0 in one step. It may overshoot and still converge: how far?"),
        Trap("change", lambda a: near(a[0], _limit(), rel=0.025) and near(a[1], -2.4), "The rate is right. −2.4 is what is added to a, as a multiple of a. By what is a multiplied?"),
        Trap("sign", lambda a: near(a[0], _limit(), rel=0.025) and near(a[1], 1.4), "The rate is right, and so is the size of the factor. On which side of 0 is a after one step?"),
        Trap("other-direction", lambda a: near(a[0], _limit(), rel=0.025) and near(a[1], 0.2), "The rate is right. The factor is that of c; the question asks for a."),
    ),
    why="the curvatures are 12 and 4. A step multiplies a by 1 − 12η, which stays above −1 only for η below 2/12. At .2 the factor is −1.4: a changes sign and grows by 40 % at every step, while c goes on shrinking.",
    fallback=lambda a: f"The rate is right. At η = .2 a step turns a into a − .2 · 12 a: which factor is that? Yours is {a[1]:.3g}." if near(a[0], _limit(), rel=0.01) else f"With the rate {a[0]:.3g} a step turns a = 1 into {1 - 12 * a[0]:.3g} and c = 1 into {1 - 4 * a[0]:.3g}. Is that the edge between shrinking and growing? Then do the same with the rate .2.",
)

P5 = Exercise(
    "ch03-p5", {"answer_p5": number}, lambda a: near(abs(a), _first_step(1e-4), rel=0.04),
    (
        Trap("gradient", _is(1e-7), "That is learning rate times gradient, the step of plain gradient descent. Adam divides by the root of v, which is about as large as the gradient itself. What remains?"),
        Trap("correction", _is(0.00316, rel=0.01), "You left out the bias correction. After one step m holds only a tenth of the gradient and v a thousandth of its square: divide each by 1 − β to the power t."),
        Trap("half-m", _is(0.0316, rel=0.01), "You corrected m but not v, which after one step holds only a thousandth of the squared gradient."),
        Trap("half-v", _is(1e-4), "If you corrected v but not m: after one step m holds only a tenth of the gradient. If this is the gradient itself: Adam divides by its usual size."),
        Trap("momentum", _is(1e-8), "This is learning rate times the uncorrected m. The division by the root of v is missing, and so is the bias correction."),
        Trap("root", _is(10.0), "You divided by v instead of its square root, so the units no longer cancel."),
        Trap("ratio", _is(1.0), "The ratio of m to the root of v is right. The learning rate still has to be put in front."),
    ),
    why="after the bias correction m is g and v is g², so the step is the learning rate times the sign of g: the size of the gradient drops out. (With Keras' ε of 1e-7 beside so small a root it is 3 % less.)",
    fallback="Write down m and v after one step, correct both, then divide.",
)

# ---------------------------------------------------------------- V1, V2

LAST, LAYER = (10 / 64) ** 0.5 / 4, 1 / 4  # what δ loses through the softmax layer and through a hidden one


def _a_layer(ratio):
    """What a ratio would mean for each of the ten steps back."""
    if ratio <= 0:
        return "A ratio of two root mean squares is positive."
    return f"Over ten layers your ratio means a factor of {ratio ** 0.1:.2g} a layer. Which factor do you expect, from σ′ and from the sum over the outputs of a layer?"


V1 = Exercise(
    "ch03-v1", {"answer_v1": number}, lambda a: LAST * LAYER**9 / 10 <= a <= LAST * LAYER**9 * 10,
    (
        Trap("exponent", lambda a: a < 0 and a == round(a), "A ratio of two root mean squares is positive. If you meant a power of ten, write it as 1e-3, for instance."),
        Trap("zero", lambda a: a == 0, "Very small, but no factor on the way is exactly 0. Ten factors multiply: how large can each one be?"),
        Trap("one-factor", _is(LAYER), "This is one factor of σ′, for one layer. On its way from layer 11 to layer 1 the signal crosses ten sigmoids."),
        Trap("added", _is_any(LAYER / 10, 10 * LAYER), "Ten factors of 1/4 are multiplied along a path, not added or averaged."),
        Trap("none", _is(1.0), "You expect no loss on the way. Plot σ′: how large is it at most, and how many such factors are multiplied?"),
        Trap("inverse", lambda a: LAST * LAYER**9 / 10 <= 1 / a <= LAST * LAYER**9 * 10, "The size is right, upside down: is the first layer in the numerator, or the last?"),
        Trap("variance", lambda a: near(a, LAYER**20, rel=0.1, tiny=0) or near(a, LAST**2 * LAYER**18, rel=0.1, tiny=0), "This is the ratio of the *mean squares*. The root of it was asked for."),
        Trap("no-slope", _is((10 / 64) ** 0.5), "You have the step through the last layer, with its ten outputs. The sigmoids are still missing: one slope a layer."),
    ),
    why="ten slopes of nearly 1/4, and the root of 10/64 for the last layer, make 4e-7; the depth lab measures 2e-7, since the slopes are a little below 1/4. The first layer learns a million times more slowly than the last. With tanh a quarter arrives.",
    fallback=_a_layer,
)


@lru_cache
def _shares():
    """Share of the majority among the test rows, and among the training rows."""
    from ...datasets.tables import biopsies_ten
    _, _, y_train, y_test = biopsies_ten()
    return max(y_test.mean(), 1 - y_test.mean()), max(y_train.mean(), 1 - y_train.mean())


V2 = Exercise(
    "ch03-v2", {"answer_v2_accuracy": number, "answer_v2_rank": number},
    lambda a: near(a[0], _shares()[0]) and digest("ch03-v2", round(a[1], 6)) == "46de44fd7f49",
    (
        Trap("percent", lambda a: a[0] > 1, "Give the accuracy as a share between 0 and 1."),
        Trap("learns", lambda a: a[0] > 0.7, "You expect it to learn, if slowly. Compute the gradient of W₃ at the start by hand: what is H₂ᵀδ when every hidden output is 0? Do more epochs change that?"),
        Trap("coin", lambda a: 0.45 <= a[0] <= 0.55, "p is 0.5 for every row only at the very start. One number of the net can still learn: which one, and what does it then say about every row?"),
        Trap("minority", lambda a: near(a[0], 1 - _shares()[0]), "The net ends by giving all rows the same answer, but not this one. Which of the two classes lowers the loss more?"),
        Trap("train", lambda a: near(a[0], _shares()[1], rel=1e-3), "Very near: this is the share among the training rows. The question asks for the test rows.", "TRAIN"),
        Trap("other-accuracy", lambda a: not near(a[0], _shares()[0]), "Look at the predictions of the trained net for the first ten test rows. How many different values are there, and what accuracy follows from that?"),
        Trap("symmetry", lambda a: a[1] == 10, "You expect that .1 breaks the tie. It does not: units of one layer that start alike get the same δ, and so the same step. Print the columns of W₁ after training and count the different ones."),
        Trap("rank-zero", lambda a: a[1] == 0, "That is the rank after the start from zeros, where no weight moves. From .1 they do move; but how many different columns are there?"),
    ),
    why="from zeros no weight ever moves; only the last bias learns, and the net says \"benign\" to everybody. From .1 the ten units of a layer stay copies, so W₁ keeps rank 1. (That the accuracy stays at .629, too, has another cause: the one unit dies. With tanh the rank is 1 and the accuracy .92.) Random starts break the symmetry.",
    fallback="The accuracy is right. For the rank, train once more from weights of .1 and biases of 0, and look at the columns of W₁.",
    prepare=_shares,
)

V3 = choice(
    "ch03-v3", "7912f2995635",
    {
        "a": ("smooth", "A minimum near 1e-5 with two rising arms is what a right gradient of a smooth network shows: rounding on one side, the third derivative on the other.", ""),
        "c": ("kinks", "The gap is large at one step size and tiny at another: some rectifiers switch between θ − h and θ + h when h is large. A wrong gradient would be wrong at 1e-5, too.", ""),
        "d": ("precision", "This gap grows as h shrinks, like 1/h: rounding, and a lot of it. It is what losses in 32 bits look like. A wrong gradient would not improve with a larger h.", ""),
    },
    why="a gap that no step size can change is not made by the differences. A third is what a factor of 2 leaves: |g − 2g| / |g + 2g|.",
)

EXERCISES = {ex.id: ex for ex in (P1, P2, P3, P4, P5, P6, P7, I1, V1, V2, V3)}
