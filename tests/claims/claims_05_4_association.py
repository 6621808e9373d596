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


def shares(train, test, weight=0.3):
    """Shares of hidden modules found by popularity, the best rule, and the weighted sum of log-lifts."""
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
              popular + weight * known @ lifts]
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


def test_the_weight_that_is_chosen_for_the_sum_of_lifts_lies_well_below_1():
    rng, common, chosen = np.random.default_rng(1002), M[:, M.sum(axis=0) >= 5], []
    for _ in range(20):
        dealt, tried = rng.permutation(common), (0.1, 0.2, 0.3, 0.5, 0.7, 1)
        found = [shares(dealt[132:], dealt[66:132], weight)[2] for weight in tried]
        chosen.append(tried[int(np.argmax(found))])
    assert 0.2 <= np.median(chosen) <= 0.5 and np.mean(np.array(chosen) < 0.7) >= 0.8


def test_an_average_pair_of_baskets_of_unequal_sizes_has_a_lift_of_more_than_one_by_itself():
    sizes, own, n = M.sum(axis=1), M.sum(axis=0), len(M)
    pairs = (sizes * (sizes - 1)).sum()
    bound, exact = n * pairs / sizes.sum()**2, n * pairs / (sizes.sum()**2 - (own**2).sum())
    assert round(bound, 2) == 1.32 and bound < exact < 1.4 and (sizes == 2).sum() == 62
    after = np.array([np.quantile(shuffle_columns(M, np.random.default_rng(seed)).sum(axis=1), (0.05, 0.95))
                      for seed in range(40)])
    assert (after[:, 0] == 3).mean() > 0.8 and after[:, 1].min() >= 10 and after[:, 1].max() <= 11
