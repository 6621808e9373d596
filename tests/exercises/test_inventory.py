"""The concept inventory: sound questions, hidden keys, and answers that are kept here, never lost and never sent."""
import json
import re
import socket
from collections import Counter
from pathlib import Path

import pytest
from dldm.exercises import kinds
from dldm.exercises.inventory import FORMS, LETTERS, compare, inventory, questionnaire, recall, score, submit
from dldm.exercises.kinds import digest

ITEMS = {form: inventory._items(form) for form in FORMS}
ALL = [(form, item) for form in FORMS for item in ITEMS[form]]
OPEN = {number: ... for number in range(1, 13)}


def right(item, form):
    """The letter whose digest is the key."""
    return next(c for c in LETTERS if digest(f"inventory-{form}-{item.number}", c) == item.key)


KEY = {form: {item.number: right(item, form) for item in ITEMS[form]} for form in FORMS}
WRONG = {form: {item.number: min(item.wrong) for item in ITEMS[form]} for form in FORMS}


@pytest.fixture
def home(tmp_path, monkeypatch):
    """An empty folder to work in, and no way out of it."""
    def refuse(*args, **options):
        raise AssertionError("the inventory opened a socket")

    monkeypatch.chdir(tmp_path)
    monkeypatch.delenv("DLDM_ANSWERS", raising=False)
    monkeypatch.setattr(socket, "socket", refuse)
    return tmp_path


def said(capsys):
    return " ".join(capsys.readouterr().out.split())


def files(folder):
    return sorted(path.name for path in folder.iterdir())


# ---------------------------------------------------------------- the questions


@pytest.mark.parametrize("form", FORMS)
def test_a_form_has_twelve_questions_in_order(form):
    assert [item.number for item in ITEMS[form]] == list(range(1, 13)) and len(inventory.TOPICS) == 12


@pytest.mark.parametrize("form, item", ALL)
def test_a_question_has_one_right_and_three_coded_wrong_options(form, item):
    assert len(item.options) == len(set(item.options)) == 4
    assert set(item.wrong) == set(LETTERS) - {right(item, form)}
    assert all(code in kinds.MISCONCEPTIONS and code for code, _ in item.wrong.values())
    remarks = [text for _, text in item.wrong.values()] + [item.why]
    assert len(set(remarks)) == 4 and all(25 < len(text) < 260 for text in remarks)
    assert 40 < len(item.scenario) < 300 and all(10 < len(option) < 100 for option in item.options)


def test_the_two_forms_ask_about_other_data():
    for a, b in zip(ITEMS["pre"], ITEMS["post"]):
        assert not set(a.options) & set(b.options) and a.scenario != b.scenario
        assert {code for code, _ in a.wrong.values()} & {code for code, _ in b.wrong.values()}, a.number


@pytest.mark.parametrize("form", FORMS)
def test_neither_letter_nor_length_gives_the_answer_away(form):
    assert max(Counter(KEY[form].values()).values()) <= 4
    longest = [item.number for item in ITEMS[form]
               if max(LETTERS, key=lambda c: len(item.options[LETTERS.index(c)])) == right(item, form)]
    assert len(longest) <= 4, longest


def test_no_remark_names_a_letter_and_no_key_stands_in_the_source():
    for form, item in ALL:
        remarks = " ".join(text for _, text in item.wrong.values())
        assert not re.search(r"\b(?:option|answer) [a-d]\b|\b[a-d]\)", remarks)
        source = Path(inventory.__file__).with_name(f"{inventory.MODULES[form]}.py").read_text(encoding="utf-8")
        assert f'key="{right(item, form)}"' not in source and item.key in source


def test_the_sheet_shows_every_option_and_no_remark():
    for form in FORMS:
        sheet = questionnaire(form)
        for text in (repr(sheet), sheet._repr_markdown_()):
            for item in ITEMS[form]:
                assert item.scenario in text and all(option in text for option in item.options)
                assert item.why not in text and item.key not in text
                assert not any(remark in text for _, remark in item.wrong.values())


# ---------------------------------------------------------------- unanswered


@pytest.mark.parametrize("answers", [OPEN, {}, dict.fromkeys(range(1, 13))])
def test_an_empty_form_is_not_attempted_and_writes_nothing(answers, home, capsys):
    for ask in (lambda: submit("pre", answers), lambda: score("pre", answers), lambda: compare(answers)):
        ask()
        assert said(capsys).startswith("○ not attempted yet")
    assert files(home) == []


