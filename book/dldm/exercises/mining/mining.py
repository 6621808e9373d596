"""Exercises of chapter 5: how each answer is verified, and the hint that each known wrong answer gets."""
# ruff: noqa: E501 (a hint is one line)
from types import SimpleNamespace

import numpy as np

from ...mining.choosing import TASKS
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

# ---------------------------------------------------------------- P1


def six_tasks(name, value):
    """Kind of a list of six names of tasks."""
    value = plain(value)
    if not isinstance(value, list) or len(value) != 6:
        raise Hint("shape", f"`{name}` should be a list of six words, one for each card.")
    if not all(isinstance(v, str) for v in value):
        raise Hint("type", f"`{name}` should hold words in quotes, and ... where you have not decided yet is not one.")
    words = [v.strip().lower() for v in value]
    if not set(words) <= set(TASKS):
        raise Hint("word", f"Use only these words: {', '.join(TASKS)}.")
    return words


def source(name, value):
    """Kind of an answer about where the label comes from."""
    word = value.strip().lower() if isinstance(value, str) else ""
    if word not in ("column", "future", "none"):
        raise Hint("type", f"`{name}` should be \"column\", \"future\" or \"none\", in quotes.")
    return word


P1 = Exercise(
    "ch05-p1", {"answer_p1": six_tasks, "answer_p1_label": source},
    lambda a: digest("ch05-p1", a[0]) == "86d51dc6840a" and digest("ch05-p1-label", a[1]) == "4bce62fd0abf",
    (
        Trap("no-labels", lambda a: a[0][0] in ("classification", "regression"), "Card 1: which recorded group of a customer would you compare your answer with? As long as nobody has named the groups, there is nothing to be classified into.", "CLU"),
        Trap("groups", lambda a: a[0][1] == "clustering", "Card 2: the two groups are known, and each loan of the past carries its own. A grouping by likeness might not follow them at all.", "CLU"),
        Trap("numbers-as-names", lambda a: a[0][5] == "classification", "Card 6: the marks are whole numbers, but are they names? Ask whether saying 6 instead of 7 is as wrong as saying 3."),
        Trap("points-as-names", lambda a: a[0][2] == "classification", "Card 3: are hundreds of different points as many classes? Ask whether predicting 150 where 152 comes is as wrong as predicting 25."),
        Trap("rows-or-items", lambda a: a[0][3] == "clustering", "Card 4 does not ask which baskets resemble each other. What are the things that it puts together?"),
        Trap("order", lambda a: a[0][4] != "sequence", "Card 5: shuffle the hours, and ask whether the question can still be answered. Which of the five tasks depends on that?", "SHUF"),
        Trap("no-label", lambda a: a[1] == "none", "Wait one day, and you can say how wrong the forecast was. Then there was something to learn from in the old record as well.", "NOLAB"),
        Trap("own-column", lambda a: a[1] == "column", "No second column was recorded. The value that an answer is compared with stands in the same column: where?", "NOLAB"),
        Trap("some-card", lambda a: digest("ch05-p1-label", a[1]) == "4bce62fd0abf", "Your words for cards 1, 5 and 6 raise no alarm, and the label is right. Take cards 2, 3 and 4 through the router once more, question by question."),
    ),
    why="what decides is not the table but what counts as wrong. And a forecast has labels, although nobody wrote them: the later values of the same record. That is called self-supervised.",
    fallback="Go through the router for each card: which question did you answer differently?",
)

# ---------------------------------------------------------------- P2, P3

