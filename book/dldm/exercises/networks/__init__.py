"""The exercises of the chapters on networks, one file a notebook."""
