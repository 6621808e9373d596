from dldm.mining.association import fp_tree_steps

six = [list(basket) for basket in ("ab", "bcd", "abc", "acd", "abe", "abc")]
*_, (_, tree) = fp_tree_steps(six, 2)
# a-b-c; a-c-d; b-c-d: three, two and three new nodes; e is rare
answer_p3 = sum(len(nodes) for nodes in tree.nodes.values())
