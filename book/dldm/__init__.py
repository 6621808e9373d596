"""Helper package of the book: every algorithm tested, and shown where it is needed.

ground      checks of arguments, helpers for arrays
nn          layers, networks, optimizers, derivatives, one neuron, the perceptron
mining      clustering, classification, regression, association, sequences,
            hidden_markov, time_series; how to judge and to choose
bridges     a tree as a network, PCA as an autoencoder, attention, random features
challenges  privacy, federated, attacks, explanations, fairness, scale
datasets    a function a data set: irises(), digits(), penguins(), ...
page        tables, figures, listings, players
exercises   check("ch01-p1")

Each room hands on what is in it: from dldm.mining.clustering import kmeans.  A method
is a function: kmeans, ridge, autoregression.  What is fitted and then predicts is a
class: GaussianNB, SVC, SVR as in scikit-learn, DecisionTree, PolynomialRegression.  nn
has Keras' names: Dense, Adam.
"""
