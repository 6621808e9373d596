"""Puts a stand-in in the place of `play`: the frames of players take most of a notebook's time, and no answer needs
them.  Imported where submissions run; the tests run it as the first cell of a notebook.
"""
from types import SimpleNamespace

from dldm import page

page.play = lambda *_, **__: SimpleNamespace(layout=SimpleNamespace(place={}))
