"""Clustering: k-means, DBSCAN, mixtures of Gaussians, and prediction strength."""
from .dbscan import (
    DBSCANState,
    all_neighbours,
    dbscan,
    dbscan_steps,
    euclidean,
    great_circle,
    grid_keys,
    neighbours_by_metric,
    neighbours_on_grid,
    spread,
)
from .kmeans import (
    KMeansState,
    SeedState,
    assign,
    blocks,
    kmeans,
    kmeans_steps,
    lloyd,
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
