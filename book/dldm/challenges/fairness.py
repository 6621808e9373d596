"""Error rates of a decision by group, and what they force on each other."""
import math
from typing import NamedTuple

from ..ground.checks import positive, whole


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


def bell_rates(base, cut, gap):
    """The Rates of a group in which whoever scores above `cut` is flagged, where scores
    are normal with deviation 1: about 0 for the negatives, about `gap` for the
    positives, a share `base` of all.
    """
    if not 0 < base < 1:
        raise ValueError(f"base is {base}: it must lie between 0 and 1")
    fpr, found = (0.5 * math.erfc(z / math.sqrt(2)) for z in (cut, cut - gap))
    return Rates(base, base * found / (base * found + (1 - base) * fpr), fpr, 1 - found)


def cut_for(ppv, base, gap):
    """The cut at which a group as in `bell_rates` has the precision `ppv`, found by
    halving an interval: the higher the cut, the higher the precision.
    """
    if not base < ppv < 1:
        raise ValueError(f"ppv is {ppv}: flagging everybody has a precision of {base}, "
                         "and no cut reaches 1")
    positive("gap", gap)
    low, high = -10.0, gap + 10.0
    for _ in range(60):
        middle = (low + high) / 2
        enough = bell_rates(base, middle, gap).ppv >= ppv
        low, high = (low, middle) if enough else (middle, high)
    return high