def test_a_kept_file_does_not_change_what_an_empty_form_says(home, capsys):
    submit("pre", KEY["pre"])
    capsys.readouterr()
    for ask in (lambda: submit("pre", OPEN), lambda: score("pre", OPEN), lambda: compare(OPEN)):
        ask()
        assert said(capsys).startswith("○ not attempted yet")


def test_without_a_file_there_is_one_clear_message(home, capsys):
    recall("pre")
    assert said(capsys) == "No answers to the form 'pre' are kept in a file my_answers.json here."
    compare()
    assert said(capsys) == "Nothing to compare yet: no answers are kept in a file my_answers.json here."
    assert files(home) == []


# ---------------------------------------------------------------- answered


def test_submit_keeps_letters_and_a_date_and_says_where_but_not_what_is_right(home, capsys):
    submit("pre", WRONG["pre"])
    text = capsys.readouterr().out
    assert re.sub(r"\s", "", str(home / "my_answers.json")) in re.sub(r"\s", "", text)
    assert "12 of 12" in text and not re.search("[✓✗]|right|wrong", text)
    kept = json.loads((home / "my_answers.json").read_text())
    assert set(kept) == set(FORMS) and set(kept["pre"][0]) == {"date", "answers"}
    assert kept["pre"][0]["answers"] == {str(n): c for n, c in WRONG["pre"].items()}
    assert files(home) == ["my_answers.json"]


def test_some_open_questions_are_allowed_and_named(home, capsys):
    submit("pre", OPEN | {1: "(A)", 5: " b.", 12: "d"})
    text = said(capsys)
    assert "3 of 12 answers are kept" in text and "Open: 2, 3, 4, 6, 7, 8, 9, 10, 11." in text
    recall()
    assert "1 a, 2 –" in said(capsys)


def test_score_counts_and_comments(home, capsys):
    score("pre", KEY["pre"] | {3: WRONG["pre"][3], 7: ...})
    text = said(capsys)
    assert text.startswith("10 of 12 right.") and text.count("✓") == 10 and text.count("○") == 1
    item = ITEMS["pre"][2]
    assert f"✗ 3 the majority rule: {item.wrong[WRONG['pre'][3]][1]}" in text and item.why not in text
    assert files(home) == []


def test_the_lines_of_a_remark_hang_below_its_mark_and_those_of_a_message_do_not(home, capsys):
    score("pre", WRONG["pre"])
    lines = capsys.readouterr().out.splitlines()
    assert len(lines) > 24 and all(line.startswith(("✗ ", "    ")) for line in lines[1:])
    for ask in (lambda: submit("pre", KEY["pre"]), lambda: submit("pre", OPEN)):
        ask()
        lines = capsys.readouterr().out.splitlines()
        assert len(lines) > 1 and not any(line.startswith(" ") for line in lines), lines


@pytest.mark.parametrize("form, item", ALL)
def test_every_wrong_option_gets_its_own_remark(form, item, home, capsys):
    for letter, (_, remark) in item.wrong.items():
        score(form, {item.number: letter})
        assert " ".join(remark.split()) in said(capsys)


def test_the_same_answers_are_kept_once_and_others_beside_them(home):
    submit("pre", WRONG["pre"])
    submit("pre", WRONG["pre"])
    submit("pre", KEY["pre"])
    assert len(json.loads((home / "my_answers.json").read_text())["pre"]) == 2


def test_compare_takes_the_first_full_set_before_and_the_last_after(home, capsys):
    submit("pre", {1: "a"})
    submit("pre", WRONG["pre"])
    submit("pre", KEY["pre"])
    submit("post", WRONG["post"])
    submit("post", KEY["post"] | {2: WRONG["post"][2]})
    capsys.readouterr()
    compare()
    text = said(capsys)
    assert text.startswith("Right: then 0 of 12, now 11 of 12.")
    assert "training and new rows then ✗" in text and ITEMS["post"][1].wrong[WRONG["post"][2]][1] in text
    compare(KEY["post"])
    assert said(capsys).startswith("Right: then 0 of 12, now 12 of 12.")


