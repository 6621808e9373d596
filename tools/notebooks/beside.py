"""The notebooks that lie beside the chapters: contents, notation, ledger, glossary and bibliography."""
import re
from itertools import groupby

from facts import question_of, source_of
from plain_cells import text_page

LIST = re.compile(r"^```\{(?:glossary|bibliography)\}\n.*?^```\n?", re.S | re.M)
ON_A_PAGE = re.compile(r"You need not look a term up.*?in code or in an exercise\.", re.S)


def glossary(facts):
    """Every entry under a heading of its own, the letters in cells of their own."""
    source, rewritten = ON_A_PAGE.subn("Where a chapter first uses one of these words, it links here.",
                                       source_of("book/glossary"))
    if rewritten != 1:
        raise ValueError("book/glossary.md no longer says how its links look on a page: adapt ON_A_PAGE in beside.py")
    letters = groupby(facts.entries, key=lambda names_and_text: names_and_text[0][0][0].upper())
    parts = [f"## {letter}\n\n" + "\n".join(map(entry, entries)) for letter, entries in letters]
    return LIST.sub(lambda match: "\n".join(parts), source)


def entry(names_and_text):
    names, text = names_and_text
    also = f"*Also: {', '.join(names[1:])}.* " if names[1:] else ""
    return f"### {names[0]}\n\n{also}{re.sub('^  ', '', text, flags=re.M)}"


def bibliography(facts):
    """Every work under a heading of its own."""
    works = "\n\n".join(f"##### {heading}\n\n{facts.work(key)}" for key, (_, heading) in facts.works.items())
    return LIST.sub(lambda match: works, source_of("book/bibliography"))


def contents(facts):
    """A list of all notebooks, each with the question that it asks."""
    lines = [f"- [{title}]({page.rpartition('/')[2]}.ipynb) {question_of(page)}".rstrip()
             for page, title in facts.titles.items()]
    return "# Deep Learning and Data Mining, Connected\n\n" + "\n".join(lines)


OTHERS = {"book/glossary": glossary, "book/bibliography": bibliography}


def page_beside(facts, page):
    """The notebook of a page that has no code."""
    text = OTHERS[page](facts) if page in OTHERS else source_of(page)
    return text_page(facts, page, text)
