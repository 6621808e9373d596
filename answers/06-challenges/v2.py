# Shuffling one copy leaves its twin. Importances are about what cannot be replaced.
answer_v2 = "b"  # shuffle both copies by one permutation
