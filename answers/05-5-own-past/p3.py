# What is new when the net is used? Not the time but the heart. So the test must bring new hearts.
answer_p3 = "d"  # whole patients are held out
