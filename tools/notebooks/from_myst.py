"""MyST as plain Markdown: no role, no directive, no label is left, and what they said is words, links and folds."""
import re
from html import escape

from roots import ROOT

FENCE = re.compile(r"^(`{3,}|:{3,})\{([\w-]+)\}[ ]*(.*)\n((?:.*\n)*?)\1[ ]*$", re.M)
OPTION = re.compile(r":([\w-]+):[ ]*(.*)\n")
ROLE = re.compile(r"\{([\w:-]+)\}`([^`]*)`")
EQUATION = re.compile(r"^\$\$\n((?:.*\n)*?)\$\$ \(([^)]+)\)", re.M)
NAMED = re.compile(r"(.*?)\s*<([^>]+)>", re.S)


def fold(title, body):
    """A fold; what is in it is Markdown, which needs the empty lines."""
    return f"<details>\n<summary>{escape(title, quote=False)}</summary>\n\n{body.strip()}\n\n</details>"


def box(title, body):
    """A quoted box under a title."""
    lines = [f"**{title}**", "", *body.strip().split("\n")]
    return "\n".join(f"> {line}".rstrip() for line in lines)


class Plainer:
    """Makes the Markdown of one page plain."""

    def __init__(self, facts, page, mistakes):
        self.facts, self.page, self.mistakes = facts, page, mistakes

    def plain(self, text):
        """The text of one cell."""
        text = re.sub(r"^(?:\([^)\s]+\)=|%.*)\n", "", text, flags=re.M)
        text = EQUATION.sub(lambda m: f"$$\n{m[1]}\\tag{{{self.facts.equation(m[2])}}}\n$$", text)
        text = re.sub(r"\[([^\[\]]+)\]\(#([\w-]+)\)", lambda m: self.to_label(m[1], m[2]), text)
        return self.directives(ROLE.sub(lambda m: self.role(m[1], m[2]), text)).strip()

    # ------------------------------------------------------------ in a line

    def role(self, name, text):
        """What stands in place of {name}`text`; a role that nobody foresaw stops the run."""
        named = NAMED.fullmatch(text)
        shown, target = (named[1], named[2]) if named else (None, text)
        if name in ("ref", "numref"):
            return self.to_label(shown or self.facts.title(target), target)
        if name == "eq":
            return self.to_label(f"({self.facts.equation(text)})", text)
        if name == "term":
            return self.to_term(shown or text, target)
        if name in ("cite", "cite:p", "cite:t"):
            return self.facts.cite(text, "t" if name == "cite:t" else "p", self.page)
        return {"zh": text, "linking": ""}[name]

    def to_label(self, words, label):
        return self.facts.link(words, self.page, *self.facts.places[label])

    def to_term(self, words, name):
        return self.facts.link(words, self.page, "book/glossary", self.facts.terms[name.lower()])

    # ------------------------------------------------------------ blocks

    def directives(self, text):
        return FENCE.sub(lambda m: self.directive(m[2], m[3].strip(), m[4]), text)

    def directive(self, name, title, body):
        """What stands in place of a fenced directive; one that nobody foresaw stops the run."""
        options = {}
        while option := OPTION.match(body):
            options[option[1]], body = option[2].strip(), body[option.end():]
        if name == "literalinclude":
            code = (ROOT / "book" / title).read_text(encoding="utf-8").strip()
            return f"```python\n{code}\n```"
        body = self.directives(body)
        if name == "exercise":
            return f"### {self.facts.exercise(options['label'])}\n\n{body.strip()}"
        if name == "solution":
            return fold("Solution, and what wrong answers reveal", body + "\n" + self.mistakes(title))
        if name == "admonition":
            return (fold if options.get("class") == "dropdown" else box)(title, body)
        return {"div": body, "opening": ""}[name]  # an opening shows a figure once more
