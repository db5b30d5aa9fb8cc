"""The calls that a piece of work makes grow with its text, not with its square; `bench/linear.py` has the work, and times it."""

import pytest
from helpers import assert_linear
from linear import WORK


@pytest.mark.parametrize("name", WORK)
def test_calls_grow_with_the_text(name):
    assert_linear(WORK[name].prepare, WORK[name].size // 8)
