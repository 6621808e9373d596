"""Exercises of chapter 3: how each answer is verified, and the hint that each known wrong answer gets."""
# ruff: noqa: E501 (a hint is one line)
from functools import lru_cache
from types import SimpleNamespace

import numpy as np

from ...nn.layers import Dense, backward_steps, forward, sigmoid
from ...nn.optimizers import Adam, numerical_gradient
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
def _step():
    """The biopsies, a 10-10-10-1 net, and its gradient read off one public full-batch SGD step (W before − W after) / rate."""
    from sklearn.neural_network import MLPClassifier

    from ...datasets.tables import biopsies
    cases = biopsies()
    X, y = cases.X[:, :10], cases.y
    X = (X - X.mean(axis=0)) / X.std(axis=0)
    rate = 1e-3
    model = MLPClassifier(hidden_layer_sizes=(10, 10), solver="sgd", momentum=0, nesterovs_momentum=False, learning_rate_init=rate, batch_size=len(y), alpha=0, shuffle=False, random_state=0)
    model.partial_fit(X, y, classes=[0, 1])
    W, b = [w.copy() for w in model.coefs_], [v.copy() for v in model.intercepts_]
    model.partial_fit(X, y)
    reference = [((p - q) / rate, (u - v) / rate) for p, q, u, v in zip(W, model.coefs_, b, model.intercepts_)]
    return SimpleNamespace(X=X, y=y, W=W, b=b, reference=reference)


def _with(flaw):
    """The gradients after `flaw(net, delta)` has spoilt the net behind its forward pass, or replaced the last delta."""
    s = _step()
    net = Sequential([Dense(10, "relu", input_shape=(10,)), Dense(10, "relu"), Dense(1, "sigmoid")])
    net.compile("sgd", "binary_crossentropy")
    net.set_weights([a for pair in zip(s.W, s.b) for a in pair])
    H = forward(net.layers, s.X)
    delta = net.delta(H[-1], s.y[:, None])
    spoilt = flaw(net, sigmoid(H[-1]))
    list(backward_steps(net.layers, H, delta if spoilt is None else delta * spoilt))
    return [(layer.dW.copy(), layer.db.copy()) for layer in net.layers]


def _unmask(net, p):
    for layer in net.layers:
        layer.slope = lambda H: 1.0


def _untranspose(net, p):
    net.layers[1].W[...] = net.layers[1].W.T.copy()


BROADCAST = "A delta of shape (569, 569) met W₃. p has shape (N, 1) and y has (N,): their difference broadcasts to (N, N). Print its shape, then give y a second axis."


def _gradients(f):
    """What the learner's function returns on the biopsies, as a list of (dW, db) arrays."""
    s = _step()
    try:
        got = call(f, s.X, s.y, s.W, s.b)
    except ValueError as error:
        raise (Hint("broadcast", BROADCAST) if "1 is different from 569" in str(error) else error) from error
    if not isinstance(got, (list, tuple)) or len(got) != 3 or any(not isinstance(g, (list, tuple)) or len(g) != 2 for g in got):
        raise Hint("structure", "Return a list with one pair (dW, db) for each of the three layers, first layer first.")
    return [(np.asarray(dW, dtype=float), np.asarray(db, dtype=float)) for dW, db in got]


def _gap(got, wanted):
    return max(np.abs(p - q).max() if p.shape == q.shape else np.inf for g, w in zip(got, wanted) for p, q in zip(g, w))


def _shapes(got, which=(0, 1)):
    return [g[i].shape for g in got for i in which]


def _equals(flaw):
    """Test of a trap that is recognised by what it makes of the same data; `flaw` gives the spoilt gradients."""
    return lambda got: _gap(got, flaw()) < 1e-9


def _times(factor):
    return [(factor * dW, factor * db) for dW, db in _step().reference]


def _too_early(got):
    """W₂, W₃ moved by some η before they carried delta back: then dW of layer 2 is linear in η, for one η."""
    right, moved = _step().reference[1][0], _with(_descend)[1][0] - _step().reference[1][0]
    eta = ((got[1][0] - right) * moved).sum() / (moved * moved).sum()
    return abs(eta) > 1e-6 and np.abs(got[1][0] - right - eta * moved).max() < 1e-9


def _descend(net, p):
    net.layers[2].W -= _step().reference[2][0]


def _stepped(got):
    """The weights after a step, W − η dW, in place of the gradient."""
    (W, dW), g = (_step().W[1], _step().reference[1][0]), got[1][0]
    eta = ((W - g) * dW).sum() / (dW * dW).sum()
    return np.abs(W - g - eta * dW).max() < 1e-9


