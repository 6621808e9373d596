def fits(pattern, sequence):
    next_part = 0
    for element in sequence:
        if next_part < len(pattern) and pattern[next_part] <= element:
            next_part += 1  # one element serves one part only
    return next_part == len(pattern)


def my_count(pattern, sequences):
    return sum(fits(pattern, sequence) for sequence in sequences)
