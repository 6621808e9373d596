"""PrefixSpan: frequent sequential patterns, grown item by item in ever smaller
databases.
"""
import itertools
from collections import Counter, defaultdict
from collections.abc import Iterator
from typing import NamedTuple

from ...ground.checks import whole
from ..association.baskets import as_rows, items_of, least_count


class PrefixState(NamedTuple):
    """A frequent pattern and its projected database.

    pattern: tuple of elements, each a tuple of items; count: how many sequences hold
    it; places: {number of such a sequence: the element in which the earliest match of
    the pattern ends}, -1 for the empty pattern.
    """

    pattern: tuple
    count: int
    places: dict


def as_element(element):
    """The element as a frozenset of items; one item by itself, a text for instance, is
    a set of one.  ValueError if an item cannot be in a set.
    """
    several = isinstance(element, list | tuple | set | frozenset | Iterator)
    try:
        return frozenset(element if several else [element])
    except TypeError as error:
        raise ValueError("sequences must be lists of elements, an element an item or a "
                         "list of items that are hashable, as text and numbers are "
                         f"({error})") from None


def as_sequences(sequences):
    """(rows, items): the sequences as lists of frozensets, and all items in their one
    order.

    ValueError for tables, texts and dictionaries, if there are no sequences, if an item
    cannot be in a set, and for None and NaN, which are no items.
    """
    rows = [list(map(as_element, row))
            for row in as_rows(sequences, "sequence", "element")]
    joined = [[item for element in row for item in element] for row in rows]
    return rows, items_of(joined, "sequence")


def contains(sequence, pattern):
    """True if the pattern's elements lie, in order, in different elements of the
    sequence (Agrawal & Srikant 1995).

    sequence, pattern: lists of elements, an element an item or a list of items.
    ValueError for tables, texts and dictionaries, and for items that cannot be in a
    set.
    """
    sequence, pattern = as_rows([sequence, pattern], "sequence", "element")
    remaining = map(as_element, sequence)
    return all(any(wanted <= element for element in remaining)
               for wanted in map(as_element, pattern))


def number_elements(rows, items, least):
    """(items, coded): the frequent ones of the items, and the rows with increasing
    tuples of these items' numbers.
    """
    spread = Counter(itertools.chain.from_iterable(
        frozenset().union(*row) for row in rows))
    items = [item for item in items if spread[item] >= least]
    number = {item: i for i, item in enumerate(items)}
    coded = [[tuple(sorted(number[item] for item in element if item in number))
              for element in row] for row in rows]
    return items, coded


def extend(coded, pattern, places):
    """{(item, joins): places} of the patterns with one item more: `joins` the last
    element, or opens a new one.

    coded: the sequences, an element an increasing tuple; pattern and places as in
    `PrefixState`.
    """
    longer, last = defaultdict(dict), pattern[-1] if pattern else ()
    for number, first in places.items():
        for place in range(max(first, 0), len(coded[number])):
            element = coded[number][place]
            if place > first:
                for item in element:
                    longer[item, False].setdefault(number, place)
            if last and set(last) <= set(element):
                for item in element[element.index(last[-1]) + 1:]:
                    longer[item, True].setdefault(number, place)
    return longer


def prefixspan_steps(sequences, min_support, longest=None):
    """PrefixSpan (Pei and others 2001): yield a PrefixState of each frequent pattern,
    depth first, from the empty one.

    sequences: iterable of sequences of elements (see `as_sequences`); min_support: see
    `association.least_count`;
    longest: the most items that a pattern may have, any number if None.
    ValueError for what `as_sequences` and `least_count` refuse.
    """
    if longest is not None:
        whole("longest", longest, 0)
    rows, items = as_sequences(sequences)
    least = least_count(min_support, len(rows), "sequences")
    items, coded = number_elements(rows, items, least)
    stack = [((), dict.fromkeys(range(len(rows)), -1))]
    while stack:
        pattern, places = stack.pop()
        yield PrefixState(tuple(tuple(items[i] for i in e) for e in pattern),
                          len(places), places)
        if longest is not None and sum(map(len, pattern)) >= longest:
            continue
        for (item, joins), found in sorted(extend(coded, pattern, places).items(),
                                           reverse=True):
            if len(found) >= least:
                longer = (*pattern[:-1],
                          (*pattern[-1], item)) if joins else (*pattern, (item,))
                stack.append((longer, found))


def prefixspan(sequences, min_support, longest=None):
    """{pattern: count} of all frequent patterns of one item or more, by
    `prefixspan_steps`, which says what is given and what is refused.

    A pattern is a tuple of elements, each a tuple of items; count: how many sequences
    hold it.
    """
    return {state.pattern: state.count
            for state in prefixspan_steps(sequences, min_support,
                                          longest) if state.pattern}
