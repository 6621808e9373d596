"""The ledger: every row has a verdict, every pointer a target that shows it, every algorithm its six cells."""
import importlib
import re
from collections import Counter
from pathlib import Path
from typing import NamedTuple

import exercise_tools
import pytest
from test_chapters import BOOK, CHAPTERS, cells, code_cells, is_shown, shown_in

TEXT = (BOOK / "ledger.md").read_text(encoding="utf-8")
VERDICTS = ("holds", "refined", "corrected")
SECTIONS = {"": "1 B", "H": "2 C", "A": "3 A", "L": "4 C", "T": "5 T", "F": "6 Q", "R": "Ref"}  # how they begin
NAMED = ("neural network, forward pass", "backpropagation", "gradient descent", "stochastic gradient descent", "Adam",
         "K-means", "DBSCAN", "naive Bayes", "support vector machine", "decision tree", "linear regression",
         "polynomial regression", "support vector regression", "Apriori", "Eclat", "FP-Growth", "ARIMA",
         "Markov model", "hidden Markov model")  # by the article
REF = r"\{ref\}`([^<`]+) <([^>`]+)>`"
NUMBER = r"(?<![\w.])(?:\d+(?:\.\d+)?|\.\d+)"


def rows(width):
    """The rows of all tables with so many columns, as lists of cells, without their headings."""
    lines = [[cell.strip() for cell in line.split(" | ")] for line in
             (line.strip("| ") for line in TEXT.splitlines() if line.startswith("|") and "---" not in line)]
    return [line for line in lines if len(line) == width and line[0] not in ("no.", "algorithm")]


STATEMENTS = {row[0]: row for row in rows(5) if row[2].startswith("**")}
PRINTED = {number: cells.split() for number, cells in re.findall(r"^% (\w+): (.+)$", TEXT, re.M)}  # by these cells
ALGORITHMS = {row[0]: row for row in rows(7)}


class Target(NamedTuple):
    path: Path
    name: str  # what a link to it must say: the number of the section, or the title of the exercise
    told: str = ""  # the prose up to the next label, and what the cells print


def told(cell):
    return cell.source if cell.cell_type == "markdown" else "\n".join(
        output.get("text") or str(output.get("data", "")) for output in cell.get("outputs", []))


def targets():
    """Every label of the notebooks: {label: Target}."""
    found = {"bibliography": Target(BOOK / "references.bib", "bibliography")}
    for path in CHAPTERS:
        text = "\n\n".join(told(cell) for cell in cells(path))
        parts = re.split(r"^\(([\w-]+)\)=\n+", text, flags=re.M)
        chapter = number = re.search(r"^# (\d+(?:\.\d+)?)", text, re.M)[1]
        for label, part in zip(parts[1::2], parts[2::2]):
            own = re.match(r"#+ (\d+(?:\.\d+)+)", part)
            number = own[1] if own else chapter if part.startswith("## ") else number  # a ### belongs to what is above
            found[label] = Target(path, number, part)
        for title, label in re.findall(r"\{exercise\} (.+)\n:label: (\S+)", text):
            found[label] = Target(path, title)
    return found


TARGETS = targets()


def numbers(text):
    """Its numbers, written alike: no separator of thousands, no zero before the point; those of other rows left out."""
    text = re.sub(r"\{\w+\}`[^`]*`|[Rr]ows \d+ and \d+", "", text)
    text = re.sub(r"\d\.\d+e[+-]\d+", lambda match: f"{float(match[0]):.10g}", text)
    text = re.sub(r"(?<=\d)(?:,|\{,\})(?=\d{3})", "", text)
    return {re.sub(r"^0+(?=\.|\d)", "", n) for n in re.findall(NUMBER, text)}


SOLVED = {id for chapter in exercise_tools.CHAPTERS for id in exercise_tools.solutions(chapter)}


def verdict(row):
    return row[2].strip("*")


def test_the_tables_are_seen():
    assert len(STATEMENTS) > 50 and len(rows(5)) == len(STATEMENTS) + 9  # the table of counts has nine lines
    assert set(TARGETS) > {"formula", "sec-5-1-noise", "ex-ch03-i1"}


def test_every_statement_has_a_verdict_and_its_own_number():
    assert {number: row[2] for number, row in STATEMENTS.items() if verdict(row) not in VERDICTS} == {}
    assert [number for number, n in Counter(row[0] for row in rows(5)).items() if n > 1] == []


def test_the_numbered_claims_of_chapters_1_and_2_occur_exactly_once():
    claims = ["1", "2", "3", "4", "5"] + [f"H{n}" for n in range(1, 5)]
    found = {re.match(r"H?\d+", number)[0] for number in STATEMENTS if number[0] in "H12345"}
    assert found == set(claims)
    listed = TARGETS["sec-1-claims"].told + TARGETS["sec-2-claims"].told
    assert set(re.findall(r"^\| (H?\d) \|", listed, re.M)) == set(claims)


