def my_measures(left, right, baskets):
    sets, n = [set(basket) for basket in baskets], len(baskets)
    in_left = sum(left <= basket for basket in sets) / n
    in_right = sum(right <= basket for basket in sets) / n
    in_both = sum(left | right <= basket for basket in sets) / n
    return in_both, in_both / in_left, in_both / (in_left * in_right)
