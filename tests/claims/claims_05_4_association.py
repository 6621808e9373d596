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


def shares(train, test, weight=0.3, tries=5):
    """Shares of hidden modules found by popularity, the best rule, and sums of log-lifts: all, 20 and 5 dimensions."""
    G, own, n = train.T @ train, train.sum(axis=0), len(train)
    np.fill_diagonal(G, 0)
    lifts = np.log((G + 1) / (np.outer(own, own) / n + 1)) * (1 - np.eye(len(own)))
    U, s, Vt = np.linalg.svd(lifts)
    rule = G / np.maximum(own, 1)[:, None]
    test = test[test.sum(axis=1) >= 3]
    row, hidden = np.nonzero(test)
    known = test[row] > 0
    known[np.arange(len(row)), hidden] = False
    popular = np.log((own + 0.5) / n)
    scores = [np.tile(popular, (len(row), 1)), np.array([rule[seen].max(axis=0) for seen in known])]
    scores += [popular + weight * known @ S for S in (lifts, *((U[:, :r] * s[:r]) @ Vt[:r] for r in (20, 5)))]
    found = []
    for score in scores:
        score = np.where(known, -np.inf, score - 1e-9 * np.arange(score.shape[1]))
        found.append(((score > score[np.arange(len(row)), hidden][:, None]).sum(axis=1) < tries).mean())
    return found


def test_a_rule_beats_popularity_and_no_embedding_beats_the_rule():
    rng, common = np.random.default_rng(1001), M[:, M.sum(axis=0) >= 5]
    deals = [rng.permutation(common) for _ in range(20)]
    for tries in (1, 5, 20):
        popular, rule, *sums = np.array([shares(dealt[66:], dealt[:66], tries=tries) for dealt in deals]).T
        lead = np.array([popular, *sums]) - rule
        error = lead.std(axis=1, ddof=1) * (1 / 20 + 66 / 262)**0.5
        of_popular, of_all, of_twenty, of_five = lead.mean(axis=1) / error
        assert of_popular < (-2.5 if tries > 1 else -1) and (popular < rule).mean() >= 0.75
        assert abs(of_all) < 2 and -3 < of_twenty < 1 and -4 < of_five < -0.5


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
