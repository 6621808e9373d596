"""Explorables: what a change of the arguments gives, what is refused, what stands in the page without Python."""
import importlib.util
import json
import re
import sys
from functools import partial

import numpy as np
import pytest
from dldm.page import Player, play
from dldm.page.explore import Explorable, Points, Slider, Words, explore


def mean(points, size=3, title="Mean"):
    """A player of two steps: the points, and their mean."""
    if len(points) < 2:
        raise ValueError("two points at least")

    def draw(ax, middle):
        ax.plot(*points[:, :2].T, "o", ms=size)
        ax.plot(*middle, "+")
        ax.set(xlim=(0, 10), ylim=(0, 5))

    return play([points[0, :2], points[:, :2].mean(0)], draw, lambda m: f"{m[0]:.1f}", title, "Points and their mean.")


START = np.array([[1.0, 1.0], [3.0, 2.0]])


def test_the_recorded_player_is_that_of_the_first_arguments():
    made = explore(mean, points=Points(START))
    assert repr(made) == f"<Explorable: points>\n{mean(START)!r}"
    text = made._repr_mimebundle_()["text/html"]
    assert mean(START)._html() in text and "you can change: points" in text


def test_a_notebook_gets_a_widget_where_anywidget_is_and_the_recorded_player_everywhere(monkeypatch):
    widget = "application/vnd.jupyter.widget-view+json"
    bundle = explore(mean, points=Points(START))._repr_mimebundle_()
    assert (widget in bundle) == (importlib.util.find_spec("anywidget") is not None)
    monkeypatch.setattr(sys.modules["dldm.page.explore.widget"], "anywidget", None)
    plain = explore(mean, points=Points(START))._repr_mimebundle_()
    assert list(plain) == ["text/plain", "text/html"] and plain["text/plain"] == bundle["text/plain"]


def test_a_change_draws_again_with_the_same_function():
    made = explore(mean, points=Points(START))
    data = made.turn({"points": [[1, 1], [5, 2]]})
    again = mean(np.array([[1.0, 1.0], [5.0, 2.0]]))
    assert data["captions"] == [["1.0", "3.0"]] and data["frames"] == again._data()["frames"]
    assert made.values["points"].tolist() == [[1, 1], [5, 2]] and made.player.captions == ["1.0", "3.0"]
    json.dumps(data)


def test_place_says_where_the_first_axes_lie_and_what_they_span():
    left, bottom, width, height, *limits = mean(START).layout.place
    assert limits == [0, 10, 0, 5] and 0 < left < left + width <= 1 and 0 < bottom < bottom + height <= 1


@pytest.mark.parametrize("values, words", [
    ({"points": [[1, 1]]}, "two points at least"), ({"points": []}, "at least one point"),
    ({"points": [[1, 1], [2, 2], [3, 3]]}, "there may be 2 points"),
    ({"points": [[1, float("nan")], [2, 2]]}, "2 points"),
    ({"points": [["a", 1], [1, 1]]}, "could not convert")])
def test_what_cannot_be_drawn_is_said_and_nothing_is_taken(values, words):
    made = explore(mean, points=Points(START))
    assert words in made.turn(values)["error"] and made.values["points"].tolist() == START.tolist()


def test_sliders_and_words_are_read_as_they_are_meant():
    made = explore(mean, points=Points(START, most=3), size=Slider(1, 9, 3), title=Words("Mean", 5))
    made.turn({"points": [[1, 1], [2, 2], [3, 3]], "size": 7, "title": "A long title"})
    assert made.values["size"] == 7 and isinstance(made.values["size"], int) and made.player.title == "A lon"
    assert "not between 1 and 9" in made.turn({"points": [[1, 1], [2, 2]], "size": 10, "title": "a"})["error"]
    assert isinstance(Slider(0, 1, 0.5, 0.1).read(1), float)


def test_each_showing_has_an_id_under_which_the_page_finds_it():
    made = explore(mean, points=Points(START))
    ids = [re.search('id="(dldm-explore-[0-9]+)"', made._repr_mimebundle_()["text/html"])[1] for _ in range(2)]
    assert len(set(ids)) == 2 and all(Explorable.shown[id] is made for id in ids)


def test_the_spec_in_the_page_can_be_read_whatever_the_words_are():
    made = explore(mean, points=Points(START), title=Words('"><script>'))
    text = made._repr_mimebundle_()["text/html"]
    assert 'start": "\\">' not in text and "&quot;" in text and '"><script>' not in text.split("<div", 2)[1]


def test_points_without_axes_get_one_clear_error():
    def drawn(points):
        return Player([('<svg viewBox="0 0 1 1"/>', "a point")], "t", "d")
    with pytest.raises(ValueError, match="points need the axes of the first picture"):
        explore(drawn, points=Points(np.zeros((2, 2))))


def test_points_lie_in_the_axes_of_a_still_picture_too():
    def over(points, **still):
        return play([0], lambda ax, _: ax.plot(*points.T), str, "t", "d", **still)
    make = partial(over, still=lambda ax, _: ax.set(xlim=(0, 9), ylim=(2, 3)))
    place = explore(make, points=Points(START)).player.layout.place
    assert place[4:] == [0, 9, 2, 3] and all(0 < part < 1 for part in place[:4])


def test_without_controls_there_is_one_clear_error():
    with pytest.raises(ValueError, match="at least one control"):
        explore(lambda: None)
