"""Telephone numbers as people in the Netherlands write them."""

import pytest
from django.core.exceptions import ValidationError

from wijknet.ui.phones import plain_number, validate_phone


@pytest.mark.parametrize(
    ("typed", "plain"),
    [
        ("(0570) 69 39 11", "0570693911"),
        ("14 0187", "140187"),
        ("14 026", "14026"),
        ("0800 18 09", "08001809"),
        ("0900-8844", "09008844"),
        ("0800 0231 231", "08000231231"),
        ("06-12345678", "0612345678"),
        ("06 12 34 56 78", "0612345678"),
        ("026 123 45 67", "0261234567"),
        ("+31 26 123 45 67", "0261234567"),
        ("+31 (0)26 1234567", "0261234567"),
        ("0031 6 12345678", "0612345678"),
        ("088 123 45 67", "0881234567"),
        ("+49 30 1234567", "+49301234567"),
        ("112", "112"),
    ],
)
def test_numbers_that_can_be_called(typed: str, plain: str) -> None:
    validate_phone(typed)
    assert plain_number(typed) == plain


@pytest.mark.parametrize(
    "typed",
    ["1", "026 123", "06 1234567", "06 123456789", "bel mij", "14", "+31", "+31 6", "٠٦١٢٣٤٥٦٧٨", "0612345678x", "\0"],
)
def test_other_things_get_an_example(typed: str) -> None:
    with pytest.raises(ValidationError, match="bijvoorbeeld 026 123 45 67"):
        validate_phone(typed)
