"""Correct answers in another style than the reference solutions; they must pass as well."""
# ruff: noqa: E501 (a table)

VARIANTS = {
    "p1": ["answer_p1 = 0.174", "import numpy as np\nanswer_p1 = np.array([0.1737])"],
    "p2": ["answer_p2 = (2.3, 2.1)", "import numpy as np\nanswer_p2 = np.array([2.3, 2.1])"],
    "p4": ["answer_p4 = 0.00307", "import itertools, math\n\ndef p(factor):\n    total, emit = 0.0, [(0.9, 0.2), (0.9, 0.2), (0.1 * factor, 0.8), (0.9, 0.2), (0.9, 0.2)]\n    for z in itertools.product(range(2), repeat=5):\n        ways = [0.5] + [0.7 if i == j else 0.3 for i, j in zip(z, z[1:])]\n        total += math.prod(ways) * math.prod(e[k] for e, k in zip(emit, z))\n    return total\n\nanswer_p4 = math.log(p(1.01)) - math.log(p(1))"],
    "p5": ["answer_p5 = 11166", "answer_p5 = '3 4 2 6 1 6'", "import numpy as np\nanswer_p5 = np.array([2, 1, 1, 6, 6])"],
    "v1": ["answer_v1 = 'C'"],
    "v2": ["answer_v2 = '(c)'"],
    "i1": [
        """
import math

def decode(pi, A, B):
    K, ln = len(pi), lambda x: math.log(x) if x > 0 else -math.inf
    f = [ln(pi[i]) + ln(B[0][i]) for i in range(K)]
    v, arrows = list(f), []
    for row in B[1:]:
        sums = []
        for j in range(K):
            terms = [f[i] + ln(A[i][j]) for i in range(K)]
            top = max(terms)
            sums.append(-math.inf if top == -math.inf else top + math.log(sum(math.exp(t - top) for t in terms)))
        f = [s + ln(row[j]) for j, s in enumerate(sums)]
        back = [max(range(K), key=lambda i: v[i] + ln(A[i][j])) for j in range(K)]
        v = [v[back[j]] + ln(A[back[j]][j]) + ln(row[j]) for j in range(K)]
        arrows.append(back)
    state = max(range(K), key=lambda i: v[i])
    path = [state]
    for back in reversed(arrows):
        state = back[state]
        path.insert(0, state)
    top = max(f)
    return top + math.log(sum(math.exp(t - top) for t in f)), path
""",
    ],
    "p3": ["answer_p3 = 'B'"],
    "i2": [
        """
def m_step(gamma, counts, o, M):
    T, K = gamma.shape
    stayed = gamma[:-1].sum(axis=0)
    A = [[counts[i][j] / stayed[i] for j in range(K)] for i in range(K)]
    P = [[0.0] * M for _ in range(K)]
    for t in range(T):
        for k in range(K):
            P[k][o[t]] += gamma[t, k] / gamma[:, k].sum()
    return list(gamma[0]), A, P
""",
    ],
}
