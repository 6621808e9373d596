# The answers on the training rows are the labels, and copies change no ratio of counts: the same tree.
answer_p1 = "a"  # to learn more from the teacher, ask it about rows that nobody has labelled
