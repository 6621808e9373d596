"""The concept inventory: twelve questions before the book, twelve after it."""
from .inventory import (
    FORMS,
    LETTERS,
    Item,
    Problem,
    Sheet,
    compare,
    place,
    questionnaire,
    recall,
    score,
    submit,
)
