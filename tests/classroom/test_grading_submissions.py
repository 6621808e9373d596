"""Files as learning platforms deliver them: whose each is, and what is refused."""
import zipfile

import hostile
import pytest
from submissions import find, name_of, student_of

NOTEBOOK = b'{"cells": []}'


def laid(folder, files):
    """The folder with these files {name: bytes} in it."""
    for name, data in files.items():
        (folder / name).parent.mkdir(parents=True, exist_ok=True)
        (folder / name).write_bytes(data)
    return folder


def students(place):
    """{student: problem or the bytes of the notebook}."""
    return {one.student: one.problem or one.data for one in find(place)}


NAMES = {
    "Ann Lee_1234567_assignsubmission_file_/work.ipynb": "Ann Lee_1234567",
    "Ann Lee_1234567_assignsubmission_file_work.ipynb": "Ann Lee_1234567",
    "王 小明_7654321_assignsubmission_file_/a b.ipynb": "王 小明_7654321",
    "Ann-Marie_O'Neil_1234567_assignsubmission_file_/deep/er/x.ipynb": "Ann-Marie_O'Neil_1234567",
    "leeann_12345_67890_05-1a-centres.ipynb": "leeann_12345",
    "leeann_LATE_12345_67890_05-1a-centres-1.ipynb": "leeann_12345",
    "ann.ipynb": "ann", "Ann Lee.ipynb": "Ann Lee", "小明.ipynb": "小明", "ann.lee.ipynb": "ann.lee",
    "ann/05-1a-centres.ipynb": "ann", "ann/deep/work.ipynb": "ann",
}


@pytest.mark.parametrize("name", NAMES)
def test_whose_file_it_is(name):
    assert student_of(tuple(name.split("/"))) == NAMES[name]


def test_a_folder_of_moodle_or_canvas_or_of_files(tmp_path):
    junk = {"ann/.ipynb_checkpoints/x-checkpoint.ipynb": b"old", "__MACOSX/ann.ipynb": b"", ".DS_Store": b""}
    files = {"ann/x.ipynb": NOTEBOOK, "bob.ipynb": NOTEBOOK, "eve_LATE_12345_678_x.ipynb": NOTEBOOK} | junk
    assert students(laid(tmp_path, files)) == dict.fromkeys(("ann", "bob", "eve_12345"), NOTEBOOK)


def test_a_zip_of_all_of_one_and_of_zips(tmp_path):
    one = hostile.packed({"work.ipynb": NOTEBOOK})
    everyone = hostile.packed({"Ann_1234567_assignsubmission_file_/w.zip": one,
                               "Bob_1234568_assignsubmission_file_/x.ipynb": NOTEBOOK})
    expected = {"Ann_1234567": NOTEBOOK, "Bob_1234568": NOTEBOOK}
    assert students(laid(tmp_path / "a", {"all.zip": everyone})) == expected
    assert students(tmp_path / "a" / "all.zip") == expected
    both = dict.fromkeys(("ann", "bob"), NOTEBOOK)
    assert students(laid(tmp_path / "b", {"ann.zip": one, "bob.ipynb": NOTEBOOK})) == both
    assert students(laid(tmp_path / "c", {"class/ann/x.ipynb": NOTEBOOK, "class/bob/x.ipynb": NOTEBOOK})) == both


def test_two_notebooks_of_one_student_are_reported_and_two_copies_are_not(tmp_path):
    got = students(laid(tmp_path, {"ann/a.ipynb": NOTEBOOK, "ann/b.ipynb": NOTEBOOK + b" ", "bob/a.ipynb": NOTEBOOK,
                                   "bob/b.ipynb": NOTEBOOK, "eve_12345_1111_x.ipynb": NOTEBOOK,
                                   "eve_12345_2222_x-1.ipynb": b"{}", "sam/notes.pdf": b"%PDF"}))
    assert got["bob"] == NOTEBOOK
    assert got["ann"] == "several notebooks of one student: a.ipynb, b.ipynb"
    assert got["eve_12345"].startswith("several notebooks") and got["sam"] == "no notebook, but notes.pdf"


def test_names_in_old_zips_are_read_as_what_they_were(tmp_path):
    class Old(zipfile.ZipInfo):
        def _encodeFilenameFlags(self):  # UTF-8 that does not say so, as old programs write it
            return self.filename.encode(), self.flag_bits & ~0x800

    with zipfile.ZipFile(tmp_path / "all.zip", "w") as packed:
        for name in ("小明/x.ipynb", "Zoë/x.ipynb"):
            packed.writestr(Old(name), NOTEBOOK)
        packed.writestr("new 王/x.ipynb", NOTEBOOK)
    assert set(students(tmp_path)) == {"小明", "Zoë", "new 王"}
    assert name_of(zipfile.ZipInfo("Zoë")) == "Zoë", "as older ones write it, in cp437"


REFUSED = {
    "bomb": (hostile.bomb(), "bomb"),
    "many": (hostile.packed({f"{i}.txt": b"" for i in range(5001)}), "too large"),
    "way out": (hostile.packed({"../x.ipynb": NOTEBOOK}), "leads out"),
    "Windows way out": (hostile.packed({"a\\..\\..\\x.ipynb": NOTEBOOK}), "leads out"),
    "absolute": (hostile.packed({"/etc/x.ipynb": NOTEBOOK}), "leads out"),
    "drive": (hostile.packed({"C:/x.ipynb": NOTEBOOK}), "leads out"),
    "bomb in a zip": (hostile.packed({"x.zip": hostile.bomb()}), "bomb"),
    "damaged": (hostile.packed({"x.ipynb": NOTEBOOK})[:-30], "not unpacked"),
}


@pytest.mark.parametrize("name", REFUSED)
def test_a_zip_that_does_harm_is_refused_and_the_others_are_read(name, tmp_path):
    data, why = REFUSED[name]
    got = students(laid(tmp_path, {f"{name}.zip": data, "ann.ipynb": NOTEBOOK}))
    assert got["ann"] == NOTEBOOK and why in got[name] and not (tmp_path.parent / "x.ipynb").exists()


def test_a_notebook_of_many_megabytes_is_not_read(tmp_path):
    got = students(laid(tmp_path, {"ann.ipynb": bytes(21 * 2**20), "bob.ipynb": NOTEBOOK}))
    assert got == {"ann": "the notebook is larger than 20 MB", "bob": NOTEBOOK}


def test_links_are_not_followed(tmp_path):
    laid(tmp_path / "class", {"bob.ipynb": NOTEBOOK})
    (tmp_path / "secret.ipynb").write_bytes(b"secret")
    (tmp_path / "class" / "ann.ipynb").symlink_to(tmp_path / "secret.ipynb")
    assert students(tmp_path / "class") == {"bob": NOTEBOOK}
