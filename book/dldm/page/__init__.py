"""What a chapter shows: the live source, tables, colours, and players."""
from .explore import Points, Slider, Words, explore
from .player import Player, play
from .plots import (
    BLUE,
    COLORS,
    GREEN,
    GREY,
    MARKERS,
    ORANGE,
    draw_graph,
    graph_layout,
    signed_image,
    use_style,
)
from .show import Source, Table, shapes, show, table
