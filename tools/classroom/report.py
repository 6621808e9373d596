"""What the class believes: python tools/classroom/report.py results.csv [more.csv] --out report.html

The results of several folders go together, for instance of chapter 1 and of chapter 7, whose questions of the
inventory then stand side by side.
"""
import argparse
import csv
import math
import sys
from collections import Counter, defaultdict
from html import escape
from pathlib import Path

HERE = Path(__file__).resolve().parent
sys.path[:0] = [str(HERE), str(HERE.parents[1] / "book")]

from dldm.exercises.inventory.inventory import TOPICS  # noqa: E402
from dldm.exercises.kinds import MISCONCEPTIONS  # noqa: E402
from grade_feedback import called, html, table  # noqa: E402
from report_sections import section  # noqa: E402

BOOK = f"{(HERE.parents[1] / '_build' / 'html' / 'book').as_uri()}/"  # where `make book` lays the pages
Z = 1.959964  # 95 % of a normal distribution lie nearer than so many deviations


def wilson(right, n):
    """(low, high): the 95 % interval of Wilson (1927) for a share of which `right` of n are known."""
    if not n:
        return 0.0, 1.0
    p, square = right / n, Z * Z
    middle = (p + square / (2 * n)) / (1 + square / n)
    half = Z / (1 + square / n) * math.sqrt(p * (1 - p) / n + square / (4 * n * n))
    return max(0.0, middle - half), min(1.0, middle + half)


def mcnemar(gained, lost):
    """The exact two-sided p of McNemar's test: `gained` were wrong and are right now, `lost` the other way round."""
    n, k = gained + lost, min(gained, lost)
    return min(1.0, 2 * sum(math.comb(n, i) for i in range(k + 1)) / 2**n)


def paired(differences):
    """(mean, low, high): the mean of paired differences and its 95 % interval, by the normal distribution."""
    n = len(differences)
    mean = sum(differences) / n
    if n < 2:
        return mean, -math.inf, math.inf
    half = Z * math.sqrt(sum((d - mean) ** 2 for d in differences) / (n - 1) / n)
    return mean, mean - half, mean + half


def bar(right, n):
    """A share with its interval as a picture; the numbers stand beside it."""
    low, high = wilson(right, n)
    share = right / n if n else 0
    return ('<svg class="bar" viewBox="0 0 100 10" preserveAspectRatio="none" aria-hidden="true">'
            '<rect class="whole" width="100" height="10"/>'
            f'<rect class="share" width="{100 * share:.1f}" height="10"/>'
            f'<path class="span" d="M{100 * low:.1f} 1v8m0-4H{100 * high:.1f}m0-4v8"/></svg>')


def percent(share):
    return f"{100 * share:.0f} %"


def report(rows, book=BOOK):
    """The page for the teacher; `book` is the address of the book's folder of pages."""
    students = {row["student"] for row in rows}
    exercises = [row for row in rows if row["exercise"] and not row["exercise"].startswith("inventory")]
    parts = [f"<p>{len(students)} students.</p>", humans(rows), shares(exercises), beliefs(rows, book),
             inventory(rows)]
    return html("What the class believes", "\n".join(filter(None, parts)))


def humans(rows):
    """What a person must look at, first of all."""
    found = defaultdict(list)
    for row in rows:
        if row["outcome"] != "scored":
            found[row["student"], row["outcome"], row["note"]].append(row["exercise"])
    if not found:
        return ""
    lines = [[escape(student), escape(outcome), escape(", ".join(filter(None, ids))), escape(note)]
             for (student, outcome, note), ids in sorted(found.items())]
    return ('<section class="look"><h2>Look at these yourself</h2>'
            + table("What could not be judged", ["student", "outcome", "exercises", "why"], lines)
            + "</section>")


def shares(rows):
    """For each exercise the share of those who tried that is right."""
    groups = defaultdict(list)
    for row in rows:
        groups[row["exercise"]].append(row)
    lines = []
    for id, group in groups.items():
        tried = [row for row in group if row["outcome"] == "scored" and row["state"] in ("correct", "not yet")]
        right = sum(row["state"] == "correct" for row in tried)
        low, high = wilson(right, len(tried))
        common = Counter(row["key"] for row in tried if row["state"] == "not yet").most_common(2)
        lines.append([called(id), bar(right, len(tried)),
                      percent(right / len(tried)) if tried else "–", f"{percent(low)} to {percent(high)}",
                      f"{right} of {len(tried)}", str(len(group) - len(tried)),
                      escape(", ".join(f"{key} ({n})" for key, n in common))])
    return "<h2>Exercises</h2>" + table(
        "The share of right answers among those who tried, with a 95 % interval (Wilson)",
        ["exercise", "", "#right", "#interval", "#students", "#not tried or not judged", "most frequent slips"], lines)


