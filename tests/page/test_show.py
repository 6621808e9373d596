"""`show` prints the code that runs, and tables and shapes read well with and without Markdown."""
import inspect

import numpy as np
import pytest
from dldm.nn import Dense, Sequential, relu, sigmoid
from dldm.page import shapes, show, table
from outputs import without_listings


def test_a_function_is_shown_as_it_stands_in_its_module():
    assert repr(show(relu)) == inspect.getsource(relu).rstrip()


def test_several_functions_are_one_block_two_lines_apart():
    assert repr(show(relu, sigmoid)) == f"{inspect.getsource(relu).rstrip()}\n\n\n{inspect.getsource(sigmoid).rstrip()}"


def test_a_method_is_shown_without_its_indentation():
    lines = repr(show(Dense.affine)).splitlines()
    assert lines[0] == "def affine(self, X):" and lines[1].startswith('    """')


def test_shown_code_compiles():
    compile(repr(show(Dense, Sequential, relu)), "shown", "exec")


def test_in_a_notebook_it_is_one_python_block_that_can_be_told_from_other_outputs():
    bundle = show(relu)._repr_mimebundle_()
    assert bundle["text/markdown"] == f"```python\n{show(relu)!r}\n```" and bundle["text/plain"] == repr(show(relu))
    assert without_listings([{"data": bundle}, {"data": {"text/plain": repr(relu)}}, {"text": "1"}]) == [
        {"data": {"text/plain": repr(relu)}}, {"text": "1"}]


@pytest.mark.parametrize("thing", [np.add, len, 3, "relu"])
def test_what_has_no_source_is_refused(thing):
    with pytest.raises(ValueError, match="written in Python"):
        show(thing)


def test_nothing_is_refused():
    with pytest.raises(ValueError, match="at least one"):
        show()


def test_table_is_aligned_text_and_a_markdown_table():
    result = table(("name", "n"), [("a longer one", 1), ("b|c", 22)])
    assert repr(result).splitlines() == ["name          n", "a longer one  1", "b|c           22"]
    markdown = ["| name | n |", "|---|---|", "| a longer one | 1 |", "| b\\|c | 22 |"]
    assert result._repr_markdown_().splitlines() == markdown


def test_a_row_of_another_length_is_refused():
    with pytest.raises(ValueError, match="2 cells"):
        table(("a", "b"), [(1, 2), (3,)])


def test_shapes_are_those_of_a_real_network():
    """Every W, b and their gradient as `Dense` makes them, and their transposes in the other convention."""
    model, text = Sequential([Dense(4, input_shape=(3,)), Dense(2)]), repr(shapes([3, 4, 2], n=5))
    for layer in model.layers:
        rows, columns = layer.W.shape
        assert f"W ({rows}, {columns})" in text and f"W ({columns}, {rows})" in text and f"b ({columns},)" in text
    assert "X (5, 3)" in text and "δ (5, 2)" in text
