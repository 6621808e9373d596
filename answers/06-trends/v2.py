# Three changes, one effect. Undo one of them and repeat, so that luck can be told from effect.
answer_v2 = "b"  # an ablation with several seeds