def beliefs(rows, book):
    """The misconceptions by name: how many hold each, and where the book treats it."""
    holders = defaultdict(set)
    where = defaultdict(set)
    for row in rows:
        if row["misconception"]:
            holders[row["misconception"]].add(row["student"])
            where[row["misconception"]].add(row["exercise"])
    n = len({row["student"] for row in rows})
    lines = []
    for code, who in sorted(holders.items(), key=lambda pair: -len(pair[1])):
        address, title = section(code)
        low, high = wilson(len(who), n)
        lines.append([f"“{escape(MISCONCEPTIONS[code])}”", bar(len(who), n), f"{len(who)} of {n}",
                      f"{percent(low)} to {percent(high)}", escape(", ".join(sorted(where[code]))),
                      f'<a href="{escape(book)}{address}">{escape(title)}</a>'])
    return "<h2>Misconceptions</h2>" + (table(
        "How many gave at least one answer that may reveal the belief, with a 95 % interval (Wilson)",
        ["what they may believe", "", "#students", "#interval", "seen in", "where the book treats it"], lines)
        if lines else "<p>No answer revealed one.</p>")


def inventory(rows):
    """The twelve questions before the book and after it."""
    given = {form: defaultdict(dict) for form in ("pre", "post")}
    for row in rows:
        if row["exercise"].startswith("inventory") and row["state"] in ("correct", "not yet"):
            _, form, number = row["exercise"].split("-")
            given[form][int(number)][row["student"]] = row["state"] == "correct"
    if not any(given.values()):
        return ""
    lines = [question(number, given["pre"][number], given["post"][number]) for number in range(1, 13)]
    return "<h2>Twelve questions, before and after</h2>" + whole(given) + table(
        "Right before and after. Those who answered both are compared by McNemar's exact test",
        ["topic", "", "#before", "#interval", "", "#after", "#interval", "#gained, lost", "#p"], lines)


def question(number, pre, post):
    cells = [escape(TOPICS[number - 1])]
    for answers in (pre, post):
        right, n = sum(answers.values()), len(answers)
        low, high = wilson(right, n)
        cells += [bar(right, n), f"{right} of {n}", f"{percent(low)} to {percent(high)}" if n else "–"]
    both = pre.keys() & post.keys()
    gained = sum(post[one] and not pre[one] for one in both)
    lost = sum(pre[one] and not post[one] for one in both)
    return [*cells, f"{gained}, {lost}" if both else "–", f"{mcnemar(gained, lost):.2g}" if both else "–"]


def whole(given):
    """A sentence on all questions together: the gain of those who answered both forms."""
    totals = {form: Counter() for form in given}
    for form, questions in given.items():
        for answers in questions.values():
            for student, right in answers.items():
                totals[form][student] += right
    both = sorted(totals["pre"].keys() & totals["post"].keys())
    if not both:
        return "<p>Nobody answered both forms yet.</p>"
    mean, low, high = paired([totals["post"][one] - totals["pre"][one] for one in both])
    return (f"<p>{len(both)} students answered both forms. On average {mean:+.1f} questions more are right afterwards "
            f"(95 % interval {low:+.1f} to {high:+.1f}).</p>")


def main():
    """Read the CSVs named on the command line and write the page."""
    ask = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    ask.add_argument("results", nargs="+", help="results.csv of one folder or of several")
    ask.add_argument("--book", default=BOOK, help="address of the folder that holds the book's pages")
    ask.add_argument("--out", type=Path, required=True, help="where the page goes")
    told, rows = ask.parse_args(), []
    for name in told.results:
        try:
            with open(name, newline="", encoding="utf-8-sig") as file:
                rows += list(csv.DictReader(file))
        except OSError as trouble:
            sys.exit(f"There are no results in {name} ({trouble.strerror}): name the results.csv of `make grade`.")
    told.out.write_text(report(rows, told.book), encoding="utf-8")


if __name__ == "__main__":
    main()
