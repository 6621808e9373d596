"""The scan for solutions: it sees one wherever it hides, and is silent about what the book shows to everybody."""
import hashlib
import html
import json
import sys
import zipfile
from pathlib import Path

import pytest
from exercise_tools import solutions

ROOT = Path(__file__).resolve().parents[2]
PAGE = ROOT / "_build" / "html" / "book" / "05-1b-densities.html"
sys.path.append(str(ROOT / "tools" / "classroom"))

import leaks  # noqa: E402

SOLUTION = solutions("05-1a-centres")["ch05-1a-i2"]
LETTER = 'answer_v1 = "c"'


def ids(lines):
    return {line.split(": ")[1].split(",")[0] for line in lines}


@pytest.fixture(scope="module")
def secret():
    return leaks.secrets()


def test_every_solution_has_a_secret(secret):
    found, bare = secret
    assert bare == [] and len(found.owners) > 15_000 and len(leaks.answers()) > 350


def test_a_solution_that_the_book_gives_away_is_reported(monkeypatch, tmp_path):
    monkeypatch.setattr(leaks, "answers", lambda: {"ch05-1a-i2": SOLUTION})
    monkeypatch.setattr(leaks, "said", lambda: [SOLUTION])
    assert leaks.leaks(tmp_path) == ["ch05-1a-i2: the book itself shows all of it"]


HIDES = {
    "plain": lambda code: code,
    "in a notebook": lambda code: json.dumps({"cells": [{"source": code.splitlines(keepends=True)}]}),
    "in a notebook, in one string": lambda code: json.dumps({"source": code}),
    "with codes for letters": lambda code: json.dumps(code).replace("x", r"\u0078"),
    "in a page": lambda code: f"<pre>{html.escape(code)}</pre>",
    "coloured": lambda code: "".join(f'<span class="n">{html.escape(part)}</span> ' for part in leaks.tokens(code)),
    "with other breaks": lambda code: " \t".join(code.split(" ")).replace("\n", "\r\n\r\n"),
    "a part": lambda code: "\n".join(code.splitlines()[6:10]),
}


@pytest.mark.parametrize("hide", HIDES.values(), ids=HIDES)
def test_a_planted_solution_is_found(tmp_path, hide, secret):
    (tmp_path / "a.txt").write_text(hide(SOLUTION), encoding="utf-8", newline="")
    assert "ch05-1a-i2" in ids(leaks.leaks(tmp_path, looked_for=secret))


def test_a_single_letter_is_found(tmp_path, secret):
    (tmp_path / "a.html").write_text(f"<p>{html.escape(LETTER)}</p>", encoding="utf-8")
    assert leaks.leaks(tmp_path, looked_for=secret) and leaks.spans(LETTER) == {("answer_v1", "=", '"', "c", '"')}


def test_a_zip_in_a_zip_is_opened(tmp_path, secret):
    with zipfile.ZipFile(tmp_path / "inner.whl", "w") as packed:
        packed.writestr("dldm/a.py", SOLUTION)
    with zipfile.ZipFile(tmp_path / "book.zip", "w") as packed:
        packed.write(tmp_path / "inner.whl", "x/inner.whl")
    (tmp_path / "inner.whl").unlink()
    assert leaks.leaks(tmp_path, looked_for=secret)[0].startswith("book.zip/x/inner.whl/dldm/a.py: ch05-1a-i2: ")


def test_a_known_file_of_others_is_not_read(tmp_path, secret):
    (tmp_path / "a.py").write_text(SOLUTION, encoding="utf-8")
    assert leaks.leaks(tmp_path, {hashlib.sha256(SOLUTION.encode()).hexdigest()}, secret) == []


def test_the_book_itself_raises_no_alarm(tmp_path, secret):
    """Its listings are what some exercises ask for: k-means, Apriori, the autoregression."""
    listed = ("mining/clustering/kmeans.py", "mining/association/apriori.py", "mining/time_series/lags.py",
              "datasets/data/keras_fixture.json")
    for name in listed:
        (tmp_path / Path(name).name).write_bytes((ROOT / "book" / "dldm" / name).read_bytes())
    assert len(list(tmp_path.iterdir())) == 4 and leaks.leaks(tmp_path, looked_for=secret) == []


def test_the_page_of_the_readers_edition_holds_its_solutions(tmp_path, secret):
    (tmp_path / PAGE.name).write_bytes(PAGE.read_bytes())
    assert set(solutions("05-1b-densities")) <= ids(leaks.leaks(tmp_path, looked_for=secret))
