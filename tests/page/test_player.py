"""The step-through player: what it stores, what it refuses, and that its HTML is safe, lasting and self-contained."""
import json
import re

import matplotlib as mpl
import numpy as np
import pytest
from dldm.page import Player, play
from dldm.page.player import svg as _svg
from matplotlib.figure import Figure

SVG = '<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 9 9"><circle r="{}"/><text>{}</text></svg>'


def picture(radius, words="words"):
    return SVG.format(radius, words)


def player(captions=("one", "two", "three"), **options):
    frames = [(picture(i), caption) for i, caption in enumerate(captions)]
    return Player(frames, **{"title": "A title", "describe": "A description.", **options})


def scatter_and_line(axes, step):
    """150 points of which a few change colour, a line that moves and a curve that grows."""
    points = np.random.default_rng(0).normal(size=(150, 2))
    left, right = axes
    left.scatter(*points.T, c=points[:, 0] > step / 40, s=15, vmin=0, vmax=1)
    left.plot([-2, 2], [step / 10, 1 - step / 10], color="black")
    left.set(title="Points", xlim=(-3, 3), ylim=(-3, 5))
    right.plot(np.exp(-np.arange(step + 1) / 10), "o-")
    right.set(xlabel="epoch", ylabel="loss", xlim=(0, 40), ylim=(0, 1))


def played(count, **options):
    return play(range(count), scatter_and_line, "step {}".format, "Fit", "Points and a line.", axes=(1, 2), **options)


def widget(player):
    return player._repr_mimebundle_()["text/html"]


def stored(player):
    """The data in the widget, read as a browser reads it: up to the first end of the script element."""
    return json.loads(re.search(r'<script type="application/json"[^>]*>(.*?)</script', widget(player), re.DOTALL)[1])


def reassembled(data, row, step):
    runs = data["frames"][row][step]
    return [line for first, count in zip(runs[::2], runs[1::2]) for line in data["parts"][first:first + count]]


def test_every_frame_has_its_caption():
    three = player()
    assert len(three) == 3
    assert three.captions == stored(three)["captions"][0] == ["one", "two", "three"]
    assert len(stored(three)["frames"][0]) == 3


def test_pictures_come_back_from_the_shared_parts():
    some = played(5)
    data = stored(some)
    for step, lines in enumerate(some._rows[0]):
        assert reassembled(data, 0, step) == lines


def test_cleaning_keeps_every_mark_and_word():
    figure = Figure()
    scatter_and_line(figure.subplots(1, 2), 3)
    raw = _svg.figure_svg(figure)
    clean = "\n".join(_svg.clean(raw, {}))
    for tag in ("<path", "<use", "<text"):
        assert clean.count(tag) == raw.count(tag) > 0
    assert re.findall(r"<text[^>]*>(.*?)</text>", clean) == re.findall(r"<text[^>]*>(.*?)</text>", raw)


def test_every_part_is_stored_once_and_forty_frames_are_small():
    forty = played(40)
    parts = stored(forty)["parts"]
    assert len(parts) == len(set(parts))
    assert sum("<use" in part for part in parts) < 150 + 40 + 60 + 40  # points, changed ones, ticks, curve
    assert len(widget(forty).encode()) <= 120_000


def test_numbers_are_short_but_words_keep_their_digits():
    lines = _svg.clean(SVG.replace("{}", "1.23456", 1).format(0.98765), {})
    assert '<circle r="1.23"/>' in lines
    assert "<text>0.98765</text>" in lines
    assert '<circle r="0.00123"/>' in _svg.clean(picture(0.001234), {})


def test_ids_follow_the_element_and_unused_ones_go():
    source = SVG.format(1, "") .replace("<text></text>", '<g id="axes"><path id="{0}" d="M0 0"/><use href="#{0}"/></g>')
    first, second = (_svg.clean(source.format(name), {}) for name in ("p1", "p2"))
    assert first == second
    assert "axes" not in "".join(first)


def test_an_element_that_a_picture_holds_twice_is_kept_once():
    marker = '<defs>\n<path id="m{0}" d="M 0"/>\n</defs>\n<use xlink:href="#m{0}"/>\n'
    lines = _svg.clean(f'<svg viewBox="0 0 9 9">\n{marker.format("A")}{marker.format("B")}</svg>', {})
    assert lines.count('<path id="i0" d="M 0"/>') == lines.count("<defs>") == 1
    assert lines.count('<use href="#i0"/>') == 2