def test_the_table_of_counts_counts():
    counted = {row[0]: row[1:] for row in rows(5) if row[2].isdigit()}
    for letter, start in SECTIONS.items():
        found = Counter(verdict(row) for n, row in STATEMENTS.items() if n.rstrip("0123456789abc") == letter)
        line = next(line for name, line in counted.items() if name.startswith(start))
        assert line == [str(found[v]) for v in VERDICTS] + [str(found.total())], (start, found)
    total = Counter(map(verdict, STATEMENTS.values()))
    holds, refined, corrected = (total[v] for v in VERDICTS)
    assert f"Of {total.total()} statements {holds} hold, {refined} are refined and {corrected} corrected." in TEXT
    assert TEXT.count(f"| **all** | {' | '.join(str(total[v]) for v in VERDICTS)} | {total.total()} |") == 1


def test_every_pointer_has_a_target_and_names_it():
    """A link to a section holds its number, or, where it has none, its chapter's; one to an exercise its title."""
    links = re.findall(REF, TEXT)
    wrong = [(text, label, TARGETS.get(label)) for text, label in links
             if label not in TARGETS or TARGETS[label].name not in (text, *re.split("[ ,]+", text))]
    assert len(links) > 150 and wrong == []


CELLS = {cell.id: cell for path in CHAPTERS for cell in code_cells(path)}


@pytest.mark.parametrize("number", [number for number in STATEMENTS if number[0] != "R"])
def test_the_numbers_of_a_reason_are_those_of_a_cell_of_the_section_that_the_row_points_to_first(number):
    """Each stands in the output or, where it is a setting, in the code of a cell that the ledger names in a comment."""
    _, _, _, why, where = STATEMENTS[number]
    section = TARGETS[re.findall(REF, where)[0][1]].told
    named = [CELLS[id] for id in PRINTED.get(number, [])]
    assert [cell.id for cell in named if told(cell) not in section] == []
    given = set().union(*(numbers(f"{cell.source}\n{told(cell)}") for cell in named))
    assert numbers(why) - given == set(), where
    assert [cell.id for cell in named if not numbers(why) & numbers(f"{cell.source}\n{told(cell)}")] == []


def test_every_statement_stands_in_the_articles_own_words_too():
    rows = [row for number, row in STATEMENTS.items() if number[0] != "R"]
    assert [row[0] for row in rows if not re.search(r" \{zh\}`[^`]*[\u4e00-\u9fff][^`]*`$", row[1])] == []


def test_a_number_of_the_ledger_is_read_as_it_is_printed():
    assert numbers("5,300,000 of 0.50 in {ref}`5.1 <x>`, rows 3 and 4") == numbers("5.3e+06 .50") == {"5300000", ".50"}


@pytest.mark.parametrize("number", [number for number in STATEMENTS if number[0] == "R"])
def test_the_years_of_a_reference_are_those_of_the_works_cited(number):
    _, says, _, why, where = STATEMENTS[number]
    bib = TARGETS[re.findall(REF, where)[0][1]].path.read_text(encoding="utf-8")
    years = {re.search(rf"\{{{key},.*year=\{{(\d+)", bib)[1] for key in re.findall(r"\{cite\}`(\w+)`", why)}
    assert numbers(says + why) == years


def test_the_article_names_no_algorithm_without_a_row_of_six_filled_cells():
    assert set(NAMED) <= set(ALGORITHMS)
    assert [name for name in NAMED if not all(len(cell) > 3 for cell in ALGORITHMS[name])] == []
    assert sum(cell == "–" for row in ALGORITHMS.values() for cell in row) == 2  # the gaps that the page owns up to


@pytest.mark.parametrize("name", ALGORITHMS)
def test_an_algorithm_is_derived_where_its_code_is_shown_played_and_exercised(name):
    _, derived, codes, checked, player, exercise, bridge = ALGORITHMS[name]
    home = TARGETS[re.findall(REF, derived)[0][1]].path
    assert codes.count("`") == 4 * len(re.findall(r"`(dldm[\w.]+)` `(\w+)`", codes)) > 0
    for module, thing in re.findall(r"`(dldm[\w.]+)` `(\w+)`", codes):
        thing = getattr(importlib.import_module(module), thing)
        assert callable(thing) and is_shown(thing, shown_in(home))
    if player != "–":
        title, label = re.fullmatch(r"\*(.+)\*, \{ref\}`[^<]+<([^>]+)>`", player).groups()
        assert any("play(" in cell.source and f'"{title}"' in cell.source for cell in code_cells(TARGETS[label].path))
    assert exercise == "–" or re.findall(REF, exercise)[0][1].removeprefix("ex-") in SOLVED
    assert re.findall(REF, checked) and re.findall(REF, bridge)
