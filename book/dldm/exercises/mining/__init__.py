"""The exercises of the chapters on mining, one file a notebook."""
