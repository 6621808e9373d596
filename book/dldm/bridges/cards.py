"""Rosetta cards: an algorithm as four entries, and which entries two algorithms
share.
"""
from typing import NamedTuple

from ..ground.checks import known


class Card(NamedTuple):
    """What an algorithm can express, what it calls good, how it looks for it, and how
    one finds out if it is true.
    """

    name: str
    hypothesis: str
    loss: str
    search: str
    evaluation: str


SLOTS = Card._fields[1:]


def differing(a, b):
    """The slots in which two cards differ, in the order of SLOTS."""
    return tuple(slot for slot in SLOTS if getattr(a, slot) != getattr(b, slot))


def nearest(card, cards):
    """Every one of the cards that differs from `card` in the fewest slots, in their
    order: all ties, but never the card itself.
    """
    others = [other for other in cards if other.name != card.name]
    fewest = min((len(differing(card, other)) for other in others), default=0)
    return [other for other in others if len(differing(card, other)) == fewest]


def chain_steps(cards, first):
    """Lay the cards in a row: yield the cards laid so far, beginning with the one
    called `first`.

    The next is always the card with the fewest differing slots from the last one, of
    equals the first in `cards`. Raises ValueError for an unknown name or a name that
    occurs twice.
    """
    left = {card.name: card for card in cards}
    known("card", first, left)
    if len(left) < len(cards):
        raise ValueError("two cards have one name: every algorithm needs its own")
    row = [left.pop(first)]
    yield tuple(row)
    while left:
        row.append(left.pop(nearest(row[-1], left.values())[0].name))
        yield tuple(row)
