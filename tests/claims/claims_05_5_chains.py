"""Chapter 5.5, Markov chains: what its prose concludes from walks, draws and deals, repeated with fresh seeds."""
import numpy as np
from dldm.datasets import ALPHABET, documentation, seattle
from dldm.mining.sequences import count_steps, fast, sample_path, transitions
from dldm.nn import Adam, Dense, Sequential

WEATHER = np.array([[0.4, 0.3, 0.3], [0.2, 0.6, 0.2], [0.1, 0.1, 0.8]])
TEXT, WET = documentation(), (seattle() > 0).astype(int)


def test_a_thousand_days_give_the_table_to_a_few_hundredths():
    rng = np.random.default_rng(1000)
    errors = [np.abs(transitions(count_steps(sample_path([0, 0, 1], WEATHER, 1000, rng), 3)) - WEATHER).max()
              for _ in range(60)]
    assert min(errors) > 0.01 and max(errors) < 0.14 and 0.03 < np.mean(errors) < 0.06


def difference(rows):
    """Share of wet days after wet, dry less that after dry, dry."""
    after = [WET[rows + 2][(WET[rows + 1] == 0) & (WET[rows] == before)] for before in (1, 0)]
    return (after[0].mean() - after[1].mean() if min(map(len, after)) else np.nan), len(after[0])


def test_within_a_month_the_day_before_yesterday_matters_less_and_still():
    rng, drawn = np.random.default_rng(1001), []
    month = np.arange("2012-01-03", "2016-01-01", dtype="datetime64[D]").astype("datetime64[M]").astype(int)
    rows = [np.flatnonzero(month == m) for m in np.unique(month)]
    for _ in range(300):
        months = [np.concatenate([rows[k + 12 * rng.integers(4)] for _ in range(4)]) for k in range(12)]
        gaps, n = np.transpose([difference(m) for m in months])
        known = ~np.isnan(gaps)
        drawn.append([difference(np.concatenate(months))[0], np.average(gaps[known], weights=n[known])])
    year, inside = np.transpose(drawn)
    assert 0.04 < np.percentile(inside, 2.5) < 0.11 and 0.2 < np.percentile(inside, 97.5) < 0.25
    assert np.percentile(year, 2.5) > 0.13 and np.percentile(year, 97.5) < 0.32 and (inside < year).mean() > 0.98


def test_the_chain_foretells_the_variance_of_blocks_within_their_scatter():
    rng, vowel = np.random.default_rng(1002), np.isin(TEXT[TEXT < 26], [ALPHABET.index(v) for v in "aeiouy"])
    A, blocks = transitions(count_steps(vowel, 2)), vowel[:len(vowel) // 100 * 100].reshape(-1, 100).sum(axis=1)
    delta, p = A[1, 1] - A[0, 1], vowel.mean()
    ratios = [rng.choice(blocks, len(blocks)).var() / (100 * p * (1 - p)) for _ in range(500)]
    low, high = np.percentile(ratios, [2.5, 97.5])
    assert low < (1 + delta) / (1 - delta) < high and low > 0.34 and high < 0.45


def deals(length, pieces, seed, n=20):
    rng, cut = np.random.default_rng(seed), TEXT[:190_000].reshape(-1, length)
    return [cut[rng.permutation(len(cut))[:pieces]] for _ in range(n)]


def test_the_best_order_is_four_and_with_a_tenth_of_the_text_three():
    for learn, wanted in ((20, 4), (2, 3)):
        best = [1 + np.argmin([fast.order_bits(dealt[:learn].ravel(), dealt[20:].ravel(), 27, k, start=6)
                               for k in range(1, 7)]) for dealt in deals(7600, 25, 1003)]
        assert best.count(wanted) >= 18 and set(best) <= {3, 4}


def test_mixed_with_whole_visits_the_curve_does_not_turn_up():
    for dealt in deals(7600, 25, 1004, 6):
        learn, judge = dealt[:20].ravel(), dealt[20:].ravel()
        mixed = [fast.order_bits(learn, judge, 27, k, 1.0, 6, True) for k in range(3, 7)]
        alone = [fast.order_bits(learn, judge, 27, k, 0.1, 6) for k in range(3, 7)]
        cautious = [fast.order_bits(learn, judge, 27, k, 0.1, 6, True) for k in range(3, 7)]
        assert (np.diff(mixed) < 0).all() and mixed[-1] < min(alone) - 0.05
        assert cautious[-1] > min(cautious) and cautious[-1] < alone[-1] - 0.3


def windows(o):
    view = np.lib.stride_tricks.sliding_window_view(o, 4)[3:]
    return np.eye(27)[view[:, :-1]].reshape(len(view), -1), np.eye(27)[view[:, -1]]


def by_network(learn, choose, judge, seed):
    layers = [Dense(64, activation="relu", input_shape=(81,)), Dense(27, activation="softmax")]
    net, tried = Sequential(layers, rng=np.random.default_rng(seed)), []
    net.compile(optimizer=Adam(0.005), loss="categorical_crossentropy")
    for _ in range(3):
        net.fit(*windows(learn), epochs=2, batch_size=64, verbose=0)
        tried.append([net.evaluate(*windows(o), verbose=0)[0] / np.log(2) for o in (choose, judge)])
    return min(tried)[1]


def by_table(learn, choose, judge, orders, adds, mix):
    k, add = min(((k, add) for k in orders for add in adds),
                 key=lambda s: fast.order_bits(learn, choose, 27, *s, 6, mix))
    return fast.order_bits(learn, judge, 27, k, add, 6, mix)


def test_the_network_beats_the_order_alone_and_loses_to_mixtures_that_see_as_little():
    short = deals(5000, 3, 1005)
    network = np.array([by_network(*deal, seed) for seed, deal in enumerate(short)])
    alone, three, six = (np.array([by_table(*deal, *table) for deal in short]) for table in (
        ((1, 2, 3, 4), (0.1, 0.3, 1.0), False), ((1, 2, 3), (0.3, 1.0, 3.0), True),
        ((4, 5, 6), (0.3, 1.0, 3.0), True)))
    assert -0.13 < (network - alone).mean() < -0.03 and (network < alone).mean() >= 0.65
    assert 0.1 < (network - three).mean() < 0.24 and (network > three).mean() >= 0.95
    assert 0.18 < (network - six).mean() < 0.34 and (three > six).mean() >= 0.7
