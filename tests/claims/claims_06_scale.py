"""Chapter 6.2: what its prose concludes from shuffles and starts, repeated with fresh seeds."""
import numpy as np
from dldm.challenges import add, cluster_sums, in_turn, kmeans_rounds, local_sets, split
from dldm.datasets import calls, digits
from dldm.mining.clustering import lloyd, seed_centres


def test_shuffled_parts_propose_half_as_many_candidates_and_always_more_than_are_frequent():
    baskets, rng = calls(), np.random.default_rng(6200)

    def candidates(rows):
        return len(set().union(*in_turn(local_sets, split(rows, 8), least=60, n=len(rows))))

    shuffled = [candidates([baskets[i] for i in rng.permutation(len(baskets))]) for _ in range(40)]
    assert min(shuffled) > 200 and max(shuffled) < 250 and 1.8 < candidates(baskets) / np.mean(shuffled) < 2.3


def test_one_message_only_ends_with_a_worse_charge_from_every_start():
    X = digits().X
    for seed in range(6200, 6220):
        start, ends = seed_centres(X, 10, np.random.default_rng(seed)), []
        for piece in split(X, 4):
            *_, end = kmeans_rounds([piece], start)
            ends.append(end.total)
        total = add(ends)
        centres = total.sums / np.maximum(total.sizes, 1)[:, None]
        assert add(in_turn(cluster_sums, [X], centres=centres)).J > lloyd(X, start).J
