# The same cut leaves only the precisions too far apart. Raising the second group's brings them nearer, and drives the
# error rates apart: stop between one threshold and equal precision, where at least half of both are still found.
answer_p4 = [0.5, 0.7]
