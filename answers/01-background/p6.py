# In each of the five shuffles 3-NN gains more. The others speak of sizes, settings and data that were not measured.
answer_p6 = "c"
