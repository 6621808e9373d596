"""Exercises of chapter 7: how each answer is verified, and the hint that each known wrong answer gets."""
# ruff: noqa: E501 (a hint is one line)
from itertools import combinations
from types import SimpleNamespace

import numpy as np

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
    plain,
    row_of,
)


def letters(options):
    """Kind of an answer that may name several options: their letters in order, each once; "" for none of them."""

    def read(name, value):
        text = value if isinstance(value, str) else "".join(map(str, value)) if isinstance(value, (list, tuple, set)) else "?"
        text = "".join(c for c in text.lower() if c not in " ,;.()")
        if not set(text) <= set(options):
            raise Hint("type", f"`{name}` should hold letters from \"{options[0]}\" to \"{options[-1]}\" in quotes, for instance \"{options[0]}{options[2]}\".")
        return "".join(sorted(set(text)))

    return read


# ---------------------------------------------------------------- P1, P2

P1 = Exercise(
    "ch07-p1", {"answer_p1": letters("abcd")}, lambda a: digest("ch07-p1", a) == "8a990888764f",
    (
        Trap("all", lambda a: a == "abcd", "Then a seed would be of no use at all. Look for the draw in each of the four: first weights, an order of rows, first centres, an order of columns.", "SEED"),
        Trap("network", lambda a: "a" in a, "Its first weights are drawn, and two hidden units may exchange their parts: there are many minima, and the seed decides near which one it starts. Section 7.5 has six such runs.", "SEED"),
        Trap("only-networks", lambda a: {"c", "d"} <= set(a), "Not only networks draw. Where do the first centres of k-means come from? And which of two equally good splits does a tree take?", "SEED"),
        Trap("centres", lambda a: "c" in a, "Each step of k-means is determined, but the first centres are not. Section 7.2 has ten starts of it on the digits.", "LOCAL"),
        Trap("ties", lambda a: "d" in a, "scikit-learn tries the columns in a random order. What happens if two of them offer splits that gain the same? Section 4.7 has fifty such trees.", "SEED"),
        Trap("none", lambda a: a == "", "One of the four has a loss with a single minimum, and is trained until it stands in it. Does it matter where such a descent begins?", "OBJ"),
    ),
    why="a seed decides where a search begins or how a tie is broken. Where the loss has one minimum and the search arrives, it decides nothing; the three others can come to rest in many places.",
    fallback="For each of the four: what is drawn, and can the result depend on it?",
)

P2 = choice(
    "ch07-p2", "24be57550a2c",
    {
        "a": ("gap", "Which of the two would you rather use on the next patient? Overfitting means that *more fitting has made new rows worse*; compare the two on new rows.", "OVF"),
        "b": ("depth", "Depth does not enter: nearest neighbours have a training score of 1 and no layers at all, and a gap all the same. What would have to get worse as a model is fitted more closely?", "OVF"),
        "d": ("alike", "A model has been adapted to its training rows, so it is nearly always better on them, however alike the rows are. A score that is *not* lower on new rows would be the surprise.", "TRAIN"),
    },
    why="a gap is to be expected. Overfitting shows in a trend: fit more, and the score on new rows falls. Here it has risen, from .92 to .97.",
)

# ---------------------------------------------------------------- P3


