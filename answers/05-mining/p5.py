# Line 2 chooses the columns on all rows; line 3 shuffles what is in order of time; line 10 keeps the best of five.
answer_p5 = [2, 3, 10]