P2 = Exercise(
    "ch05-p2", {"answer_p2_before": number, "answer_p2_inside": number},
    lambda a: 0.7 < a[0] < 0.97 and 0.35 <= a[1] <= 0.65,
    (
        Trap("percent", lambda a: max(a) > 1, "Give both as shares between 0 and 1."),
        Trap("negative", lambda a: min(a) < 0, "An accuracy is a share: it cannot be negative."),
        Trap("swapped", lambda a: a[0] < 0.65 and a[1] > 0.7, "The two are swapped. In which of the two procedures did the choice of genes see the patients that are tested later?", "LEAK"),
        Trap("noise", lambda a: a[0] <= 0.7 and a[1] <= 0.7, "The genes are noise, but 10 of them were *chosen*, out of 2,000, because they agree with the diagnoses of these 60 patients. The patients of the test are among the 60.", "LEAK"),
        Trap("leak-stays", lambda a: a[1] > 0.65, "Inside each fold the 10 genes are chosen without a look at the tested patients. For these they are noise like the other 1,990. How often does noise guess a coin?", "LEAK"),
        Trap("below-chance", lambda a: a[1] < 0.35, "Worse than a coin by so much would be knowledge, too: you could turn every answer round. From noise you get neither."),
        Trap("perfect", lambda a: a[0] >= 0.97, "Nearly perfect is too much: each of the chosen genes agrees with two thirds of the patients or so, and ten such voices still err together."),
    ),
    why="about .86 for the leak and about .5 without it: fewer genes to choose from than in the exhibit, and fewer patients to agree with. Nothing but the order of two steps differs: select, then split; or split, then select. The code of both runs without a warning.",
    fallback="Think of one of the 10 chosen genes: does it agree with the diagnosis of a tested patient more often than a coin would, and why?",
)


def _posterior():
    """P(ill | positive), counted in a made-up town of 100,000 people."""
    ill, well = 1000, 99000
    return ill * 0.95 / (ill * 0.95 + well * 0.05)


P3 = Exercise(
    "ch05-p3", {"answer_p3": number}, lambda a: near(a, _posterior(), rel=2e-2),
    (
        Trap("sensitivity", lambda a: near(a, 0.95), "This is how often the ill test positive. The question is the other way round: among the positives, how many are ill? There are 99 healthy people for each ill one.", "PROB"),
        Trap("joint", lambda a: near(a, 0.0095), "This is the share of people who are ill and positive. Divide it by the share of those who are positive for any reason.", "PROB"),
        Trap("positives", lambda a: near(a, 0.059), "This is the share of all people who test positive. How many of them are ill?"),
        Trap("false-alarm", lambda a: near(a, 0.839, rel=5e-3), "This is the share of the positives who are healthy."),
        Trap("base", lambda a: near(a, 0.01), "This is the share before any test. The result must have moved it.", "PROB"),
        Trap("odds", lambda a: near(a, 0.0095 / 0.0495, rel=5e-3), "These are the odds, ill to healthy, among the positives. A probability divides by both together."),
        Trap("percent", lambda a: a > 1, "Give it as a probability between 0 and 1."),
    ),
    why="of 100,000 people 950 of the ill and 4,950 of the healthy test positive, so 950 of 5,900 positives are ill. A good test of a rare thing is mostly wrong when it says yes.",
    fallback="Count in a town of 100,000: how many ill test positive, how many healthy test positive?",
)

# ---------------------------------------------------------------- I1


def _cases():
    """Labels in three arrangements: sorted, shuffled, and three unequal classes by name."""
    rng = np.random.default_rng(5)
    names = np.repeat(np.array(["red", "rose", "white"]), [23, 31, 9])
    return [(np.repeat([0, 1, 2], [59, 71, 48]), 5), (rng.permutation(np.repeat([0, 1], [40, 20])), 4), (rng.permutation(names), 7)]


def _rows(value, y, k):
    """The folds as lists of row numbers."""
    folds = plain(list(value)) if not isinstance(value, (int, float, str)) else None
    if not isinstance(folds, list) or len(folds) != k:
        raise Hint("shape", "Return a list of k folds, each a list or an array of row numbers.")
    folds = [plain(fold) for fold in folds]
    if not all(isinstance(fold, list) and all(isinstance(i, int) and not isinstance(i, bool) for i in fold) for fold in folds):
        raise Hint("numbers", "A fold should hold row numbers, whole numbers from 0 to len(y) − 1, and not labels, masks or pairs.")
    return folds


def _folded(f):
    return [SimpleNamespace(y=y, k=k, folds=_rows(call(f, y, k), y, k)) for y, k in _cases()]