P3 = Exercise(
    "ch07-p3", {"answer_p3": row_of("ewlnx", 5, "pair")}, lambda a: digest("ch07-p3", a) == "bdcde3f659ca",
    (
        Trap("copied", lambda a: a[0] == "e", "Pair 1: which numbers does the neuron get, and from where? If it were trained on the rows instead, it would minimise another loss.", "OBJ"),
        Trap("descends", lambda a: a[1] == "w", "Pair 2: nobody copies anything. Both sides have the same function and the same loss; how does the neuron find its weights?", "OBJ"),
        Trap("no-line", lambda a: a[1] in "nxl", "Pair 2: a neuron that is linear in three columns is no straight line in x. And it descends until it stands still: how many places are there where it can?", "LIN"),
        Trap("finite", lambda a: a[2] in "ew", "Pair 3: at which temperature do the other rows weigh exactly nothing?"),
        Trap("arrives", lambda a: a[2] in "nx", "Pair 3: what happens to the weight of the second nearest row as the temperature falls? Does the difference stop at some value?"),
        Trap("counted", lambda a: a[3] != "x", "Pair 4: which loss do the itemsets minimise? The count alone says what belongs to them.", "OBJ"),
        Trap("stopped", lambda a: a[4] in "ew", "Pair 5: stopping shrinks each direction by 1 minus a power, ridge by a quotient. Is there one penalty at which the two factors agree in all directions?", "OBJ"),
        Trap("far", lambda a: a[4] in "lx", "Pair 5: section 7.2 has measured it at a number of steps. How large was the gap, and is 200 a limit?"),
        Trap("other", lambda a: a[0] in "lnx", "Pair 1: compare the two formulas for the log-odds. After the copying, for which row could the two answer differently?"),
    ),
    why="copied without any descent; one loss with one minimum; equal only in the limit; a definition by counting, without a loss; and near, since stopping and ridge shrink the directions by different factors.",
    fallback="Take the pairs one by one: is anything fitted, does it arrive, and where?",
)

# ---------------------------------------------------------------- I1

EVALUATIONS = ("unseen labels", "training loss", "null data")
NUMBERS = np.array([[0.0], [1], [5], [10], [12]])
PLANE = np.array([[0.0, 0], [1, 2], [2, 0], [7, 7], [9, 6], [8, 9], [4, 11]])


def _rows_of(value, k):
    """A set of k row numbers as a list; the hint says what it should have been."""
    rows = plain(value)
    if not isinstance(rows, list) or len(rows) != k or not all(isinstance(i, int) and not isinstance(i, bool) for i in rows):
        raise Hint("rows", f"With k = {k}, a candidate is a tuple of {k} row numbers, which are whole numbers, and \"search\" is one of the candidates: not its place in the list, not its loss, and not what stands in those rows.")
    return rows


def _entry(value, name, X, k):
    """The entries of the card as plain lists."""
    if not isinstance(value, dict) or set(value) != {"hypothesis", "loss", "search", "evaluation"}:
        raise Hint("keys", "Return a dictionary with exactly four keys: \"hypothesis\", \"loss\", \"search\" and \"evaluation\".")
    sets, losses = ([*value[key]] if hasattr(value[key], "__iter__") and not isinstance(value[key], (dict, str)) else None for key in ("hypothesis", "loss"))
    if sets is None or losses is None or len(sets) != len(losses):
        raise Hint("lists", "\"hypothesis\" and \"loss\" should be two lists of equal length: the candidates, and the loss of each in the same order.")
    sets, best, losses = [_rows_of(c, k) for c in sets], _rows_of(value["search"], k), [number("a loss", v) for v in losses]
    if value["evaluation"] not in EVALUATIONS:
        raise Hint("word", "The fourth entry should be one of the three texts in the exercise, letter for letter.")
    return SimpleNamespace(X=X, k=k, sets=sets, losses=losses, best=best, evaluation=value["evaluation"])


def _cards(f):
    """The learner's card on the five numbers, and on seven points of the plane with k = 2 and 3."""
    return [_entry(call(f, X, k), "the card", X, k) for X, k in ((NUMBERS, 2), (PLANE, 3), (PLANE, 2))]


def _least(card, power=1, axis_sum=False):
    """The smallest loss with distances to a power, or by city blocks."""
    apart = np.abs(card.X[:, None] - card.X)
    d = (apart.sum(axis=2) if axis_sum else np.sqrt((apart ** 2).sum(axis=2))) ** power
    return min(d[:, list(c)].min(axis=1).sum() for c in combinations(range(len(card.X)), card.k))


def _whole(card):
    return sorted(map(tuple, card.sets)) == list(combinations(range(len(card.X)), card.k))


def _sound(card):
    """Whether all candidates are there and each has its loss, by the sum of distances."""
    return _whole(card) and near(card.losses, [_distances(card)[:, c].min(axis=1).sum() for c in card.sets])


def _distances(card):
    return np.sqrt(((card.X[:, None] - card.X) ** 2).sum(axis=2))


