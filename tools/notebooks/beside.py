"""The notebooks that lie beside the chapters: contents, notation, ledger, glossary and bibliography."""
import re

from facts import source_of
from plain_cells import text_page

LIST = re.compile(r"^```\{(?:glossary|bibliography)\}\n.*?^```\n?", re.S | re.M)


def glossary(facts):
    """Every entry under a heading of its own, a cell for each."""
    return LIST.sub("\n".join(map(entry, facts.entries)).replace("\\", r"\\"), source_of("book/glossary"))


def entry(names_and_text):
    names, text = names_and_text
    also = f"*Also: {', '.join(names[1:])}.* " if names[1:] else ""
    return f"### {names[0]}\n\n{also}{re.sub('^  ', '', text, flags=re.M)}"


def bibliography(facts):
    works = "\n\n".join(f"##### {heading}\n\n{facts.work(key)}" for key, (_, heading) in facts.works.items())
    return LIST.sub("", source_of("book/bibliography")) + "\n" + works


def contents(facts):
    """A list of all notebooks."""
    lines = [f"- {facts.link(title, 'index', page, title)}" for page, title in facts.titles.items()]
    return "# Deep Learning and Data Mining, Connected\n\n" + "\n".join(lines)


OTHERS = {"book/glossary": glossary, "book/bibliography": bibliography}


def page_beside(facts, page):
    """The notebook of a page that has no code."""
    text = OTHERS[page](facts) if page in OTHERS else source_of(page)
    return text_page(facts, page, text)
