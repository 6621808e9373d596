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


def seasons(month, rng, years):
    """The traits of years that are made by one table for each of the numbered months."""
    N, made = np.zeros((48, 2, 2)), []
    np.add.at(N, (month[1:], WET[:-1], WET[1:]), 1)
    visits, ever = N.sum(axis=2), transitions(count_steps(WET, 2))[:, 1]
    wet_next = np.where(visits > 0, N[..., 1] / np.maximum(visits, 1), ever)
    for _ in range(years):
        o = [WET[0]]
        for m, u in zip(month[1:], rng.random(len(WET) - 1)):
            o.append(int(u < wet_next[m, o[-1]]))
        made.append(traits(np.array(o)))
    return np.percentile(made, [2.5, 50, 97.5], axis=0)


def test_the_season_gives_the_long_spells_and_not_that_the_day_before_yesterday_matters():
    rng, start = np.random.default_rng(1001), np.datetime64("2012-01", "M")
    single = (np.arange("2012-01", "2016-01", dtype="datetime64[D]").astype("datetime64[M]") - start).astype(int)
    (long, ones, gap), (long_48, ones_48, gap_48) = (seasons(m, rng, 300).T for m in (single % 12, single))
    seen = traits(WET)
    assert seen[:2] == (4, 86) and long[0] < 4 < long[2] and long_48[0] < 4 < long_48[2]
    assert 75 <= ones[2] < 86 < ones_48[2] and ones_48[2] <= 93  # too many for twelve tables, compatible with 48
    assert gap[2] < 0.19 and gap_48[2] < 0.225 < seen[2]


def test_spelling_makes_up_nearly_half_of_the_distance_to_onegin():
    """Right: .603 in the place of .552, of .663."""
    pairs, doubled = ("th", "sh", "ch", "ck"), set("bcdfghjklmnpqrstvwxz")
    kept, words = [], "".join(ALPHABET[i] for i in TEXT)
    for i, letter in enumerate(words):
        pair = words[max(i - 1, 0):i + 1]
        if letter != " " and pair not in pairs and not (len(pair) == 2 and pair[0] == pair[1] in doubled):
            kept.append(letter in "aeiouy")
    assert round(transitions(count_steps(np.array(kept, dtype=int), 2))[0, 1], 3) == 0.603


def ratio(v, n):
    """The variance of the counts in blocks of n to that of independent letters."""
    return v[:len(v) // n * n].reshape(-1, n).sum(axis=1).var() / (n * v.mean() * (1 - v.mean()))


def test_two_errors_of_the_chain_cancel_at_a_hundred_letters():
    rng, words = np.random.default_rng(1002), "".join(ALPHABET[i] for i in TEXT).split()
    vowel, *shuffled = (np.isin(list("".join(order)), list("aeiouy")).astype(int)
                        for order in (words, *(rng.permutation(words) for _ in range(20))))
    A = transitions(count_steps(vowel, 2))
    delta = A[1, 1] - A[0, 1]
    assert round((1 + delta) / (1 - delta), 2) == 0.42
    assert [round(ratio(vowel, n), 1) for n in (20, 100, 500)] == [0.3, 0.4, 0.8]
    assert ratio(vowel, 2000) > 1.5 and ratio(vowel, 5000) > 2
    for n in (100, 500, 2000, 5000):
        assert 0.22 < np.mean([ratio(v, n) for v in shuffled]) < 0.3


def deals(length, pieces, seed):
    rng, cut = np.random.default_rng(seed), TEXT[:190_000].reshape(-1, length)
    return [cut[rng.permutation(len(cut))[:pieces]] for _ in range(20)]


def test_the_best_order_is_four_and_with_a_tenth_of_the_text_three():
    for learn, wanted in ((20, 4), (2, 3)):
        best = [1 + np.argmin([fast.order_bits(dealt[:learn].ravel(), dealt[20:].ravel(), 27, k, start=6)
                               for k in range(1, 7)]) for dealt in deals(7600, 25, 1003)]
        assert best.count(wanted) >= 18 and set(best) <= {3, 4}


def test_mixed_with_whole_visits_the_curve_is_nearly_flat_after_order_six():
    for dealt in deals(7600, 25, 1004)[:10]:
        learn, judge = dealt[:20].ravel(), dealt[20:].ravel()
        mixed = [fast.order_bits(learn, judge, 27, k, 1.0, 10, True) for k in (4, 5, 6, 8, 10)]
        alone = [fast.order_bits(learn, judge, 27, k, 0.1, 10) for k in range(4, 7)]
        cautious = [fast.order_bits(learn, judge, 27, k, 0.1, 10, True) for k in range(4, 7)]
        assert mixed[0] > mixed[1] > mixed[2] and np.ptp(mixed[2:]) < 0.04 and mixed[2] < min(alone) - 0.05
        assert cautious[-1] > min(cautious) and cautious[-1] < alone[-1] - 0.3


def windows(o):
    view = np.lib.stride_tricks.sliding_window_view(o, 4)[3:]
    return np.eye(27)[view[:, :-1]].reshape(len(view), -1), np.eye(27)[view[:, -1]]


def by_network(learn, choose, judge, seed):
    layers = [Dense(64, activation="relu", input_shape=(81,)), Dense(27, activation="softmax")]
    net, tried = Sequential(layers, rng=np.random.default_rng(seed)), []
    net.compile(optimizer=Adam(0.01), loss="categorical_crossentropy")
    for _ in range(6):
        net.fit(*learn, epochs=1, batch_size=64, verbose=0)
        tried.append([net.evaluate(*o, verbose=0)[0] / np.log(2) for o in (choose, judge)])
    return min(tried)[1]


def by_table(learn, choose, judge, orders, adds, mix):
    k, add = min(((k, add) for k in orders for add in adds),
                 key=lambda s: fast.order_bits(learn, choose, 27, *s, 6, mix))
    return fast.order_bits(learn, judge, 27, k, add, 6, mix)


def test_the_network_beats_the_order_alone_and_loses_to_mixtures_that_see_as_little():
    pieces = TEXT[:189_960].reshape(60, 3166)[np.random.default_rng(1005).permutation(60)]
    short = pieces.reshape(20, 3, 3166)
    network = np.array([by_network(*map(windows, deal), seed) for seed, deal in enumerate(short)])
    for table, low, high in ((((1, 2, 3, 4), (0.1, 0.3, 1.0), False), 0.03, 0.12),
                             (((1, 2, 3), (0.3, 1.0, 3.0), True), -0.24, -0.12),
                             (((4, 5, 6), (0.3, 1.0, 3.0), True), -0.32, -0.16)):
        lead = np.array([by_table(*deal, *table) for deal in short]) - network
        assert low < lead.mean() < high and abs(lead.mean()) > 2 * lead.std(ddof=1) / 20**0.5
        assert (lead > 0).mean() >= 0.7 if low > 0 else (lead > 0).mean() <= 0.1
