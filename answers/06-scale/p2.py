# A part of 250 proposes a set from 50 * 250 / 1000 = 12.5 baskets on, which is 13; the part of 500 from 25 on.
thresholds = [-(-50 * size // 1000) for size in (250, 250, 500)]
answer_p2 = sum(least - 1 for least in thresholds)
