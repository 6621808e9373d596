# The claim is about patients, and the interval over patients holds 0.
answer_v3 = "c"
