"""Explorables: players whose input the reader moves, drawn again by the same code."""
from .explore import Explorable, Points, Slider, Words, explore
