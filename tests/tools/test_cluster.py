"""Chapter 6.2's own cells on a cluster at an address: its machines are sent the package, and one of them dies."""
import signal
import sys
from pathlib import Path

import numpy as np
import pytest
from dldm.challenges import kmeans_rounds
from exercise_tools import BOOK, notebook

sys.path.append(str(Path(__file__).resolve().parents[2] / "tools" / "machines"))

from cluster import CHOICE, at, cluster  # noqa: E402

SECONDS = 25
PATH = BOOK / "06-scale.ipynb"
PAGE = {cell.id: cell.source for cell in notebook(PATH).cells}


def run(names, *ids):
    """The page's cells of these ids, in a namespace with these names."""
    for id in ids:
        exec(compile(PAGE[f"c64-{id}"], id, "exec"), names)
    return names


@pytest.fixture
def in_time():
    """Whatever hangs is stopped."""
    def stop(*_):
        raise TimeoutError(f"still running after {SECONDS} seconds")

    before = signal.signal(signal.SIGALRM, stop)
    signal.alarm(SECONDS)
    yield
    signal.alarm(0)
    signal.signal(signal.SIGALRM, before)


@pytest.mark.long
def test_the_page_runs_at_an_address_whose_machines_do_not_know_the_package_and_a_worker_dies(in_time, capsys):
    def part(i):  # nested: a worker could not import this module
        return np.random.default_rng(i).uniform(size=(200, 2))

    def has_package():
        from importlib.util import find_spec
        return find_spec("dldm") is not None

    start = part(9)[:6]
    wanted = list(kmeans_rounds([part(i) for i in range(4)], start))
    with cluster() as (address, processes):
        names = {"__name__": "__main__", "np": np, "address": address, "kmeans_rounds": kmeans_rounds,
                 "start": start, "four": wanted}
        run(names, "dask")
        with names["Client"](address) as client:
            assert list(client.run(has_package).values()) == [False, False]
        client = run(names, "connect", "client")["connected"]()
        assert list(client.run(has_package).values()) == [True, True]
        names["digit_part"] = part
        run(names, "kill")
        assert len(names["states"]) == 5 < len(wanted)
        run(names, "kill-on", "close")
        assert sorted(process.poll() is None for process in processes) == [False, True]
    assert capsys.readouterr().out == (
        "it held parts of the data: True - it is still there: False\n"
        f"rounds {len(wanted)} - centres equal to 1e-10: True\n")
    assert all(process.poll() is not None for process in processes)


def test_the_copy_of_the_notebook_differs_in_the_address_only(tmp_path):
    copy = notebook(at("tcp://there:1", PATH, tmp_path))
    other = {cell.id: cell.source for cell in copy.cells if cell.source != PAGE[cell.id]}
    assert other == {CHOICE: "address = 'tcp://there:1'"} and PAGE[CHOICE].startswith("address = None")
