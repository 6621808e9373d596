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
        Trap("network", lambda a: "a" in a, "Its first weights are drawn, and two hidden units may exchange their parts: there are many minima, and the seed decides near which one it starts. Section 7.5 has eight such runs.", "SEED"),
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

# ---------------------------------------------------------------- I1

EVALUATIONS = ("unseen labels", "training loss", "null data")
NUMBERS = np.array([[0.0], [1], [5], [10], [12]])
PLANE = np.array([[0.0, 0], [1, 2], [2, 0], [7, 7], [9, 6], [8, 9], [4, 11]])


def _entry(value, name, X, k):
    """The entries of the card as plain lists."""
    if not isinstance(value, dict) or set(value) != {"hypothesis", "loss", "search", "evaluation"}:
        raise Hint("keys", "Return a dictionary with exactly four keys: \"hypothesis\", \"loss\", \"search\" and \"evaluation\".")
    sets = [plain(c) for c in value["hypothesis"]]
    best, losses = plain(value["search"]), [number("a loss", v) for v in value["loss"]]
    if not all(isinstance(c, list) and len(c) == k and all(isinstance(i, int) and not isinstance(i, bool) for i in c) for c in [*sets, best]):
        raise Hint("rows", f"With k = {k}, a candidate is a tuple of {k} row numbers, which are whole numbers: the medoids are rows of X. Say which rows, not what stands in them.")
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
    d = np.sqrt(((card.X[:, None] - card.X) ** 2).sum(axis=2))
    return _whole(card) and near(card.losses, [d[:, c].min(axis=1).sum() for c in card.sets])


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
        Trap("not-best", lambda cards: any(_sound(card) and not _found(card) for card in cards), "Your candidates and losses are right, but the third entry is not the best of them on every table. A search that stops early finds some local answer.", "LOCAL"),
        Trap("fit", lambda cards: all(_sound(card) for card in cards) and cards[0].evaluation == "training loss", "The loss on its own rows falls with every further medoid, and reaches 0 when each row is one. What would the method return for rows without any groups?", "TRAIN"),
        Trap("labels", lambda cards: all(_sound(card) for card in cards) and cards[0].evaluation == "unseen labels", "Nobody has named any groups. If labels existed you would classify; a description has another test.", "CLU"),
    ),
    why="7 for the five numbers, with the medoids 1 and 10 (or 12). Compared with k-means two entries differ, the class (rows for any points) and the loss (distances for squares): an outlier pulls less.",
    fallback="Take the five numbers and one pair of medoids, say 1 and 10: which distance has each of the five to the nearer one? Compare with your loss for rows 1 and 3.",
    run=_cards,
    says={"mutates": "your function changes X. Compute the distances into a new array."},
)

# ---------------------------------------------------------------- V1, V2

METHODS = ("logistic", "short tree", "long tree", "forest", "network")
HARD = ("forest", "network")


def method(name, value):
    """Kind of a method's name."""
    word = value.strip().lower() if isinstance(value, str) else ""
    if word not in METHODS:
        raise Hint("type", f"`{name}` should be one of {', '.join(map(repr, METHODS))}, in quotes.")
    return word


def _complete(answer):
    """A report has all that any method needs, and for one that cannot be read what that needs as well."""
    name, report = answer
    return digest("ch07-v1", report if name in HARD else report.replace("h", "")) == ("431c02531014" if name in HARD else "8afc13d2518c")


V1 = Exercise(
    "ch07-v1", {"answer_v1_method": method, "answer_v1_report": letters("abcdefgh")}, _complete,
    (
        Trap("highest", lambda a: "f" in a[1], "A mean without its spread ranks nothing: with 300 rows the first place may be worth two patients, and accuracy counts both mistakes alike.", "AVG"),
        Trap("newest", lambda a: "g" in a[1], "Which patient would be decided upon differently if a method were ten years younger?", "DEEP"),
        Trap("own-rows", lambda a: "e" in a[1], "A tree grown to its end is right about every training row of any table. What does that tell about the next patient?", "TRAIN"),
        Trap("unreadable", lambda a: a[0] in HARD and "h" not in a[1], "Nobody can read this one. If something readable stands in for it, how often do the two agree? Without that number the explanation explains another model.", "XAI"),
        Trap("interpretable", lambda a: "tree" in a[0] and "d" not in a[1], "\"It is a tree, so it can be read\": how many leaves has it, and would it ask the same first question of 300 other patients?", "XAI"),
        Trap("unstable", lambda a: "d" not in a[1], "The physicians will read something into the weights or the stand-in. How many are there, and how many would have another sign or another order on other rows?", "COEF"),
        Trap("no-baseline", lambda a: "b" not in a[1], "What would it cost to use no model at all? In section 7.6 that was the answer three times."),
        Trap("no-interval", lambda a: "a" not in a[1], "How is anybody to know that this method and the next differ by more than the luck of 300 rows?", "AVG"),
        Trap("no-threshold", lambda a: "c" not in a[1], "The method gives a probability. From which one on is somebody operated upon, if a miss costs as much as ten false alarms?", "PROB"),
    ),
    why="which method it is matters less than what can be checked: against no model, with an interval, at the threshold that the costs set, and with an explanation whose length and stability are known.",
    fallback="Go through the letters once more: which of them would change your proposal if it came out differently?",
)

V2 = Exercise(
    "ch07-v2", {"answer_v2": letters("abcdefg")}, lambda a: digest("ch07-v2", a) == "9bf58e7e091f",
    (
        Trap("applications", lambda a: "b" in a, "Section 7.3 found something missing in this statement, a cost. But no number speaks against it: methods of both fields were put to all three tables. That it says little does not make it false.", ""),
        Trap("clusters", lambda a: "d" in a, "Partly true is not refuted. Vector quantisation is a layer with an unsupervised loss, and it comes within a hundredth of the loss of k-means.", "CLU"),
        Trap("forecast", lambda a: "f" in a, "Which number could ever contradict it? Whatever happens, it will have been right; that is what is wrong with it."),
        Trap("layer", lambda a: "g" in a, "For one layer and one column of inputs this is exactly what is computed. Incomplete, since layers are composed, and not false."),
        Trap("hidden", lambda a: "a" not in a, "Section 2.4 turns a tree into a network and back without changing one answer. On which side of the way is the knowledge hidden?", "HIDDEN"),
        Trap("deep", lambda a: "c" not in a, "Section 4.5 compares the decision function of that listing with XW + b. How many layers does that leave?", "DEEP"),
        Trap("labels", lambda a: "e" not in a, "How is a forecast scored? What is compared with what, and does that not make it a label? Chapter 5.5 scores every chain in this way.", "NOLAB"),
    ),
    why="three statements make a claim that a cell contradicts. The other four hold, or hold in part, or say nothing that could be contradicted; those need another word than false.",
    fallback="Take the statements one by one: is there a cell whose output could not be as it is if the statement were true?",
)

EXERCISES = {ex.id: ex for ex in (P1, P2, I1, V1, V2)}
