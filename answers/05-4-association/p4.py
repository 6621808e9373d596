# A basket of all three counts for every pair, and may be there twice; then each pair needs one basket more.
answer_p4 = "abc abc ab ac bc"
