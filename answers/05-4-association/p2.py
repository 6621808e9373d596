# .4 / (.6 * .75) = .889: fewer videos than among customers at random, of whom three quarters buy one.
answer_p2 = "b"  # 66.7 % against 75 %
