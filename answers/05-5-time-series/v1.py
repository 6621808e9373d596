# A shuffled fold interpolates between the month before and the month after. The future has no month after.
answer_v1 = "b"