def test_static_picture_has_ids_of_its_own():
    source = picture(1).replace("<text>words</text>", '<path id="p" d="M0 0"/><use href="#p"/>')
    one, other = (widget(Player([(source, caption)], "t", "d")) for caption in "ab")
    ids = [set(re.findall(r'<path id="([^"]+)', html)) for html in (one, other)]
    assert ids[0] and ids[1] and not ids[0] & ids[1]


def test_black_becomes_the_text_colour():
    html = "".join("".join(lines) for lines in played(2)._rows[0])
    assert "currentColor" in html
    assert not re.search(r"#000000|#000\b|black", html)


def test_text_and_axes_follow_the_theme_under_another_style(monkeypatch):
    import matplotlib as mpl
    monkeypatch.setitem(mpl.rcParams, "axes.edgecolor", "#123456")
    monkeypatch.setitem(mpl.rcParams, "text.color", "#123456")
    assert "#123456" not in widget(played(1))


def test_a_figure_keeps_the_colours_of_its_data():
    figure = Figure()
    figure.subplots().plot([1, 2], color="#abcdef")
    html = widget(Player([(figure, "a line")], "t", "d"))
    assert "#abcdef" in html and "stroke: currentColor" in html


def left_edges(*tops):
    """Where the axes begin in the pictures of one player, in points; the top of the y axis widens its labels."""
    numbers = play(tops, lambda ax, top: ax.set_ylim(0, top), str, "t", "d")
    return [float(re.findall('<path d="M ([0-9.]+)', "".join(lines))[1]) for lines in numbers._rows[0]]


def test_axes_stay_in_place_when_labels_get_wider():
    narrow, wide = left_edges(1), left_edges(1, 123456)
    assert wide[0] == wide[1] > narrow[0] + 10


def labelled(axes, number, figures):
    """Four axes, which need more room on other sides and between them with every number; their figure is kept."""
    for ax in axes.flat:
        ax.set(**[{"ylim": (0, 123456)}, {"xlabel": "two\nlines"}, {"title": "three\n\nlines"}][number])
    axes[0, 1].yaxis.set_ticks_position("right" if number == 1 else "left")
    figures.append(axes[0, 0].figure)


def margins(*numbers):
    """What the figures of one player leave free: [{side: share} a figure]."""
    figures, sides = [], ("left", "bottom", "right", "top", "wspace", "hspace")
    play(numbers, lambda axes, number: labelled(axes, number, figures), str, "t", "d", axes=(2, 2))
    return [{side: getattr(figure.subplotpars, side) for side in sides} for figure in figures]


def test_every_margin_is_the_widest_that_a_step_needs():
    alone, together = [margins(number)[0] for number in range(3)], margins(0, 1, 2)
    for side, widest in zip(alone[0], (max, max, min, min, max, max)):
        needed = {margin[side] for margin in alone}
        assert len(needed) > 1 and {margin[side] for margin in together} == {widest(needed)}, side


def axes_below(axes, top):
    for ax in np.ravel(axes):
        ax.plot([0, 9], [0, 1], "s--")
        ax.set(xlim=(0, 9), ylim=(0, top), xlabel="epoch", title=f"up to {top}")


def curve_above(axes, step):
    for ax in np.ravel(axes):
        ax.plot(range(step), np.linspace(0, 1, step), "o-", color="black", label="a curve")
        ax.text(1, 0.5, f"step {step}")


def marks(lines):
    """What a picture shows, each mark once and in any order, whatever the names of its markers and clips."""
    return sorted(set(re.sub(r"\bi\d+\b", "i", "\n".join(lines)).split("\n<")))


@pytest.mark.parametrize("axes", [(1, 1), (1, 2), (2, 2)])
def test_pictures_over_a_still_one_are_those_drawn_from_nothing(axes):
    def whole(ax, state):
        axes_below(ax, state[0])
        curve_above(ax, state[1])
    states = {top: [(top, step) for step in (1, 5, 9)] for top in (1, 12345)}
    plain, quick = (play(states, draw, str, "t", "d", setting="top", axes=axes, **still) for draw, still in (
        (whole, {}), (lambda ax, state: curve_above(ax, state[1]), {"still": axes_below})))
    assert quick.captions == plain.captions
    for row, other in zip(quick._rows, plain._rows):
        assert [marks(lines) for lines in row] == [marks(lines) for lines in other]
        assert [len(lines) for lines in row] == [len(lines) for lines in other]  # nothing is drawn twice
        assert len(set(map(tuple, row))) == 3


@pytest.mark.parametrize("axes, figsize, where", [((1, 1), (6, 3), []), ((2, 1), (6, 3), []),
                                                  ((1, 2), (6, 3), [0.5]), ((2, 3), (8, 3), [1 / 3, 2 / 3])])
