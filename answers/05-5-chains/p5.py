# Two letters in pairs: after an a may come either letter, but after "aa" comes b, and after "ba" comes a.
# The text goes on until its last pair has been there before.
answer_p5 = "aabbaabb"
