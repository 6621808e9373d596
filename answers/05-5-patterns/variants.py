"""Correct answers in another style than the reference solutions; they must pass as well."""
# ruff: noqa: E501 (a table)

VARIANTS = {
    "p1": ["answer_p1 = 5.0"],
    "p2": ["answer_p2 = '(c)'"],
    "i1": [
        """
from dldm.mining.sequences import prefixspan_steps

def my_patterns(sequences, least):
    return {tuple(e[0] for e in s.pattern): s.count for s in prefixspan_steps(sequences, least)}
""",
        """
from collections import defaultdict

def my_patterns(sequences, least):
    found, stack = {}, [((), {s: 0 for s in range(len(sequences))})]
    while stack:
        pattern, starts = stack.pop()
        after = defaultdict(dict)
        for s, start in starts.items():
            for place in range(start, len(sequences[s])):
                after[sequences[s][place]].setdefault(s, place + 1)
        for item, ends in after.items():
            if len(ends) >= least:
                found[pattern + (item,)] = len(ends)
                stack.append((pattern + (item,), ends))
    return found
""",
    ],
    "i2": [
        """
from itertools import combinations

def my_count(pattern, sequences):
    return len([s for s in sequences if any(all(p <= e for p, e in zip(pattern, some))
                                            for some in combinations(s, len(pattern)))])
""",
        """
import numpy as np

def my_count(pattern, sequences):
    def holds(s, p):
        if not p:
            return True
        for i, element in enumerate(s):
            if p[0].issubset(element):
                return holds(s[i + 1:], p[1:])
        return False
    return np.sum([holds(s, pattern) for s in sequences])
""",
    ],
    "v2": [
        """
import itertools
from collections import Counter

import numpy as np
from dldm.datasets import calls

def pairs(rows):
    return Counter(pair for row in rows for pair in set(itertools.combinations(row, 2)))["split", "append"]

functions, rng = calls(), np.random.default_rng(4)
answer_v2 = pairs(functions) / np.mean([pairs([list(rng.permutation(row)) for row in functions]) for _ in range(20)])
""",
        "answer_v2 = 1.32",
    ],
}
