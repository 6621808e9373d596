from dldm.mining.association import apriori_steps

baskets = ["abc", "abc", "abcd", "abd", "acd", "bc", "cd", "acde"]
third = list(apriori_steps([list(basket) for basket in baskets], 3))[2]
# ab, ac, ad join to abc, abd, acd; bd is rare, which removes abd
answer_p1 = len(third.joined) - len(third.pruned)
