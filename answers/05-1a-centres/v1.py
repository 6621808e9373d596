# Other noise gets the same silhouette.
answer_v1 = "c"
