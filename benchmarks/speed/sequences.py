"""PrefixSpan on the library's 2557 functions beside the package prefixspan, whose elements are single items: equal
answers first, then times.  Ours takes sets of items for elements, and that is what the difference pays for.
"""
from dldm.datasets import calls
from dldm.mining.sequences import prefixspan

from benchmarks import targets
from benchmarks.targets import ratio

try:
    from prefixspan import PrefixSpan
except ImportError:
    PrefixSpan = None


def in_theirs(sequences, least):
    """{pattern: count} by the package, patterns written as ours."""
    return {tuple((item,) for item in pattern): count for count, pattern in PrefixSpan(sequences).frequent(least)}


def compare(functions, least):
    """Equal answers, the medians, and their ratio beside the target."""
    found = prefixspan(functions, least)
    assert found == in_theirs(functions, least)
    own, other, over = ratio(lambda: prefixspan(functions, least), lambda: in_theirs(functions, least), 5)
    print(f"        {len(found)} patterns at a count of {least}: ours {own:.3f} s, prefixspan {other:.3f} s")
    targets.at_most(f"PrefixSpan at a count of {least}: ours over prefixspan", over, 5)


if __name__ == "__main__":
    if PrefixSpan is None:
        print("        prefixspan is not installed: the ratio to it is not measured")
    else:
        for least in (100, 30, 8):
            compare(calls(), least)
    targets.finish()
