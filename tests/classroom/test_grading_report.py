"""The teacher's page: shares, intervals, misconceptions and the inventory, from rows that are known."""
import csv
import re
import subprocess
import sys

import choice
import numpy as np
import pytest
import report
import report_sections
from dldm.exercises.kinds import MISCONCEPTIONS
from exercise_tools import ROOT
from grade_feedback import page
from scipy.stats import binomtest
from statsmodels.stats.contingency_tables import mcnemar
from statsmodels.stats.proportion import proportion_confint


def row(student, exercise, state="correct", outcome="scored", key="", code="", note="", points="1"):
    score = points if outcome == "scored" and state == "correct" else "0"
    return {"student": student, "exercise": exercise, "points": points, "score": score, "outcome": outcome,
            "state": state, "key": key, "misconception": code, "seconds": "1.0", "note": note, "message": f"hint {key}"}


@pytest.mark.parametrize("right, n", [(0, 5), (5, 5), (3, 10), (250, 300)])
def test_the_interval_is_wilsons(right, n):
    assert report.wilson(right, n) == pytest.approx(proportion_confint(right, n, method="wilson"), abs=1e-6)
    assert report.wilson(0, 0) == (0, 1)


@pytest.mark.parametrize("gained, lost", [(0, 0), (1, 0), (7, 1), (3, 3), (40, 22)])
def test_the_p_is_mcnemars(gained, lost):
    assert report.mcnemar(gained, lost) == pytest.approx(mcnemar([[9, gained], [lost, 4]], exact=True).pvalue)
    if gained + lost:
        assert report.mcnemar(gained, lost) == pytest.approx(binomtest(gained, gained + lost).pvalue)


def test_the_interval_of_a_gain_covers_it_as_often_as_it_says():
    rng, hits = np.random.default_rng(7), 0
    for _ in range(400):
        mean, low, high = report.paired((rng.integers(-4, 8, 60)).tolist())
        hits += low <= 1.5 <= high
    assert 0.92 <= hits / 400 <= 0.98
    assert report.paired([3])[0] == 3 and report.paired([3])[2] == np.inf


CLASS = [row("Ann", "ch05-1a-p1"), row("Bob", "ch05-1a-p1", "not yet", key="one-pass", code="ITER"),
         row("Eve", "ch05-1a-p1", "not yet", key="one-pass", code="ITER"), row("Sam", "ch05-1a-p1", "not attempted"),
         row("Tom", "ch05-1a-p1", "", "needs a human", note="broken <b>JSON</b>")]


def test_the_page_says_who_holds_what_and_what_to_look_at_first():
    text = report.report(CLASS, "pages/")
    assert text.index("Look at these yourself") < text.index("<h2>Exercises")
    assert "broken &lt;b&gt;JSON&lt;/b&gt;" in text and "<b>" not in text
    assert "1 of 3" in text and "33 %" in text and "6 % to 79 %" in text and "one-pass (2)" in text
    assert MISCONCEPTIONS["ITER"] in text and "2 of 5" in text
    assert '<a href="pages/05-1a-centres.html#sec-5-1-kmeans">5.1.1 k-means</a>' in text
    assert "Twelve questions" not in text and not re.search(r"(?:src|href)=\"(?:https?:)?//", text)
    assert "Look at these" not in report.report(CLASS[:4]) and "No answer revealed one" in report.report(CLASS[:1])


def test_the_inventory_stands_side_by_side_and_pairs_those_who_answered_both():
    rows = []
    for n, student in enumerate("abcdefgh"):
        rows += [row(student, "inventory-pre-3", "not yet" if n < 6 else "correct", key="a", points="0"),
                 row(student, "inventory-post-3", "correct", points="0")]
    rows += [row("z", "inventory-pre-3", points="0"), row("z", "inventory-pre-4", "not attempted", points="0")]
    text = report.report(rows)
    line = next(line for line in text.split("<tr>") if "the majority rule" in line)
    assert "3 of 9" in line and "8 of 8" in line and "6, 0" in line and f"{report.mcnemar(6, 0):.2g}" in line
    assert "8 students answered both forms. On average +0.8 questions more" in text
    assert "Nobody answered both" in report.report(rows[::2])


def test_a_page_of_a_student_has_hints_and_no_explanation_of_what_is_right():
    rows = [row("Ann", "p1"), row("Ann", "p2", "not yet", key="slip"), row("Ann", "p3", "", "tampered", note="n")]
    text = page("Ann <&>", rows)
    assert "1 of 3 points" in text and "hint slip" in text and "Ann &lt;&amp;&gt;" in text
    assert "hint" not in text.split(">p2<")[0] and "✓ right" in text and "Not all of it" in text


def test_every_misconception_is_treated_in_a_section_that_exists():
    assert set(report_sections.SECTIONS) == set(MISCONCEPTIONS) - {""}
    for code in report_sections.SECTIONS:
        address, title = report_sections.section(code)
        assert title and address.partition(".html#")[2].startswith("sec-")


def test_every_exercise_is_called_by_its_title():
    assert set(report_sections.exercises()) >= {id for ids in choice.chapters().values() for id in ids}
    rows = [row("Ann", "ch05-1a-p1"), row("Bob", "ch05-1a-p1", "not yet", key="slip")]
    for text in (page("Ann", rows[:1]), report.report(rows)):
        assert 'Seven numbers <span class="soft">ch05-1a-p1</span>' in text


def test_several_results_go_together_on_the_command_line(tmp_path):
    for name, part in (("a.csv", CLASS[:2]), ("b.csv", CLASS[2:])):
        with open(tmp_path / name, "w", newline="", encoding="utf-8-sig") as file:
            writer = csv.DictWriter(file, list(CLASS[0]))
            writer.writeheader()
            writer.writerows(part)
    page = tmp_path / "page.html"
    command = [sys.executable, ROOT / "tools" / "classroom" / "report.py", tmp_path / "a.csv", tmp_path / "b.csv",
               "--out", page]
    subprocess.run(command, check=True)
    assert page.read_text(encoding="utf-8") == report.report(CLASS)
    (tmp_path / "b.csv").unlink()
    said = subprocess.run(command, capture_output=True, encoding="utf-8")
    assert said.returncode == 1 and said.stderr.startswith(f"There are no results in {tmp_path / 'b.csv'} (No")
    assert page.read_text(encoding="utf-8") == report.report(CLASS), "the page of before is still there"
