"""Correct answers in another style than the reference solutions; they must pass as well."""

VARIANTS = {
    "p1": ["answer_p1 = ['b']"],
    "i1": ["""
import math

def medoids_card(X, k):
    n, sets = len(X), [()]
    for _ in range(k):
        sets = [(*s, i) for s in sets for i in range(s[-1] + 1 if s else 0, n)]
    def loss(s):
        return sum(min(math.dist(x, X[m]) for m in s) for x in X)
    return dict(hypothesis=sets[::-1], loss=[loss(s) for s in sets[::-1]], search=min(sets, key=loss),
                evaluation="null data")
"""],
    "v1": ["answer_v1_method, answer_v1_report = 'network', 'h d c b a'",
           "answer_v1_method, answer_v1_report = 'Logistic', ['a', 'b', 'c', 'd']",
           "answer_v1_method, answer_v1_report = 'long tree', 'abcdh'"],
    "v2": ["answer_v2 = {'e', 'a', 'c'}"],
}
