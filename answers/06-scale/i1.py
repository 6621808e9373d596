def my_merge(a, b):
    (n_a, mean_a, var_a), (n_b, mean_b, var_b) = a, b
    n, apart = n_a + n_b, mean_b - mean_a
    mean = mean_a + apart * n_b / n
    scatter = n_a * var_a + n_b * var_b + apart**2 * n_a * n_b / n
    return n, mean, scatter / n
