"""Hidden Markov models: what is known about the states, and learning the model; `fast`
for long sequences.
"""
from . import fast
from .baum_welch import (
    HMM,
    Categorical,
    Gaussian,
    Poisson,
    a_state,
    baum_welch,
    baum_welch_steps,
    observations,
    reestimate,
    shares,
    smooth,
)
from .inference import (
    Posterior,
    both_passes,
    checked_lengths,
    evidence,
    forward_backward,
    forward_steps,
    log_backward,
    log_forward,
    viterbi,
    viterbi_steps,
)
