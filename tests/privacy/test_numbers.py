"""BSN and IBAN go out of a text; everything else stays letter for letter. All numbers are made up."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from wijknet.privacy.numbers import is_bsn, is_iban, mask


@pytest.mark.parametrize(
    "typed",
    [
        "123456782",
        "123.456.782",
        "123 456 782",
        "1234.56.782",
        "1234-56-782",
        "12.34.56.782",
        "111222333",
        "012345672",
        "12345672",
    ],
)
def test_a_bsn_is_taken_out(typed: str) -> None:
    masked = mask(f"Zijn nummer: {typed}, zei hij.")
    assert masked.text == "Zijn nummer: [BSN], zei hij."
    assert masked.found == ("BSN",)


@pytest.mark.parametrize("typed", ["BSN123456782", "bsn: 123 45 67 82", "BSN nummer 12-34-56-78-2"])
def test_the_word_bsn_makes_every_grouping_one(typed: str) -> None:
    assert mask(typed).found == ("BSN",)
    assert not any(letter.isdigit() for letter in mask(typed).text)


def test_a_number_beside_a_bsn_stays() -> None:
    assert mask("Akkerstraat 12 123456782 kwam langs").text == "Akkerstraat 12 [BSN] kwam langs"


@pytest.mark.parametrize(
    "typed",
    [
        "123456789",
        "000000000",
        "06 12 34 56 78",
        "0612345678",
        "+31 6 12345678",
        "26-11-2026",
        "van 12.30-14.00 uur",
        "2024-2025",
        "€ 12.345.678",
        "KvK 12345672",
        "KvK-nummer: 12345672",
        "0800 1234",
        "WN-2026-0001",
        "1234567823",
        "A123456782",
    ],
)
def test_other_numbers_stay(typed: str) -> None:
    assert mask(typed) == mask(typed).__class__(typed)


@pytest.mark.parametrize(
    "typed",
    [
        "NL91ABNA0417164300",
        "NL91 ABNA 0417 1643 00",
        "nl91abna0417164300",
        "NL91.ABNA.0417.1643.00",
        "DE89 3704 0044 0532 0130 00",
        "BE68 5390 0754 7034",
        "GB82 WEST 1234 5698 7654 32",
    ],
)
def test_an_iban_is_taken_out(typed: str) -> None:
    masked = mask(f"Geld naar {typed} van de tuin.")
    assert masked.text == "Geld naar [IBAN] van de tuin."
    assert masked.found == ("IBAN",)


@pytest.mark.parametrize("typed", ["NL91ABNA0417164301", "NL91ABNA04171643", "XX91ABNA0417164300", "De 12 Apostelen"])
def test_what_fails_the_test_is_no_iban(typed: str) -> None:
    assert mask(typed).found == ()


def test_both_in_one_text_in_the_order_of_the_text() -> None:
    masked = mask("NL91ABNA0417164300 en 123456782 en 111222333")
    assert masked.text == "[IBAN] en [BSN] en [BSN]"
    assert masked.found == ("IBAN", "BSN", "BSN")


@given(st.text(max_size=200))
def test_text_without_numbers_stays_and_masking_twice_changes_nothing(text: str) -> None:
    once = mask(text)
    assert mask(once.text).text == once.text
    if not once.found:
        assert once.text == text


def test_the_eleven_test_refuses_ten_of_eleven_numbers() -> None:
    passed = sum(is_bsn(f"{number:09}") for number in range(100_000_007, 999_999_999, 81_817))
    assert 900 < passed < 1100


def test_mod_97() -> None:
    assert is_iban("NL91ABNA0417164300")
    assert not is_iban("NL19ABNA0417164300")
