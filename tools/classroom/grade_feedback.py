"""The page that a student gets back: what was right, and the hints of the wrong answers; never a solution."""
from html import escape

from report_sections import exercises

STYLE = """
:root{color-scheme:light dark;--ink:#1c1f24;--paper:#fff;--soft:#5a6270;--line:#d5d9e0;--bar:#2f6db5;--warm:#a34b00}
@media(prefers-color-scheme:dark){:root{--ink:#e8eaed;--paper:#16181c;--soft:#a9b0bb;--line:#3a3f47;--bar:#7fb2ee;
--warm:#f0a35e}}
*{box-sizing:border-box}body{margin:0 auto;max-width:62rem;padding:1.5rem;font:1.05rem/1.5 Georgia,serif;
color:var(--ink);background:var(--paper)}h1{font-size:1.7rem;margin:0 0 .5rem}h2{font-size:1.25rem;margin:2rem 0 .5rem}
table{border-collapse:collapse;width:100%}caption{text-align:left;color:var(--soft);padding:.3rem 0}
th,td{text-align:left;vertical-align:top;padding:.4rem .6rem;border-bottom:1px solid var(--line)}
td.n,th.n{text-align:right;font-variant-numeric:tabular-nums;white-space:nowrap}a{color:var(--bar)}
.scroll{overflow-x:auto}.look{border-left:.3rem solid var(--warm);padding:.1rem 1rem}.soft{color:var(--soft)}
th .soft{font-weight:400;font-size:.85em;white-space:nowrap}
svg.bar{width:9rem;height:1rem;vertical-align:middle}svg.bar .share{fill:var(--bar)}svg.bar .whole{fill:var(--line)}
svg.bar .span{stroke:var(--ink);stroke-width:1.5;fill:none}@media print{body{max-width:none;padding:0;font-size:10pt}
a{color:inherit}tr{break-inside:avoid}}
"""
MARKS = {"correct": "✓ right", "not yet": "✗ not yet", "not attempted": "○ not attempted"}
OUTCOMES = {"timed out": "it was still running when its time was up", "crashed": "it ended before it was done",
            "tampered": "a person must look at it", "needs a human": "a person must look at it"}


def html(title, body):
    """A whole page."""
    return (f'<!doctype html>\n<html lang="en"><head><meta charset="utf-8"><title>{escape(title)}</title>'
            f'<meta name="viewport" content="width=device-width,initial-scale=1"><style>{STYLE}</style></head>\n'
            f"<body><main>\n<h1>{escape(title)}</h1>\n{body}\n</main></body></html>\n")


def table(caption, heads, rows):
    """A table of cells that are HTML already; a head that begins with # is of numbers."""
    kinds = [' class="n"' if head.startswith("#") else "" for head in heads]
    top = "".join(f'<th scope="col"{kind}>{escape(head.lstrip("#"))}</th>' for head, kind in zip(heads, kinds))
    lines = ["".join(f"<td{kind}>{cell}</td>" for cell, kind in zip(row[1:], kinds[1:])) for row in rows]
    inner = "\n".join(f'<tr><th scope="row">{row[0]}</th>{line}</tr>' for row, line in zip(rows, lines))
    return (f'<div class="scroll"><table><caption>{escape(caption)}</caption><thead><tr>{top}</tr></thead>\n'
            f"<tbody>{inner}</tbody></table></div>")


def called(id):
    """An exercise by its title and its id."""
    title = exercises().get(id)
    return f'{escape(title)} <span class="soft">{escape(id)}</span>' if title else escape(id)


def page(student, rows):
    """The feedback page of one student, from the rows of `grade.graded`."""
    counted = [row for row in rows if not row["exercise"].startswith("inventory")]
    total, of = sum(float(row["score"] or 0) for row in counted), sum(float(row["points"]) for row in counted)
    unclear = [row for row in counted if row["outcome"] != "scored"]
    note = "<p class=\"look\">Not all of it could be graded by machine.</p>" if unclear else ""
    lines = [[called(row["exercise"]), verdict(row), escape(says(row)), f"{row['score'] or '?'} of {row['points']}"]
             for row in counted]
    heads = ["exercise", "", "what to look at", "#points"]
    body = f"<p>{total:g} of {of:g} points.</p>\n{note}\n{table('Your exercises', heads, lines)}"
    return html(f"Feedback for {student}", body)


def verdict(row):
    """How it went, in words and with a mark."""
    return escape(MARKS.get(row["state"], "") if row["outcome"] == "scored" else f"! {row['outcome']}")


def says(row):
    """What the student reads of one exercise; why a right answer is right stays for the lesson."""
    if row["state"] == "correct":
        return ""
    if row["outcome"] != "scored":
        return row["message"] or row["note"] or OUTCOMES[row["outcome"]]
    return row["message"]