def test_compare_with_one_side_only(home, capsys):
    compare(KEY["post"])
    text = said(capsys)
    assert text.startswith("Right: then 0 of 12, now 12 of 12.") and "then ○ – now ✓" in text
    submit("pre", KEY["pre"])
    capsys.readouterr()
    compare()
    assert said(capsys).startswith("Right: then 12 of 12, now 0 of 12.")


def test_another_place_can_be_chosen(home, capsys, monkeypatch):
    monkeypatch.setenv("DLDM_ANSWERS", str(home / "else.json"))
    submit("post", KEY["post"])
    assert files(home) == ["else.json"]


def test_in_a_browser_the_reader_is_warned(home, capsys, monkeypatch):
    monkeypatch.setattr(inventory.sys, "platform", "emscripten")
    submit("pre", KEY["pre"])
    assert "note your letters down" in said(capsys)


# ---------------------------------------------------------------- what may go wrong


@pytest.mark.parametrize("answers", ["abc", None, ["a"] * 12, {0: "a"}, {13: "a"}, {"1": "a"}, {1: "e"}, {1: "ab"},
                                     {1: 1}, {1: ["a"]}, {1: ""}, {1.5: "a"}, {(1,): "a"}])
def test_answers_that_are_none_get_one_message_and_nothing_is_kept(answers, home, capsys):
    for ask in (lambda: submit("pre", answers), lambda: score("pre", answers)):
        ask()
        text = said(capsys)
        assert text.startswith("! ") and len(text) < 260
    assert files(home) == []


@pytest.mark.parametrize("form", ["before", None, 3, ["pre"], "../pre"])
def test_an_unknown_form_gets_one_message(form, home, capsys):
    for ask in (lambda: submit(form, KEY["pre"]), lambda: score(form, OPEN), lambda: recall(form)):
        ask()
        assert said(capsys).startswith("! the form is")


BROKEN = ["", "{", "[]", "null", '"pre"', '{"pre": []}', '{"pre": 3, "post": []}', '{"pre": [1], "post": []}',
          '{"pre": [{"date": "x", "answers": {"1": "z"}}], "post": []}',
          '{"pre": [{"date": "x", "answers": {"13": "a"}}], "post": []}', '{"pre": [{"answers": {}}], "post": []}',
          '{"pre": [{"date": "x", "answers": {"1": ["a"]}}], "post": []}']


@pytest.mark.parametrize("text", BROKEN)
def test_a_broken_file_gets_one_message_and_is_never_lost(text, home, capsys):
    path = home / "my_answers.json"
    path.write_text(text)
    for ask in (recall, compare, lambda: compare(KEY["post"])):
        ask()
        heard = said(capsys)
        assert heard.startswith("! ") and "cannot be read" in heard and "left as it is" in heard
        assert path.read_text() == text
    submit("pre", KEY["pre"])
    assert "kept as my_answers.unreadable-1.json" in said(capsys)
    assert (home / "my_answers.unreadable-1.json").read_text() == text
    path.write_text(text)
    submit("pre", KEY["pre"])
    assert files(home) == ["my_answers.json", "my_answers.unreadable-1.json", "my_answers.unreadable-2.json"]
    recall()
    assert "Your answers of" in capsys.readouterr().out


def test_bytes_that_are_no_text(home, capsys):
    (home / "my_answers.json").write_bytes(b"\xff\xfe\x00")
    recall()
    assert said(capsys).startswith("! ")


def test_a_place_that_cannot_be_written_to_gets_one_message(home, capsys, monkeypatch):
    (home / "file").write_text("x")
    for where in (home / "missing" / "a.json", home / "file" / "a.json"):
        monkeypatch.setenv("DLDM_ANSWERS", str(where))
        submit("pre", KEY["pre"])
        text = said(capsys)
        assert text.startswith("! ") and "cannot be written" in text and "stand in the cell" in text
    assert files(home) == ["file"]


def test_a_failed_write_leaves_the_old_answers(home, capsys, monkeypatch):
    submit("pre", KEY["pre"])
    old = (home / "my_answers.json").read_text()
    capsys.readouterr()

    def full(*_):
        raise OSError(28, "No space left on device")

    monkeypatch.setattr(inventory.os, "replace", full)
    submit("pre", WRONG["pre"])
    assert "No space left" in said(capsys) and (home / "my_answers.json").read_text() == old