def _all_medoids(card):
    """Whether the losses add the distances to all k medoids, not to the nearest."""
    return near(card.losses, [_distances(card)[:, c].sum() for c in card.sets])


def _worst(card):
    return card.best in card.sets and near(card.losses[card.sets.index(card.best)], max(card.losses))


def _first_loss(cards):
    """The fallback: the first candidate whose loss is another, with what the card says of it."""
    for card in cards:
        true = _distances(card)
        for c, loss in zip(card.sets, card.losses):
            if not near(loss, true[:, c].min(axis=1).sum()):
                return f"For the rows {plain(card.X)} and the medoids in rows {tuple(c)} your loss is {loss:.4g}. Add by hand: which distance has each row to the nearest of them?"
    return "Your losses are right. Look at the two last entries once more."


def _found(card):
    return card.best in card.sets and near(card.losses[card.sets.index(card.best)], min(card.losses))


I1 = Exercise(
    "ch07-i1", {"medoids_card": function},
    lambda cards: all(_sound(card) and _found(card) and digest("ch07-i1", card.evaluation) == "5c95e8eeac75" for card in cards),
    (
        Trap("squares", lambda cards: near(min(cards[0].losses), _least(cards[0], 2)), "21 for the five numbers: you have added *squares* of distances, which is the loss of k-means. Another loss is another algorithm.", "OBJ"),
        Trap("means", lambda cards: near(min(cards[0].losses), 8), "8 for the five numbers: those are distances to the *means* of the groups, 2 and 11. They are not among the rows, so they are no candidates here.", "OBJ"),
        Trap("average", lambda cards: near(5 * min(cards[0].losses), _least(cards[0])), "That is the mean distance. The card's loss is the sum over the rows."),
        Trap("city-block", lambda cards: near(min(cards[0].losses), _least(cards[0])) and near(min(cards[1].losses), _least(cards[1], 1, True)), "Right for numbers on a line, but in the plane you add the distances along the two axes. Straight lines were asked for.", "OBJ"),
        Trap("some", lambda cards: any(not _whole(card) for card in cards), "The hypothesis class is *everything* that could be the answer: each set of k rows once, in ascending order. Five rows have ten pairs."),
        Trap("all-medoids", lambda cards: all(map(_all_medoids, cards)), "Your loss adds the distances of a row to *all* medoids. Only the nearest counts."),
        Trap("worst", lambda cards: all(_sound(card) and not _found(card) and _worst(card) for card in cards), "Your candidates and losses are right, but \"search\" is the candidate with the *largest* loss."),
        Trap("not-best", lambda cards: any(_sound(card) and not _found(card) for card in cards), "Your candidates and losses are right, but on one of the tables another candidate has a smaller loss than the one in \"search\".", "LOCAL"),
        Trap("fit", lambda cards: all(_sound(card) for card in cards) and cards[0].evaluation == "training loss", "The loss on its own rows falls with every further medoid, and reaches 0 when each row is one. What would the method return for rows without any groups?", "TRAIN"),
        Trap("labels", lambda cards: all(_sound(card) for card in cards) and cards[0].evaluation == "unseen labels", "Nobody has named any groups. If labels existed you would classify; a description has another test.", "CLU"),
    ),
    why="7 for the five numbers, with the medoids 1 and 10 (or 12). Compared with k-means two entries differ, the class (rows for any points) and the loss (distances for squares): an outlier pulls less.",
    fallback=_first_loss,
    run=_cards,
    says={"mutates": "your function changes X. Compute the distances into a new array."},
)

# ---------------------------------------------------------------- V1, V2

METHODS = ("no model", "logistic", "short tree", "long tree", "forest", "network")
HARD = ("forest", "network")


def method(name, value):
    """Kind of a method's name."""
    word = value.strip().lower() if isinstance(value, str) else ""
    if word not in METHODS:
        raise Hint("type", f"`{name}` should be one of {', '.join(map(repr, METHODS))}, in quotes.")
    return word


def _complete(answer):
    """What can be read is proposed, with all that its report needs; without a model the threshold and the parts may be left out."""
    name, report = answer
    if name == "no model":
        return digest("ch07-v1", report.replace("c", "").replace("d", "")) == "dd8ed15b791c"
    return name not in HARD and digest("ch07-v1", report) == "8afc13d2518c"


