"""What is kept and compared of a cell's outputs: text, without the listings of `show`, which every build makes."""
TEXT = ("text/plain", "text/markdown")
LISTING = "application/vnd.dldm.listing"  # what `dldm.page.show` puts beside the text of a listing


def without_listings(outputs):
    return [output for output in outputs if LISTING not in output.get("data", {})]