def _some(test):
    return lambda got: any(test(case, [i for fold in case.folds for i in fold]) for case in got)


def _uneven(case, rows):
    """Whether some class has counts that differ by more than 1 between the folds."""
    counts = [[int((case.y[fold] == c).sum()) for fold in case.folds] for c in np.unique(case.y)]
    return any(max(row) - min(row) > 1 for row in counts)


TRAPS = (
    Trap("outside", _some(lambda case, rows: not set(rows) <= set(range(len(case.y)))), "Some number is not a row of y: rows are counted from 0 to len(y) − 1."),
    Trap("training", _some(lambda case, rows: len(rows) == (case.k - 1) * len(case.y)), "These are the rows to train on. Return the others, those that each fold leaves out."),
    Trap("twice", _some(lambda case, rows: len(set(rows)) < len(rows)), "Some row is in two folds, so a model would be tested on it twice, and trained on it in between. Each row belongs to exactly one fold.", "LEAK"),
    Trap("missing", _some(lambda case, rows: len(rows) < len(case.y)), "Some rows are in no fold. What happens to those that remain when a class cannot be divided by k?"),
    Trap("blocks", lambda got: _uneven(got[0], None) and all(np.ptp(fold) == len(fold) - 1 for fold in got[0].folds), "Your folds are blocks of consecutive rows. The first table I gave you is sorted by class, so a whole class is missing from the training rows.", "SHUF"),
    Trap("sorted-only", lambda got: not _uneven(got[0], None) and any(_uneven(case, None) for case in got[1:]), "Right for a table that is sorted by class, and wrong for one that is not. Deal each class separately.", "SHUF"),
    Trap("uneven", lambda got: any(_uneven(case, None) for case in got), "Every row is in one fold, but some class is spread unevenly: its counts differ by more than one. Chance alone does not balance them."),
)

I1 = Exercise(
    "ch05-i1", {"stratified_folds": function}, lambda got: not any(trap.test(got) for trap in TRAPS), TRAPS,
    why="every row is in exactly one fold, and no class differs by more than one row between the folds, whatever the order of the table or the names of the classes.",
    fallback="Your folds could not be compared. Return k lists of row numbers.",
    run=_folded,
    says={"mutates": "your function changes y. Deal row numbers, and leave the labels as they are."},
)

# ---------------------------------------------------------------- V1, V2

V1 = choice(
    "ch05-v1", "4bcf6427cfa8",
    {
        "a": ("overfit", "The same model, with the same number of weights, reached .99 on other cuts of the same rows. Its freedom did not change between the two. What did?", "OVF"),
        "b": ("unpredictable", "Leaving out one wine at a time it was .99. So the grape can be recognised. What do the three unshuffled folds contain?", ""),
        "d": ("impossible", "A third is what guessing gives, not a lower end. What can a model say about a class of which it has not seen a single row?", ""),
    },
    why="the rows are sorted by grape. The first fold holds all 59 wines of the first grape and one other, so the model has never seen what it is tested on. Shuffled or stratified folds answer another question: new wines of grapes that it knows. Which of the two you want depends on where the model will be used.",
)

V2 = choice(
    "ch05-v2", "f98678ec43cb",
    {
        "a": ("half", "At .5 the fewest people are judged wrongly, 17 in all, but twelve of the mistakes are missed cases at 20 each. Multiply and add.", "PROB"),
        "c": ("formula", "1/21, about .05, is the cheapest threshold for scores that *are* probabilities: there both mistakes cost the same on average. You have the counts themselves, so you need not rely on that: multiply and add.", "PROB"),
        "d": ("fewest-missed", "It misses the fewest, but each case that it finds beyond those of the line before costs 70 more false alarms. Is that less than 20?", ""),
    },
    why="3 times 20 and 70 make 130; the others cost 245, 160 and 210. Neither the fewest mistakes nor the fewest missed cases is cheapest, and the formula's 1/21 would be if a score of .05 meant 5 % of cases.",
)

EXERCISES = {ex.id: ex for ex in (P1, P2, P3, I1, V1, V2)}
