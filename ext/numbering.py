"""Sphinx extension: figures, exercises, equations and players are counted within their chapter, the number in its
pages' titles."""
import re
from collections import Counter, defaultdict
from itertools import count

from pages import add_to_head


def before(app, env):
    """Sphinx compares its own numbers with those of the last build: it finds them as it left them."""
    env.toc_fignumbers = getattr(env, "fignumbers_of_sphinx", env.toc_fignumbers)
    return []


def after(app, env):
    """Exercise 51 becomes the first of chapter 5.1a; pages of one number, such as 5.5, are counted through."""
    env.fignumbers_of_sphinx, env.toc_fignumbers = env.toc_fignumbers, {}
    counts = defaultdict(lambda: count(1))
    for page, label in labels(env).items():
        env.toc_fignumbers[page] = {
            kind: {id: (*label, next(counts[kind, label])) for id in sorted(numbers, key=numbers.get)}
            for kind, numbers in env.fignumbers_of_sphinx.get(page, {}).items()}
    return []


def labels(env):
    """{page: its chapter} in the order of the contents."""
    pages = [env.config.root_doc, *env.toctree_includes.get(env.config.root_doc, ())]
    return {page: chapter_of(env.titles[page].astext()) for page in pages}


def count_players(app, env):
    """Note for each page how many players its chapter has on earlier pages; pages for which that is new."""
    totals, old, env.players_before = Counter(), getattr(env, "players_before", {}), {}
    for page, label in labels(env).items():
        env.players_before[page] = label, totals[label]
        totals[label] += env.metadata[page].get("players", 0)
    return [page for page, now in env.players_before.items() if old.get(page) != now]


def number_players(app, pagename, templatename, context, doctree):
    """The style sheet counts the players: so one that is run anew in the page keeps its number."""
    label, before = app.env.players_before.get(pagename, ((), 0))
    if label:
        add_to_head(context, f"""<style>.bd-article {{ counter-reset: player {before}; }}
.dldm-player {{ counter-increment: player; }}
.dldm-title::before {{ content: "Player {label[0]}." counter(player) ". "; }}</style>""")


def chapter_of(title):
    """("5.1a",) of "5.1a Clustering by centres", ("1",) of "1. Background", () of a page without a number."""
    match = re.match(r"[\d.]*\d[a-z]?", title)
    return (match[0],) if match else ()


def setup(app):
    app.connect("env-get-updated", before, priority=100)
    app.connect("env-get-updated", after, priority=900)
    app.connect("env-get-updated", count_players)
    app.connect("html-page-context", number_players)
    return {"parallel_read_safe": True, "parallel_write_safe": True, "version": "1"}
