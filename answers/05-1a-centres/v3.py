# Only the median can lie farther from the mean than the old centre did.
answer_v3 = "c"