def _first_off(got):
    """Name the first wrong layer on the way back."""
    for l in (2, 1, 0):
        if _gap([got[l]], [_step().reference[l]]) > 1e-10:
            break
    where = ("Layers 2 and 3 agree with the reference, layer 1 does not", "Layer 3 agrees with the reference, layer 2 does not", "Already the last layer is off")[l]
    return f"{where}. Compute δ there by hand for a single sample, and compare."


I1 = Exercise(
    "ch03-i1", {"gradients": function}, lambda got: _gap(got, _step().reference) < 1e-10,
    (
        Trap("order", lambda got: got[0][0].shape == (10, 1) and got[2][0].shape == (10, 10), "The list runs from the last layer to the first, as you computed it. Return it in the order of `weights`."),
        Trap("transposed", lambda got: got[2][0].shape == (1, 10), "Every dW must have the shape of its W, and that of the last layer is (1, 10) instead of (10, 1). Between the square layers the same slip stays silent.", "SHAPE"),
        Trap("bias-shape", lambda got: _shapes(got, [0]) == _shapes(_step().reference, [0]) and _shapes(got, [1]) != _shapes(_step().reference, [1]), "Every db must have the shape of its b, which has one axis: sum δ over the samples and keep no second axis.", "SHAPE"),
        Trap("sum", _equals(lambda: _times(len(_step().y))), "Everything is too large by a factor of 569, the number of samples. The loss is a mean over the batch: where does the 1/N enter?"),
        Trap("sign", _equals(lambda: _times(-1.0)), "Everything has the wrong sign. Where the net says 0.9 and the truth is 0, a larger z makes the loss larger: is δ positive or negative there?"),
        Trap("slope", _equals(lambda: _with(lambda net, p: p * (1 - p))), "Your last δ contains the slope of the sigmoid. With cross-entropy it cancels; it belongs there only with the squared error.", "SIGP"),
        Trap("mask", _equals(lambda: _with(_unmask)), "The last layer is right, the two before it are not: δ crosses each ReLU as if it were not there. What is the slope of ReLU where its output is 0?"),
        Trap("untransposed", _equals(lambda: _with(_untranspose)), "Layers 2 and 3 are right, layer 1 is not. On the way back W₂ must be transposed; it is square, so NumPy did not complain. On Mazur's net the same slip gives a first δ of .00923 instead of .00877.", "SHAPE"),
        Trap("stepped", _stepped, "These are weights after a step, not gradients. Backpropagation finds the slopes; what to do with them is the optimiser's business.", "BPUPD"),
        Trap("early", _too_early, "The last layer is right, but δ went back through a W that had already been updated. All deltas belong to the old weights. On Mazur's net the same slip gives a first δ of .00729 instead of .00877.", "ITER"),
        Trap("bias", lambda got: _gap([(g[0],) for g in got], [(r[0],) for r in _step().reference]) < 1e-10, "All dW are right and some db is not. b is added to every row of Z, so its gradient collects δ from every row. Did you sum, over axis 0?"),
        Trap("approximate", lambda got: _gap(got, _step().reference) < 1e-5, "Right to several digits, but not to ten. Finite differences or float32 get no further; use the chain rule, in float64."),
    ),
    why="all 231 slopes agree to ten decimals with scikit-learn's: the check let its MLPClassifier take one full-batch step on the biopsies and divided the change of the weights by the learning rate.",
    fallback=_first_off,
    run=_gradients,
    prepare=_step,
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
        Trap("squared", _is(-0.25), "You multiplied by the slope of the sigmoid. With cross-entropy that factor cancels against the one that comes from the logarithm; it stays only with the squared error. Write out ∂L/∂z once more for L = −log p.", "SIGP"),
        Trap("delta", _is(-0.5), "This is ∂L/∂z. One link of the chain is left: by how much does z move when w moves a little?"),
        Trap("sign", _is(1.0), "The size is right. Now the sign: the prediction is below its target, so what does the loss do when w grows?"),
        Trap("probability", _is(0.5), "Your number has no factor ∂z/∂w in it, and it is positive. Check first whether the loss rises or falls when w grows, then how fast z moves with w."),
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
        "a": ("elementwise", "This broadcasts to shape (32, 10): one row for every sample. The loss is a mean over the batch, so the contributions of the 32 rows still have to be summed.", "SHAPE"),
        "b": ("transposed", "Work out the shape: (1, 10), while W is (10, 1). Here the update would complain, or broadcast to (10, 10). Between two layers of ten units the two shapes are equal, and the same slip would pass silently.", "SHAPE"),
        "d": ("inner", "The inner dimensions do not meet: (32, 10) times (32, 1). Which of the two has to be turned so that the sum runs over the 32 samples?", "SHAPE"),
    },
    why="the gradient has the shape of W, (10, 1), and the product sums over the 32 samples: entry i adds up input i times delta over the rows.",
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
        Trap("total", lambda a: abs(sum(a)) > 0.02, "Add up your three numbers. Adding the same amount to all logits changes no probability, so the three slopes must cancel."),
    ),
    why="softmax and cross-entropy together leave the difference between what the net says and what is true. The three numbers sum to 0, because moving all logits alike changes nothing.",
    fallback="Compute the three probabilities first. Then ask for each logit: if it rises a little, what happens to −log p₁?",
)

