# The forest leaked most of the seven, and on clean labels it is accurate and leaks all the same.
answer_v1 = "b"  # test the model that is published, with the strongest attack you have
