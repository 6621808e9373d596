def my_mixture(o, context, K, add):
    p = [1 / K] * K
    for k in range(len(context) + 1):
        end = list(context[len(context) - k:])
        after = [o[t + k] for t in range(len(o) - k) if list(o[t:t + k]) == end]
        p = [(after.count(x) + add * K * p[x]) / (len(after) + add * K) for x in range(K)]
    return p
