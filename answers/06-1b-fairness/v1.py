# Shuffling one copy leaves its twin. Importances are about what cannot be replaced.
answer_v1 = "b"  # shuffle both copies by one permutation
