def fewest(n_a, n_both=2):
    m = 0
    while n_both + m < 8 or 10 * (n_both + m) < 6 * (n_a + m):  # in whole numbers, as .6 is no binary fraction
        m += 1
    return m


answer_p5 = [fewest(6), fewest(20)]
