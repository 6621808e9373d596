"""Stands in for the book's check while a submission is graded; it knows no exercise."""


def check(id):
    """Says nothing: the answer is judged elsewhere."""


def status(id, ns):
    """Says nothing either."""
