"""Clustering: k-means, DBSCAN, mixtures of Gaussians, and prediction strength.

The plain versions; `fast` holds those for large tables, under the same names.
"""
from .dbscan import (
    DBSCANState,
    all_distances,
    dbscan,
    dbscan_steps,
    euclidean,
    great_circle,
    spread,
)
from .kmeans import (
    KMeansState,
    SeedState,
    assign,
    kmeans,
    kmeans_steps,
    lloyd,
    paired,
    seed_centres,
    seed_steps,
    update,
    vector_quantisation,
    vq_steps,
)
from .mixtures import (
    MixtureState,
    SoftState,
    cooling_steps,
    em_steps,
    gaussian_mixture,
    log_densities,
    m_step,
    mean_entropy,
    soft_kmeans,
    soft_kmeans_steps,
)
from .strength import kmeans_strength, prediction_strength
