# Nothing could refute 1; 2 was measured; 3 and 5 say what would refute them; 4 is only said.
answer_v3 = "xefcf"
