"""What is kept and compared of a cell's outputs: text, without the listings of `show`, which every build makes."""
import re

TEXT = ("text/plain", "text/markdown")
LISTING = "application/vnd.dldm.listing"  # what `dldm.page.show` puts beside the text of a listing


def without_listings(outputs):
    return [output for output in outputs if LISTING not in output.get("data", {})]


def stored(message):
    """One output of a living page's cell (ext/live/run.py sends it), as a notebook stores it."""
    kind, text = message["kind"], message["data"]
    if kind in ("stdout", "stderr"):
        return {"output_type": "stream", "name": kind, "text": text}
    if kind in ("error", "missing"):
        name, _, value = text.splitlines()[-1].partition(": ")
        package = re.match(r"(\w+) cannot be had in this page", text)
        error = ("ModuleNotFoundError", f"No module named '{package[1]}'") if package else (name, value)
        return {"output_type": "error", "ename": error[0], "evalue": error[1],
                "traceback": [message["forms"].get("code", text)]}
    return {"output_type": "display_data", "data": message["forms"]}


def outputs_of(messages):
    """{cell: its outputs} from what a page's Python said; a cell that gave up has the error of one that it needs."""
    found, last = {}, None
    for message in messages:
        if message["is"] == "began":
            last = message["id"]
            found[last] = []
        elif message["is"] == "output":
            found[message["id"]].append(stored(message))
        elif message["is"] == "gave up" and message["id"] != last:
            found[message["id"]] = [output for output in found[last] if output["output_type"] == "error"]
    return found
