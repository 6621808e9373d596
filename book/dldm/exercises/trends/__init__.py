"""The exercises of the last chapters, one file a notebook."""
