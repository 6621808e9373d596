def my_patterns(sequences, least):
    found = {}

    def search(pattern, rests):
        for item in {item for rest in rests for item in rest}:
            shorter = [rest[rest.index(item) + 1:] for rest in rests if item in rest]
            if len(shorter) >= least:
                found[(*pattern, item)] = len(shorter)
                search((*pattern, item), shorter)

    search((), sequences)
    return found
