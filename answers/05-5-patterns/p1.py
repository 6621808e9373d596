# After the first a: "b c a", "c a", "c b", "d a".  Frequent there: a (3), b (2), c (3).
# After a and then c: "a", "a", "b".  Frequent there: a.  After a and a, and after a and b, nothing is.
answer_p1 = len(["a", "a → a", "a → b", "a → c", "a → c → a"])