@pytest.mark.parametrize("still", [None, lambda axes, _: np.ravel(axes)[0].set(xlabel="x")])
def test_a_narrow_screen_may_cut_between_axes_side_by_side(axes, figsize, where, still):
    def draw(axes, _):
        np.ravel(axes)[0].plot([1, 2])
    made = play([0], draw, str, "t", "d", axes=axes, figsize=figsize, still=still)
    stored = re.search(r'data-cuts="([^"]*)"', made._html())[1]
    assert json.loads(stored) == pytest.approx(where, abs=0.05)


@pytest.mark.parametrize("inches, pixels", [(3, 378), (4.6, 568), (8, 720)])
def test_letters_stay_of_one_size_whatever_the_width_of_a_picture(inches, pixels):
    def draw(ax, _):
        ax.plot([1, 2])
    assert f'style="max-width: {pixels}px"' in play([0], draw, str, "t", "d", figsize=(inches, 3))._html()


def test_without_a_setting_the_still_picture_is_asked_for_none():
    asked = []
    quick = play([1, 2], curve_above, str, "t", "d", still=lambda ax, value: asked.append(value))
    assert asked == [None] and quick.captions == ["1", "2"]


def test_colours_begin_anew_over_a_still_picture():
    first, second = play([1, 1], lambda ax, _: ax.plot([0, 1]), str, "t", "d", still=lambda ax, _: None)._rows[0]
    assert first == second


def test_pictures_bring_no_style_or_date_to_the_page():
    assert not re.search("<style|<metadata|<defs>\\s*</defs>", "".join("".join(lines) for lines in played(1)._rows[0]))


def test_room_is_kept_for_the_longest_caption():
    html = widget(player(["z", "a rather long caption", "y"]))
    assert re.search('class="dldm-room"[^>]*>a rather long caption<', html)


def test_play_draws_each_state_before_asking_for_the_next():
    def states():
        points = [0.0]
        for i in range(3):
            points[0] = i
            yield points
    changed = play(states(), lambda ax, points: ax.set_title(f"x={points[0]}"), lambda points: str(points[0]), "t", "d")
    assert changed.captions == ["0", "1", "2"]
    assert [f"x={i}" in "".join(lines) for i, lines in enumerate(changed._rows[0])] == [True] * 3


def test_play_leaves_the_style_as_it_was():
    import matplotlib as mpl
    before = dict(mpl.rcParams)
    played(1)
    assert dict(mpl.rcParams) == before


@pytest.fixture
def by_rate():
    rows = {rate: [(picture(i), f"{rate}: {i}") for i in range(count)] for rate, count in ((0.1, 4), (0.5, 12))}
    return Player(rows, "T", "D", setting="learning rate")


def test_a_setting_adds_a_second_slider(by_rate):
    data = stored(by_rate)
    assert (data["setting"], data["values"]) == ("learning rate", ["0.1", "0.5"])
    assert [len(row) for row in data["frames"]] == [4, 12]
    assert list(by_rate.captions) == [0.1, 0.5] and by_rate.captions[0.5][11] == "0.5: 11"
    assert len(by_rate) == 12
    assert 'aria-label="learning rate"' in widget(by_rate)
    assert 'class="dldm-knob"' not in widget(player())


def test_repr_counts_settings_and_steps(by_rate):
    assert repr(player()).startswith("<Player: A title, 3 steps>\n")
    assert repr(player(["only"])).startswith("<Player: A title, 1 step>\n")
    assert repr(by_rate).startswith("<Player: T, 2 settings of learning rate × 4–12 steps>\n")
    even = play({k: [0, 1] for k in "abc"}, lambda ax, state: None, str, "T", "D", setting="k")
    assert repr(even).startswith("<Player: T, 3 settings of k × 2 steps>\n")
    assert player()._repr_mimebundle_()["text/plain"] == repr(player())


def test_repr_holds_the_first_and_last_caption_so_that_their_numbers_are_compared(by_rate):
    assert repr(player()).splitlines()[1:] == ["one … three"]
    assert repr(player(["only"])).splitlines()[1:] == ["only"]
    assert repr(by_rate).splitlines()[1:] == ["0.1: 0.1: 0 … 0.1: 3", "0.5: 0.5: 0 … 0.5: 11"]
    many = Player({k: [(SVG, f"c{k}"), (SVG, f"d{k}")] for k in range(5)}, "T", "D", setting="k")
    assert repr(many).splitlines()[1:] == ["0: c0 … d0", "1: c1 … d1", "4: c4 … d4"]


