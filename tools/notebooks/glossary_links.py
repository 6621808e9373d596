"""Links from a page's first use of a term to the glossary, in Markdown, by the rules of ext/glossary.py."""
import re

import roots  # noqa: F401
from glossary import matcher

QUIET = re.compile(
    r"^```.*?^```|<details>.*?</details>|\$\$.*?\$\$|(?<!\\)\$[^$]+\$|`[^`]*`|\[[^\[\]]*\]\((?:[^()]|\([^()]*\))*\)"
    r"|^#+ .*?$|^> \*\*[^\n]*\*\*$|^\|[^\n]*\n(?=\|[-:| ]+$)|https?://\S+", re.M | re.S)
SILENT = {"book/glossary", "book/bibliography"}


class Linker:
    """Links the terms of one page, cell by cell, each term once."""

    def __init__(self, facts, page):
        self.facts, self.page, self.used = facts, page, []
        self.pattern, self.numbers = matcher(facts.env.glossary, page)

    def link(self, text):
        """The text with the terms linked that the page has not used before."""
        if self.page in SILENT or text.startswith("## Further reading"):
            return text
        pieces, end = [], 0
        loud = QUIET.sub(lambda m: "\0" * len(m[0]), text).replace("'", "’")  # as Sphinx writes it
        for match in self.pattern.finditer(loud):
            number = self.numbers[match.lastindex - 1]
            if number is not None and number not in self.used:
                self.used.append(number)
                name, word = self.facts.entries[number][0][0], text[match.start():match.end()]
                pieces += [text[end:match.start()], self.facts.link(word, self.page, "book/glossary", name)]
                end = match.end()
        return "".join([*pieces, text[end:]])
