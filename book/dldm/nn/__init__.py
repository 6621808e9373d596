"""Neural networks under Keras' names, their layers and optimisers, one neuron, and the
perceptron.
"""
from .autodiff import Node, as_node, backpropagate, reverse_steps, topological
from .layers import (
    ACTIVATIONS,
    INITIALIZERS,
    Dense,
    backward_steps,
    binary_crossentropy,
    categorical_crossentropy,
    forward,
    linear,
    mean_squared_error,
    output_loss,
    relu,
    sigmoid,
    sigmoid_delta,
    softmax,
    softmax_delta,
    squared_delta,
)
from .neuron import (
    NeuronState,
    fit_neuron,
    neuron_curvature,
    neuron_gradient,
    neuron_loss,
    neuron_rate,
    neuron_steps,
)
from .optimizers import SGD, Adam, descend_steps, numerical_gradient
from .perceptron import (
    Look,
    Perceptron,
    margin,
    mistake_bound,
    perceptron,
    perceptron_steps,
    signs,
)
from .sequential import History, Sequential, check_labels, keras
