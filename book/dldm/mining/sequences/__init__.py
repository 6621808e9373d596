"""Sequences: patterns, Markov chains and text; `fast` for long texts."""
from . import fast
from .markov import (
    chain,
    checked,
    continue_text,
    count_steps,
    followers,
    log_prob,
    mix_steps,
    next_prob,
    order_bits,
    plain,
    sample_path,
    stationary,
    symbols,
    transitions,
)
from .prefixspan import (
    PrefixState,
    as_element,
    as_sequences,
    contains,
    extend,
    number_elements,
    prefixspan,
    prefixspan_steps,
)
