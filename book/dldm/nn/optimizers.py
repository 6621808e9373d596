"""Optimisers: each changes one flat parameter vector in place, given the gradient
there.
"""
import numpy as np


class SGD:
    """theta <- theta + velocity, velocity <- momentum * velocity - learning_rate * grad
    (Polyak 1964).
    """

    def __init__(self, learning_rate=0.01, momentum=0.0):
        self.learning_rate, self.momentum = learning_rate, momentum
        self.velocity = 0.0

    def step(self, theta, grad):
        """Change theta in place, given the gradient at theta."""
        self.velocity = self.momentum * self.velocity - self.learning_rate * grad
        theta += self.velocity


class Adam:
    """Adaptive moments (Kingma & Ba 2015), in the form with epsilon next to the
    uncorrected sqrt(v), as Keras has it.

    `paper=True` adds epsilon to the bias-corrected root instead (their Algorithm 1, and
    PyTorch).
    """

    def __init__(self, learning_rate=0.001, beta_1=0.9, beta_2=0.999, epsilon=1e-7,
                 paper=False):
        self.learning_rate, self.beta_1, self.beta_2 = learning_rate, beta_1, beta_2
        self.epsilon, self.paper = epsilon, paper
        self.t, self.m, self.v = 0, 0.0, 0.0

    def step(self, theta, grad):
        """Change theta in place, given the gradient at theta."""
        self.t += 1
        self.m = self.beta_1 * self.m + (1 - self.beta_1) * grad
        self.v = self.beta_2 * self.v + (1 - self.beta_2) * (grad * grad)
        root = (1 - self.beta_2**self.t) ** 0.5
        rate = self.learning_rate * root / (1 - self.beta_1**self.t)
        epsilon = self.epsilon * root if self.paper else self.epsilon
        theta -= rate * self.m / (np.sqrt(self.v) + epsilon)


def descend_steps(gradient, theta, optimizer, n):
    """Yield theta (a copy) before the first and after each of n optimiser steps on the
    function `gradient`.
    """
    theta = np.array(theta, dtype=float)
    yield theta.copy()
    for _ in range(n):
        optimizer.step(theta, gradient(theta))
        yield theta.copy()


def numerical_gradient(loss, theta, h=1e-5):
    """Central differences (loss(theta + h e_i) - loss(theta - h e_i)) / 2h for every
    entry i.
    """
    grad = np.empty_like(theta)
    for i in range(theta.size):
        up, down = theta.copy(), theta.copy()
        up[i] += h
        down[i] -= h
        grad[i] = (loss(up) - loss(down)) / (2 * h)
    return grad
