"""Explorables in Jupyter: the frame and script of the pages, over anywidget."""
import json
from pathlib import Path

try:
    import anywidget
except ImportError:  # then the recorded player stands there
    anywidget = None

HERE = Path(__file__).parent
# Scripts that come as text do not run: each is written anew.
RENDER = """
const asks = [];
export default { render({ model, el }) {
  el.innerHTML = frame;
  for (const old of el.querySelectorAll("script:not([type])")) {
    const script = document.createElement("script");
    script.textContent = old.textContent;
    old.replaceWith(script);
  }
  model.on("msg:custom", (data) => asks.shift()?.(data));
  const ask = (values) => new Promise((answer) => {
    asks.push(answer);
    model.send(values);
  });
  takeHold(el.querySelector(".dldm-explore"), ask);
} };
"""


def view(explorable, frame):
    """What a notebook shows where anywidget is installed: {MIME type: data} of a widget
    that shows the frame, an HTML text, and hands each change to the explorable; {}
    elsewhere.
    """
    if anywidget is None:
        return {}

    class Hold(anywidget.AnyWidget):
        _esm = (f"const frame = {json.dumps(frame)};\n{RENDER}"
                + (HERE / "explore.js").read_text(encoding="utf-8"))
        _css = (HERE / "explore.css").read_text(encoding="utf-8")

    made = Hold()
    made.on_msg(lambda widget, values, buffers: widget.send(explorable.turn(values)))
    bundle = made._repr_mimebundle_()
    return (bundle[0] if isinstance(bundle, tuple) else bundle) or {}