@pytest.mark.parametrize("frames, options, message", [
    ([], {}, "no frames: give at least one"),
    ({}, {"setting": "k"}, "frames is an empty dict"),
    ({1: []}, {"setting": "k"}, "no frames for k = 1"),
    ({1: [(SVG, "c")]}, {}, "setting, the name of the knob"),
    ({1: [(SVG, "c")]}, {"setting": " "}, "setting, the name of the knob"),
    ([(SVG, "c")], {"setting": "k"}, "leave it out for a list"),
    ([(SVG, "c"), (SVG, 3)], {}, "caption of frame 1 must be a non-empty string, not 3"),
    ([SVG], {}, r"frame 0 must be a pair \(picture, caption\)"),
    ([(3, "c")], {}, "picture of frame 0 must be a matplotlib Figure or an SVG string, not int"),
    ([("words", "c")], {}, "picture of frame 0 must be a matplotlib Figure or an SVG string"),
    ([("<svg><g></svg>", "c")], {}, "picture of frame 0 is not well-formed SVG"),
    ([("<svg></svg>", "c")], {}, "picture of frame 0 needs a viewBox"),
    ([(picture(1, "<script>x</script>"), "c")], {}, "must not contain a <script>"),
    ([(SVG, "c")], {"title": ""}, "title must be a non-empty string"),
    ([(SVG, "c")], {"describe": None}, "describe must be a non-empty string"),
    ([(SVG, "c")], {"start": 1}, "start must be a step index from 0 to 0, not 1"),
])
def test_bad_input_is_one_clear_message(frames, options, message):
    with pytest.raises(ValueError, match=message):
        Player(frames, **{"title": "t", "describe": "d", **options})


def test_no_states_is_one_clear_message():
    with pytest.raises(ValueError, match="no frames"):
        play([], scatter_and_line, str, "t", "d")


def test_words_cannot_break_out():
    nasty = '</script><script>alert(1)</script><!--<script>"&'
    text = nasty.replace("&", "&amp;").replace("<", "&lt;")
    html = widget(Player([(picture(1, text), nasty)] * 2, nasty, nasty, start=1))
    assert len(re.findall("<script", html.split('class="dldm-data">')[0])) == 1  # only the element of the data
    assert len(re.findall("</script", html)) == 2  # the ends of the data and of the program
    assert "alert(1)</script" not in html and "<!--" not in html
    data = stored(Player([(picture(1, f"<![CDATA[{nasty}]]>"), nasty)], "t", "d"))
    assert data["captions"] == [[nasty]] and nasty in "".join(data["parts"])


def test_nothing_is_fetched():
    html = widget(played(2)).replace("http://www.w3.org/2000/svg", "")
    assert not re.search(r"https?:|//\w+\.\w+|@import|url\([^#]", html)


def test_equal_players_have_equal_html():
    assert widget(played(3)) == widget(played(3))
    assert widget(player()) == widget(player()) != widget(player(["one", "two", "four"]))


def test_title_description_and_first_picture_need_no_script():
    html = widget(player(start=1)).split('<script')[0]
    assert html.count("A title") >= 2 and "A description." in html
    described = re.search(r'aria-describedby="([^"]+)"', html)[1]
    # A hidden copy: browsers do not read out what lies in a closed <details>.
    assert f'id="{described}" hidden>A description.' in html and "<details><summary>Description" in html
    assert '<circle r="1"/>' in html and ">two</p>" in html
    assert 'class="dldm-controls" hidden' in html


def test_look_and_behaviour_are_small():
    plain = widget(player(["c"]))
    assert len(plain.encode()) < 10_000
    assert "//" not in re.sub(r'<svg[^>]*>', "", plain)  # comments stay in the source


def labels(low, high):
    """The words of the picture of a step whose two axes are logarithmic."""
    def draw(ax, state):
        ax.loglog([1, 2], [1, 2])
        ax.set(xlim=(low, high), ylim=(low, high))
    return re.findall(r"<text[^>]*>([^<]*)</text>", play([0], draw, lambda s: "step", "t", "described")._html())


def test_a_logarithmic_axis_has_plain_labels_beyond_a_decade():
    assert labels(0.01, 20) == ["10⁻²", "10⁻¹", "10⁰", "10¹"] * 2
    assert "10⁰" not in labels(2, 9)  # within one, matplotlib's own, the small ticks' among them


def test_a_title_stands_where_matplotlib_would_put_it():
    def drawn(look):
        with mpl.rc_context(look):
            figure = Figure()
            figure.subplots().set(title="above", xlabel="x")
            return _svg.clean(_svg.figure_svg(figure), {})
    assert drawn({}) == drawn({"axes.titley": 1.0}) != drawn({"axes.titley": 0.9})
