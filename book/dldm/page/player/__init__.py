"""Step-through player: pictures with captions, one step at a time."""
from .player import Player, play
