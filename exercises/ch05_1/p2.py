# Two species overlap; the silhouette joins them.
answer_p2 = 2
