"""Sphinx extension: exercises and equations are counted within their chapter, the number in its pages' titles."""
import re
from collections import defaultdict
from itertools import count


def before(app, env):
    """Sphinx compares its own numbers with those of the last build: it finds them as it left them."""
    env.toc_fignumbers = getattr(env, "fignumbers_of_sphinx", env.toc_fignumbers)
    return []


def after(app, env):
    """Exercise 51 becomes the first of chapter 5.1a; pages of one number, such as 5.5, are counted through."""
    env.fignumbers_of_sphinx, env.toc_fignumbers = env.toc_fignumbers, {}
    counts = defaultdict(lambda: count(1))
    for page in [env.config.root_doc, *env.toctree_includes.get(env.config.root_doc, ())]:
        label = chapter_of(env.titles[page].astext())
        env.toc_fignumbers[page] = {
            kind: {id: (*label, next(counts[kind, label])) for id in sorted(numbers, key=numbers.get)}
            for kind, numbers in env.fignumbers_of_sphinx.get(page, {}).items()}
    return []


def chapter_of(title):
    """("5.1a",) of "5.1a Clustering by centres", ("1",) of "1. Background", () of a page without a number."""
    match = re.match(r"[\d.]*\d[a-z]?", title)
    return (match[0],) if match else ()


def setup(app):
    app.connect("env-get-updated", before, priority=100)
    app.connect("env-get-updated", after, priority=900)
    return {"parallel_read_safe": True, "parallel_write_safe": True, "version": "1"}
