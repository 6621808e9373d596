"""Error rates of a decision by group, and what they force on each other."""
from typing import NamedTuple

from ..ground.checks import whole


class Rates(NamedTuple):
    """Shares of one group: base rate, precision (PPV), false positive and false
    negative rate.
    """

    base: float
    ppv: float
    fpr: float
    fnr: float


def rates(tn, fp, fn, tp):
    """The Rates of a group from its four counts: true and false negatives and
    positives.
    """
    for name, count in (("tn", tn), ("fp", fp), ("fn", fn), ("tp", tp)):
        whole(name, count, 0)
    if not tn + fp or not fn + tp or not fp + tp:
        raise ValueError("a rate would divide by zero: the group needs positives, "
                         "negatives and positive decisions")
    return Rates((fn + tp) / (tn + fp + fn + tp), tp / (fp + tp), fp / (tn + fp),
                 fn / (fn + tp))


def forced_fpr(base, ppv, fnr):
    """The false positive rate that the three other rates leave no choice about
    (Chouldechova 2017).
    """
    if not 0 < base < 1 or not 0 < ppv <= 1 or not 0 <= fnr <= 1:
        raise ValueError("base must lie between 0 and 1, ppv above 0 and up to 1, fnr "
                         "from 0 to 1")
    return base / (1 - base) * (1 - ppv) / ppv * (1 - fnr)
