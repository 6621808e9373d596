"""Correct answers in another style than the reference solutions; they must pass as well."""
# ruff: noqa: E501 (a table)

VARIANTS = {
    "p1": ["answer_p1 = 0.174", "import numpy as np\nanswer_p1 = np.array([0.1737])"],
    "p2": ["answer_p2 = '(C)'"],
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
