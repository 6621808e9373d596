answer_v1 = "b"     # irises: ahead only of the decayed regression; biopsies: behind at every size
