"""The style of the figures, in Jupyter and without it."""
import builtins
import importlib.util

import matplotlib.pyplot as plt
import pytest
from dldm.page import use_style


@pytest.mark.parametrize("missing", [True, False])
def test_the_style_needs_no_jupyter(missing, monkeypatch):
    find, get = importlib.util.find_spec, builtins.__import__

    def refuse(name, *rest, **more):
        assert not (missing and name.startswith("matplotlib_inline"))
        return get(name, *rest, **more)

    monkeypatch.setattr(importlib.util, "find_spec", lambda name: None if missing else find(name))
    monkeypatch.setattr(builtins, "__import__", refuse)
    with plt.rc_context():
        use_style()
        assert plt.rcParams["image.cmap"] == "Greys" and plt.rcParams["svg.fonttype"] == "none"
