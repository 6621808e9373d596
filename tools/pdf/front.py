"""What no page of the site holds: the title page with the contents, and the solutions together."""
from html import escape

from press import HOST


def line(kind, text, address, page):
    """One line of the contents: the words, dots, and the page."""
    return f'<li class="{kind}"><a href="{escape(address)}"><span>{escape(text)}</span> <i></i> <b>{page}</b></a></li>'


def contents(parts, page_of):
    """HTML of the contents of parts, (caption, sheets); page_of(name, id) is the number that the paper bears."""
    lines = []
    for caption, sheets in parts:
        if caption:
            lines.append(f'<li class="part">{escape(caption)}</li>')
        for sheet in sheets:
            for heading in sheet.headings:
                kind, key = ("chapter", "") if heading["level"] == 1 else ("section", heading["id"])
                lines.append(line(kind, heading["text"], f"{HOST}{sheet.name}#{key}", page_of(sheet.name, key)))
    return '<h1 id="contents">Contents</h1><ol class="pdf-contents">' + "".join(lines) + "</ol>"


def title_page(title, subtitle, notes):
    """HTML of the title page; the notes stand at its foot."""
    foot = "".join(f"<p>{escape(note)}</p>" for note in notes)
    return (f'<div class="pdf-title"><p class="pdf-name">{escape(title)}</p><p class="pdf-sub">{escape(subtitle)}</p>'
            f"<div>{foot}</div></div>")


def solutions(sheets):
    """HTML of all solutions, with a heading a chapter."""
    chapters = [f'<h2 id="solutions-{number}">{escape(sheet.headings[0]["text"])}</h2>' + "".join(sheet.solutions)
                for number, sheet in enumerate(sheets) if sheet.solutions]
    return '<h1 id="solutions">Solutions</h1>' + "".join(chapters)
