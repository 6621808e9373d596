"""Bridges: a mined pattern and its neural twin, on the same data."""
from .attention import attention, kernel_regression, leave_one_out_error
from .cards import SLOTS, Card, chain_steps, differing, nearest
from .counted import (
    discriminator_steps,
    labelled_pairs,
    layer_steps,
    next_symbol_steps,
    tube_steps,
    whole_basket_steps,
)
from .patches import as_filters, convolve, layer, normalised, pooled, random_patches
from .pca import (
    AutoencoderState,
    Components,
    autoencoder,
    autoencoder_steps,
    components_within,
    principal_angles,
    principal_components,
    reconstruction_gradient,
    reconstruction_loss,
)
from .random_features import Width, minimum_norm, random_features, width_steps
from .tree_net import (
    Firing,
    TreeNet,
    fire,
    first_question,
    net_to_tree,
    soft_weights,
    tree_nodes,
    tree_paths,
    tree_to_net,
)
