"""Helper package of the book: every algorithm tested, and shown where it is needed."""
