"""Helper package of the book: every algorithm once, tested, shown where the text explains it."""
