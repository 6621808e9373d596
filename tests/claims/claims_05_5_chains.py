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


def traits(o):
    """Dry spells over three weeks, those of one day, and how much more often rain follows wet, dry than dry, dry."""
    edges = np.flatnonzero(np.diff(np.r_[1, o, 1]))
    lengths = edges[1::2] - edges[::2]
    after = [o[2:][(o[1:-1] == 0) & (o[:-2] == before)].mean() for before in (1, 0)]
    return (lengths > 21).sum(), (lengths == 1).sum(), after[0] - after[1]


def test_a_table_for_each_month_gives_the_long_spells_and_not_the_single_dry_days():
    rng, made = np.random.default_rng(1001), []
    month = np.arange("2012-01-01", "2016-01-01", dtype="datetime64[D]").astype("datetime64[M]").astype(int) % 12
    N = np.zeros((12, 2, 2))
    np.add.at(N, (month[1:], WET[:-1], WET[1:]), 1)
    for _ in range(300):
        o = [WET[0]]
        for m, u in zip(month[1:], rng.random(len(WET) - 1)):
            o.append(int(u < N[m, o[-1], 1] / N[m, o[-1]].sum()))
        made.append(traits(np.array(o)))
    (long, single, gap), (most, ones, widest) = np.mean(made, axis=0), np.max(made, axis=0)
    assert traits(WET)[:2] == (4, 86) and 2.5 < long < 3.5 and most >= 5
    assert 59 < single < 65 and ones < 86 and 0.06 < gap < 0.1 and widest < 0.22 < traits(WET)[2]


def test_spelling_makes_up_nearly_half_of_the_distance_to_onegin():
    """Right: .603 in the place of .552, of .663."""
    pairs, doubled = ("th", "sh", "ch", "ck"), set("bcdfghjklmnpqrstvwxz")
    kept, words = [], "".join(ALPHABET[i] for i in TEXT)
    for i, letter in enumerate(words):
        pair = words[max(i - 1, 0):i + 1]
        if letter != " " and pair not in pairs and not (len(pair) == 2 and pair[0] == pair[1] in doubled):
            kept.append(letter in "aeiouy")
    assert round(transitions(count_steps(np.array(kept, dtype=int), 2))[0, 1], 3) == 0.603


def test_the_chain_foretells_the_variance_of_blocks_within_their_scatter():
    rng, vowel = np.random.default_rng(1002), np.isin(TEXT[TEXT < 26], [ALPHABET.index(v) for v in "aeiouy"])
    A, blocks = transitions(count_steps(vowel, 2)), vowel[:len(vowel) // 100 * 100].reshape(-1, 100).sum(axis=1)
    delta, p = A[1, 1] - A[0, 1], vowel.mean()
    ratios = [rng.choice(blocks, len(blocks)).var() / (100 * p * (1 - p)) for _ in range(500)]
    low, high = np.percentile(ratios, [2.5, 97.5])
    assert low < (1 + delta) / (1 - delta) < high and low > 0.34 and high < 0.45


def deals(length, pieces, seed):
    rng, cut = np.random.default_rng(seed), TEXT[:190_000].reshape(-1, length)
    return [cut[rng.permutation(len(cut))[:pieces]] for _ in range(20)]


def test_the_best_order_is_four_and_with_a_tenth_of_the_text_three():
    for learn, wanted in ((20, 4), (2, 3)):
        best = [1 + np.argmin([fast.order_bits(dealt[:learn].ravel(), dealt[20:].ravel(), 27, k, start=6)
                               for k in range(1, 7)]) for dealt in deals(7600, 25, 1003)]
        assert best.count(wanted) >= 18 and set(best) <= {3, 4}


def test_mixed_with_whole_visits_the_curve_does_not_turn_up():
    for dealt in deals(7600, 25, 1004):
        learn, judge = dealt[:20].ravel(), dealt[20:].ravel()
        mixed = [fast.order_bits(learn, judge, 27, k, 1.0, 6, True) for k in range(4, 7)]
        alone = [fast.order_bits(learn, judge, 27, k, 0.1, 6) for k in range(4, 7)]
        cautious = [fast.order_bits(learn, judge, 27, k, 0.1, 6, True) for k in range(4, 7)]
        assert (np.diff(mixed) < 0).all() and mixed[-1] < min(alone) - 0.05
        assert cautious[-1] > min(cautious) and cautious[-1] < alone[-1] - 0.3


def windows(o):
    view = np.lib.stride_tricks.sliding_window_view(o, 4)[3:]
    return np.eye(27)[view[:, :-1]].reshape(len(view), -1), np.eye(27)[view[:, -1]]


def by_network(learn, choose, judge, seed, units=64, rate=0.01):
    layers = [Dense(units, activation="relu", input_shape=(81,)), Dense(27, activation="softmax")]
    net, tried = Sequential(layers, rng=np.random.default_rng(seed)), []
    net.compile(optimizer=Adam(rate), loss="categorical_crossentropy")
    for _ in range(3):
        net.fit(*learn, epochs=1, batch_size=64, verbose=0)
        tried.append([net.evaluate(*o, verbose=0)[0] / np.log(2) for o in (choose, judge)])
    return min(tried)[1]


def by_table(learn, choose, judge, orders, adds, mix):
    k, add = min(((k, add) for k in orders for add in adds),
                 key=lambda s: fast.order_bits(learn, choose, 27, *s, 6, mix))
    return fast.order_bits(learn, judge, 27, k, add, 6, mix)


def test_the_network_beats_the_order_alone_and_loses_to_mixtures_that_see_as_little():
    short = deals(5000, 3, 1005)
    network, wider = (np.array([by_network(*map(windows, deal), seed, *own) for seed, deal in enumerate(short)])
                      for own in ((64, 0.01), (128, 0.005)))
    alone, three, six = (np.array([by_table(*deal, *table) for deal in short]) for table in (
        ((1, 2, 3, 4), (0.1, 0.3, 1.0), False), ((1, 2, 3), (0.3, 1.0, 3.0), True),
        ((4, 5, 6), (0.3, 1.0, 3.0), True)))
    assert -0.1 < (network - alone).mean() < -0.01 and (network < alone).mean() >= 0.65
    assert 0.1 < (network - three).mean() < 0.24 and (network > three).mean() >= 0.85
    assert 0.18 < (network - six).mean() < 0.34 and (three > six).mean() >= 0.7
    assert (wider - three).mean() > 0.05 and (wider > three).mean() >= 0.85
