"""Chapter 5.4: what its prose concludes from shuffled tables and from deals, repeated with fresh seeds."""
import numpy as np
from dldm.datasets import import_baskets
from dldm.mining.association import item_table, pair_lifts, shuffle_columns, shuffle_within_margins

M, _ = item_table(import_baskets().baskets)


def strong(M, least):
    counts, lifts = pair_lifts(M)
    return np.triu((counts >= least) & (lifts >= 2), 1).sum()


def largest(M, least):
    counts, lifts = pair_lifts(M)
    return np.triu(np.where(counts >= least, lifts, 0), 1).max()


def test_most_strong_pairs_are_there_when_sizes_are_kept_and_few_when_they_are_not():
    rng, kept = np.random.default_rng(1000), []
    table = shuffle_within_margins(M, rng, 10_000)
    for _ in range(40):
        table = shuffle_within_margins(table, rng, 1000)
        kept.append(table)
    columns = [shuffle_columns(M, rng) for _ in range(40)]
    for least, ours, theirs in ((2, 0.8, 0.37), (3, 0.7, 0.24), (5, 0.55, 0.14), (8, 0.33, 0.05)):
        real = strong(M, least)
        assert abs(np.mean([strong(table, least) for table in kept]) / real - ours) < 0.06
        assert abs(np.mean([strong(table, least) for table in columns]) / real - theirs) < 0.03
    assert max(largest(table, 9) for table in kept) < 7  # ssl -> socket has 9.8


def shares(train, test):
    """Shares of hidden modules found by popularity, the best rule, and the sum of log-lifts."""
    G, own, n = train.T @ train, train.sum(axis=0), len(train)
    np.fill_diagonal(G, 0)
    lifts = np.log((G + 1) / (np.outer(own, own) / n + 1)) * (1 - np.eye(len(own)))
    rule = G / np.maximum(own, 1)[:, None]
    test = test[test.sum(axis=1) >= 3]
    row, hidden = np.nonzero(test)
    known = test[row] > 0
    known[np.arange(len(row)), hidden] = False
    popular = np.log((own + 0.5) / n)
    scores = [np.tile(popular, (len(row), 1)), np.array([rule[seen].max(axis=0) for seen in known]),
              popular + 0.3 * known @ lifts]
    found = []
    for score in scores:
        score = np.where(known, -np.inf, score - 1e-9 * np.arange(score.shape[1]))
        found.append(((score > score[np.arange(len(row)), hidden][:, None]).sum(axis=1) < 5).mean())
    return found


def test_a_rule_and_a_sum_of_lifts_beat_popularity_and_are_level():
    rng, common = np.random.default_rng(1001), M[:, M.sum(axis=0) >= 5]
    deals = [rng.permutation(common) for _ in range(30)]
    popular, rule, lifts = np.array([shares(dealt[66:], dealt[:66]) for dealt in deals]).T
    assert 0.03 < (rule - popular).mean() < 0.055 and (rule > popular).mean() > 0.9
    assert abs((lifts - rule).mean()) < 0.015 and 0.01 < (lifts - rule).std() < 0.04
