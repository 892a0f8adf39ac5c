"""Addresses that are found out once say what `reverse` says."""

import pytest
from django.urls import reverse, set_script_prefix

from wijknet.ui.addresses import address_of


@pytest.mark.parametrize("name", ["actor", "agreement", "agreement-close", "case", "case-link", "case-step", "moment"])
def test_same_as_reverse_also_below_another_address(name: str) -> None:
    assert address_of(name, 12) == reverse(name, args=[12])
    try:
        set_script_prefix("/onder/")
        assert address_of(name, 3) == reverse(name, args=[3])
        assert address_of(name, 3).startswith("/onder/")
    finally:
        set_script_prefix("/")
