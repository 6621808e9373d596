"""class.toml: what it chooses, and what it says to each thing that a teacher may write wrong."""
import subprocess
import sys
from pathlib import Path

import pytest
from exercise_tools import CHAPTERS, solutions

ROOT = Path(__file__).resolve().parents[2]
sys.path.append(str(ROOT / "tools" / "classroom"))

import choice  # noqa: E402

CENTRES = ["p1", "p2", "p3", "p4", "i1", "i2", "v1", "v2", "v3"]


@pytest.fixture
def write(tmp_path):
    """write(text) is the path of a class.toml with that text."""
    def written(text):
        (tmp_path / "class.toml").write_text(text, encoding="utf-8")
        return tmp_path / "class.toml"
    return written


def test_the_committed_file_gives_every_exercise_one_point():
    assert list(choice.chapters()) == CHAPTERS
    for chapter in CHAPTERS:
        assert choice.points(chapter) == dict.fromkeys(solutions(chapter), 1.0)


def test_a_table_chooses_exercises_in_the_order_of_the_notebook(write):
    file = write("[points.05-1a-centres]\nch05-1a-v1 = 0.5\nch05-1a-p2 = 3\n")
    assert list(choice.points("05-1a-centres", file).items()) == [("ch05-1a-p2", 3.0), ("ch05-1a-v1", 0.5)]
    assert list(choice.points("05-1a-centres", write(""))) == [f"ch05-1a-{short}" for short in CENTRES]


BAD = {
    "[points.05-1a-centers]\nch05-1a-p1 = 1": r"no chapter '05-1a-centers', but 01-background, ",
    "[points.05-1a-centres]\nch05-1a-p9 = 1": r"centres\]: there is no exercise 'ch05-1a-p9', but ch05-1a-p1, ",
    "[points.05-1a-centres]\nch05-1b-p1 = 1": r"no exercise 'ch05-1b-p1'",
    "[points.05-1a-centres]": r"name one exercise at least, like ch05-1a-p1 = 1",
    "points.05-1a-centres = 1": r"name one exercise at least",
    "points = 3": r"points stand in tables",
    "alone = true": "`alone` is a list of ids",
    'alone = ["ch05-1a-p1"]': "alone: there is no exercise that asks for a function and nothing else 'ch05-1a-p1', but",
    "[05-1a-centres]\nch05-1a-p1 = 1": r"no setting '05-1a-centres', but alone, points",
    "[points": r"class.toml cannot be read: ",
    **{f"[points.05-1a-centres]\nch05-1a-p1 = {value}": f"points of ch05-1a-p1 are a number above 0, and not {shown}"
       for value, shown in {"0": 0, "-1": -1, "inf": "inf", "'2'": "'2'", "[1]": r"\[1\]", "true": True}.items()},
}


@pytest.mark.parametrize("text, message", BAD.items())
def test_each_slip_gets_one_clear_error_whatever_chapter_is_asked_for(write, text, message):
    for chapter in ("05-1a-centres", "07-faq"):
        with pytest.raises(choice.BadChoice, match=message):
            choice.points(chapter, write(text))


def test_no_file_and_a_chapter_that_does_not_exist(write, tmp_path):
    with pytest.raises(choice.BadChoice, match="nowhere.toml cannot be read"):
        choice.points("07-faq", tmp_path / "nowhere.toml")
    with pytest.raises(choice.BadChoice, match="CHAPTER: there is no chapter '', but 01-background"):
        choice.points("", write(""))


def test_a_slip_is_said_before_the_book_is_built():
    command = [sys.executable, ROOT / "tools" / "classroom" / "choice.py"]
    said = subprocess.run([*command, "5.1a"], capture_output=True, encoding="utf-8")
    assert said.returncode == 1 and "CHAPTER: there is no chapter '5.1a', but 01-background, " in said.stderr
    assert subprocess.run([*command, "05-1a-centres"]).returncode == 0
    lines = (ROOT / "Makefile").read_text(encoding="utf-8").partition("\nassignment: ")[2].splitlines()[1:4]
    assert [line.split("tools/")[1].split()[0] for line in lines] == ["classroom/choice.py", "build_book.py",
                                                                      "classroom/hand_out.py"]