P5 = Exercise(
    "ch03-p5", {"answer_p5": number}, lambda a: near(abs(a), _first_step(1e-4), rel=0.04),
    (
        Trap("gradient", _is(1e-7), "That is learning rate times gradient, the step of plain gradient descent. Adam divides by the root of v, which is about as large as the gradient itself. What remains?", "BPUPD"),
        Trap("correction", _is(0.00316, rel=0.01), "You left out the bias correction. After one step m holds only a tenth of the gradient and v a thousandth of its square: divide each by 1 − β to the power t."),
        Trap("half-m", _is(0.0316, rel=0.01), "You corrected m but not v, which after one step holds only a thousandth of the squared gradient."),
        Trap("half-v", _is(1e-4), "You corrected v but not m, which after one step holds only a tenth of the gradient."),
        Trap("momentum", _is(1e-8), "This is learning rate times the uncorrected m. The division by the root of v is missing, and so is the bias correction."),
        Trap("root", _is(10.0), "You divided by v instead of its square root, so the units no longer cancel."),
        Trap("ratio", _is(1.0), "The ratio of m to the root of v is right. The learning rate still has to be put in front."),
    ),
    why="after the bias correction m is g and v is g², so the step is the learning rate times the sign of g: the size of the gradient drops out. (With Keras' ε of 1e-7 beside so small a root it is 3 % less.)",
    fallback="Write down m and v after one step, correct both, then divide.",
)

# ---------------------------------------------------------------- V1, V2

V1 = Exercise(
    "ch03-v1", {"answer_v1": number}, lambda a: 1e-7 <= a <= 1e-5,
    (
        Trap("exponent", lambda a: a < 0, "A ratio of two norms is positive. If you meant a power of ten, write it as 1e-3, for instance."),
        Trap("zero", lambda a: a == 0, "Very small, but no factor on the way is exactly 0. Ten factors multiply: how large can each one be?"),
        Trap("one-factor", lambda a: 0.1 <= a <= 0.4, "This is one factor of σ′, for one layer. On its way from layer 11 to layer 1 the gradient crosses ten sigmoids."),
        Trap("none", lambda a: 0.4 < a <= 10, "You expect no loss on the way. Plot σ′: how large is it at most, and how many such factors are multiplied?"),
        Trap("inverse", lambda a: a > 10, "You expect the gradient to grow on its way back. Plot σ′ and look at its largest value; then check which layer is in the numerator."),
        Trap("too-small", lambda a: a < 1e-7, "Too pessimistic: near z = 0 each sigmoid multiplies by almost 1/4, and weights with variance 1/n keep the rest about as long as it was."),
        Trap("few-factors", lambda a: a < 0.1, "The direction is right, but there are more factors. How often does σ′ appear between layer 11 and layer 1?"),
    ),
    why="ten factors of at most 1/4 give about 1e-6, and the depth lab measures 6e-7. The first layer learns a million times more slowly than the last. Xavier's tanh keeps .96 on the same path, He's ReLU 1.3.",
    fallback="Count the sigmoids between the two layers, and multiply their largest possible slopes.",
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
    why="from zeros no weight ever moves; only the last bias learns, and the net says \"benign\" to everybody. From .1 all ten units of a layer stay copies of one another, so W₁ keeps rank 1: ten units do the work of one (here the test accuracy stays at .629, too). Random starts break this symmetry.",
    fallback="The accuracy is right. For the rank, train once more from weights of .1 and biases of 0, and look at the columns of W₁.",
    prepare=_shares,
)

EXERCISES = {ex.id: ex for ex in (P1, P2, P3, P4, P5, I1, V1, V2)}
