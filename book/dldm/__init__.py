"""Helper package of the book: every algorithm tested, and shown where the text needs it."""