V1 = Exercise(
    "ch07-v1", {"answer_v1_method": method, "answer_v1_report": letters("abcdefgh")}, _complete,
    (
        Trap("highest", lambda a: "f" in a[1], "A mean without its spread ranks nothing: with 300 rows the first place may be worth two patients, and accuracy counts both mistakes alike.", "AVG"),
        Trap("newest", lambda a: "g" in a[1], "Which patient would be decided upon differently if a method were ten years younger?", "DEEP"),
        Trap("own-rows", lambda a: "e" in a[1], "A tree grown to its end is right about every training row of any table. What does that tell about the next patient?", "TRAIN"),
        Trap("unreadable", lambda a: a[0] in HARD, "The physicians want to read in the model itself what decides. Who could read hundreds of leaves or weights? A readable stand-in is another model; where the two differ, nobody has read anything.", "XAI"),
        Trap("stand-in", lambda a: "h" in a[1], "Nothing stands in for your proposal: it can be read itself, or there is no model. Whose fidelity would that be?", "XAI"),
        Trap("no-baseline", lambda a: "b" not in a[1], "What would it cost to use no model at all? In section 7.6 that was the answer three times."),
        Trap("no-interval", lambda a: "a" not in a[1], "How is anybody to know that this proposal and the next differ by more than the luck of 300 rows?", "AVG"),
        Trap("interpretable", lambda a: "tree" in a[0] and "d" not in a[1], "\"It is a tree, so it can be read\": how many leaves has it, and would it ask the same first question of 300 other patients?", "XAI"),
        Trap("unstable", lambda a: a[0] == "logistic" and "d" not in a[1], "The physicians will read something into the weights. How many are there, and how many would have another sign or another order on other rows?", "COEF"),
        Trap("no-threshold", lambda a: a[0] != "no model" and "c" not in a[1], "The method gives a probability. From which one on is somebody operated upon, if a miss costs as much as ten false alarms?", "PROB"),
    ),
    why="which of them it is matters less than what can be checked: against no model, with an interval, at the threshold that the costs set, and with a length and a stability of what is read. \"No model\" is an answer, too, if the same comparison shows no gain.",
    fallback="Go through the letters once more: which of them would change your proposal if it came out differently?",
)

V2 = Exercise(
    "ch07-v2", {"answer_v2": letters("abcdefg")}, lambda a: digest("ch07-v2", a) == "f27f91faf0a9",
    (
        Trap("possible", lambda a: "a" in a, "The sentence says *can be used to*. One example makes it true, and no tree that becomes a network speaks against that. The contrast that it suggests can be criticised; a number does not refute it.", "HIDDEN"),
        Trap("clusters", lambda a: "c" in a, "This claims a possibility. Vector quantisation is a layer with an unsupervised loss, and it comes within a hundredth of the loss of k-means.", "CLU"),
        Trap("forecast", lambda a: "e" in a, "Which number could ever contradict it? Whatever happens, it will have been right; that is what is wrong with it."),
        Trap("layer", lambda a: "g" in a, "For one layer and one column of inputs this is exactly what is computed. Incomplete, since layers are composed, and not false."),
        Trap("names", lambda a: "b" not in a, "Section 7.2 compares the two classes on one table. What would the cosine be if the weights were the same?", "OBJ"),
        Trap("greedy", lambda a: "d" not in a, "Expressing is one thing, finding another. Section 7.2 grew thirty such trees: how much did they get right?", "LOCAL"),
        Trap("both", lambda a: "f" not in a, "\"No function\" falls by one. Section 7.1 has a function with three jobs.", "HIDDEN"),
    ),
    why="three statements say *the same*, *finds* and *no function*, and a printed number contradicts each. Of the other four two claim a possibility, one cannot be contradicted at all, and one is right for one layer.",
    fallback="Take the statements one by one: is there a cell whose output could not be as it is if the statement were true?",
)

EXERCISES = {ex.id: ex for ex in (P1, P2, P3, I1, V1, V2)}
