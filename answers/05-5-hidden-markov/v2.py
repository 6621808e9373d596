# The smallest number of states that nothing beats by more than its error on new sequences.
answer_v2 = "c"
