"""Record how long a round of k-means takes on one worker of a cluster and on two, for chapter 6.2.

python -m benchmarks.record.speed_up     (two minutes on a machine that does nothing else; writes data/speed_up.json)
"""
import datetime
import json
import platform
import time
from pathlib import Path

import dask
import numpy as np
from distributed import Client, LocalCluster, wait
from dldm.challenges import add, cluster_sums, in_turn
from dldm.datasets import DATA

SIZES, REPEATS, COLUMNS, CENTRES = [1000, 2000, 4000, 8000, 16000, 32000, 64000, 128000, 256000], 20, 16, 16
ONE_THREAD = {"OMP_NUM_THREADS": 1, "OPENBLAS_NUM_THREADS": 1, "MKL_NUM_THREADS": 1}


def rows_of(seed, n):
    return np.random.default_rng(seed).normal(size=(n, COLUMNS))


def seconds(f, parts, **given):
    """Of one call and its sum."""
    start = time.perf_counter()
    add(f(cluster_sums, parts, **given))
    return time.perf_counter() - start


def alone(halves, centres):
    """Seconds of a round over both halves, on the worker that runs this."""
    return seconds(in_turn, halves, centres=centres)


def round_of(client, n):
    """(Seconds on one worker, seconds on two), once each."""
    def on_workers(f, parts, **given):
        return client.gather(client.map(f, parts, pure=False, **given))

    first, second = client.scheduler_info()["workers"]
    centres = rows_of(9, CENTRES)
    both = client.map(rows_of, [1, 2], n=n // 2, workers=[first], pure=False)
    halves = [client.submit(rows_of, seed, n // 2, workers=[worker], pure=False)
              for seed, worker in ((1, first), (2, second))]
    wait([*both, *halves])
    return (client.submit(alone, both, centres, workers=[first], pure=False).result(),
            seconds(on_workers, halves, centres=centres))


def processor():
    """Its name as Linux tells it, or Python."""
    names = [line.partition(":")[2].strip() for line in Path("/proc/cpuinfo").read_text(encoding="utf-8").splitlines()
             if line.startswith("model name")]
    return f"{names[0] if names else platform.processor()}, {len(names)} cores, {platform.system()}"


def main():
    dask.config.set({"distributed.nanny.pre-spawn-environ": ONE_THREAD})
    with LocalCluster(n_workers=2, threads_per_worker=1, dashboard_address=None) as cluster, Client(cluster) as client:
        rounds = np.array([[round_of(client, n) for n in SIZES] for _ in range(REPEATS)])
    alone_, shared = rounds.min(axis=0).T.round(6).tolist()
    record = {"recorded": str(datetime.date.today()), "machine": processor(),
              "versions": {"Python": platform.python_version(), "NumPy": np.__version__, "Dask": dask.__version__},
              "columns": COLUMNS, "centres": CENTRES, "repeats": REPEATS, "sizes": SIZES, "alone": alone_,
              "shared": shared}
    (DATA / "speed_up.json").write_text(json.dumps(record) + "\n", encoding="utf-8")


if __name__ == "__main__":
    main()
