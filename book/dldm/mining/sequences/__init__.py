"""Sequences: patterns, Markov chains and text."""
from .markov import (
    chain,
    contexts,
    continue_text,
    count_steps,
    log_prob,
    look_up,
    mix_steps,
    order_bits,
    plain,
    stationary,
    symbols,
    tallies,
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
