"""Mutants: which faults are made, and what becomes of one that a test guards against and of one that none does."""
import ast
import subprocess
import sys
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parents[2]
sys.path.append(str(ROOT / "tools"))

from mutants import everywhere, explained, mutants, sample  # noqa: E402

HEAD = "Mutants and reasons.\n"
FILES = {  # a small repository: of its two functions one is tested
    "pyproject.toml": '[tool.pytest.ini_options]\npythonpath = ["book"]\nmarkers = ["long"]\n',
    "book/dldm/__init__.py": "", "book/dldm/toy/__init__.py": "", "tools/mutants_explained.txt": HEAD,
    "book/dldm/toy/sums.py": "def guarded(a, b):\n    return a + b\n\n\ndef unguarded(a, b):\n    return a - b\n",
    "tests/toy/test_sums.py": "from dldm.toy.sums import guarded\n\n\ndef test_sum():\n    assert guarded(2, 1) == 3\n",
}
ENTRY = "\nbook/dldm/toy/sums.py\nreturn a - b\na - b -> a + b\nb is 0 everywhere\n"


@pytest.fixture
def toy(tmp_path):
    """The small repository, and what the tool says of it with these files changed, in order of the lines."""
    def said(**changed):
        for name, text in {**FILES, **changed}.items():
            (tmp_path / name).parent.mkdir(parents=True, exist_ok=True)
            (tmp_path / name).write_text(text, encoding="utf-8")
        code = "import mutate\nmutate.SECONDS = 1\nmutate.main()"
        done = subprocess.run([sys.executable, "-c", code, "--root", tmp_path], capture_output=True, text=True,
                              env={"PYTHONPATH": str(ROOT / "tools")})
        return sorted(done.stdout.splitlines()), done.returncode, done.stderr
    return said


def changes(code):
    return {f"{mutant.kind} {mutant.change}" for mutant in mutants("a.py", code)}


# ---------------------------------------------------------------- which mutants


@pytest.mark.parametrize("code, expected", [
    ("a @ b ** 2", {"operator a @ b ** 2 -> a * b ** 2", "operator b ** 2 -> b * 2", "constant 2 -> 3"}),
    ("a < b <= c", {"comparison a < b <= c -> a <= b <= c", "comparison a < b <= c -> a < b < c"}),
    ("not a and -b", {"operator not a and -b -> not a or -b", "sign not a -> a", "sign -b -> b"}),
    ("def f(a: int = 1, b=True): return a", {"default 1 -> 2", "default True -> False"}),
    ("if a:\n raise E(f'{1}')", {"condition a -> False", "condition a -> True"}),
    ("while a:\n a -= b\n break",
     {"condition a -> False", "operator a -= b -> a += b", "statement a -= b -> pass", "statement break -> pass"}),
    ("[a for a in b if c]", {"condition c -> True"}),
    ("f(a.max(axis=0))", {"axis 0 -> 1", "name a.max -> a.min", "statement f(a.max(axis=0)) -> pass"}),
    ("b = a[1:]", {"slice 1: -> :", "constant 1 -> 2"}), ("b = 1e300", set()), ("'''text 1 < 2'''", set())])
def test_what_is_made_of_code(code, expected):
    assert changes(code) == expected


def test_every_mutant_of_the_package_is_python_and_differs():
    chosen, trees = sample(list(everywhere(ROOT)), 300, 0), {}
    for path in {mutant.path for mutant in chosen}:
        trees[path] = ast.dump(ast.parse((ROOT / path).read_bytes()))
    for mutant in chosen:
        code = (ROOT / mutant.path).read_bytes()
        new = ast.parse(code[:mutant.start] + mutant.new.encode() + code[mutant.end:])
        assert ast.dump(new) != trees[mutant.path], mutant


def test_every_module_and_every_kind_has_its_share_of_the_sample():
    found = list(everywhere(ROOT))
    chosen = sample(found, 300, 0)
    assert 300 <= len(chosen) <= 330 and chosen == sample(found, 300, 0) != sample(found, 300, 1)
    assert {m.path for m in chosen} == {m.path for m in found} and {m.kind for m in chosen} == {m.kind for m in found}


def test_the_explained_mutants_of_the_package_exist():
    assert explained(ROOT) is not None


# ---------------------------------------------------------------- what becomes of them


def test_the_guarded_fault_is_caught_and_the_other_survives(toy):
    lines, code, error = toy()
    assert lines == [
        "    return a - b",
        "1 caught, 0 stopped, 0 explained, 1 survived",
        "caught    book/dldm/toy/sums.py:2 operator: a + b -> a - b",
        "survived  book/dldm/toy/sums.py:6 operator: a - b -> a + b",
        "survived: book/dldm/toy/sums.py:6 a - b -> a + b"], error
    assert code == 1


def test_an_explained_survivor_is_none(toy):
    lines, code, _ = toy(**{"tools/mutants_explained.txt": HEAD + ENTRY})
    assert lines[0] == "1 caught, 0 stopped, 1 explained, 0 survived" and code == 0


def test_an_explanation_that_fits_no_line_is_an_error(toy):
    lines, code, error = toy(**{"tools/mutants_explained.txt": HEAD + ENTRY.replace("return a", "return  a")})
    assert not lines and code == 1 and "explained, but there is no such mutant: [['book/dldm/toy/sums.py'" in error


def test_without_any_mutant_the_tests_must_pass(toy):
    lines, code, error = toy(**{"tests/toy/test_sums.py": "def test_sum():\n    assert 1 == 2\n"})
    assert not lines and code == 1 and "the tests fail without any mutant" in error and "assert 1 == 2" in error
