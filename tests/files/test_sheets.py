"""What people send is read, what nobody should send is refused in one sentence, what we write is no formula."""

import csv
from contextlib import suppress
from datetime import date, datetime
from io import BytesIO, StringIO

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from openpyxl import Workbook, load_workbook

from tests.files.make import bomb, excel_nl, saved, xlsx
from wijknet.files.sheets import Limits, Unreadable, read_rows, sheet_names, write_sheet
from wijknet.files.sheets.writing import guarded, unguarded

HEADS = ("Naam", "Telefoon")


def read(content: bytes, *, sheet: str = "") -> list[tuple[str, ...]]:
    return [row.cells for row in read_rows(content, sheet=sheet)]


@pytest.mark.parametrize(
    "content",
    [
        excel_nl([["Naam", "Telefoon"], ["Café Één", "026 1234567"]]),
        "Naam,Telefoon\nCafé Één,026 1234567\n".encode(),
        "\ufeffNaam;Telefoon\r\nCafé Één;026 1234567".encode(),
        "Naam\tTelefoon\nCafé Één\t026 1234567".encode("utf-16"),
        "sep=|\nNaam|Telefoon\nCafé Één|026 1234567".encode(),
        xlsx([HEADS, ("Café Één", "026 1234567")]),
    ],
)
def test_every_dialect_reads_the_same(content: bytes) -> None:
    assert read(content) == [HEADS, ("Café Één", "026 1234567")]


def test_a_sign_inside_quotes_does_not_cut() -> None:
    assert read(b'Naam;Adres\n"De Klare; bar";"Straat 1, Arnhem"\n"a\nb";c') == [
        ("Naam", "Adres"),
        ("De Klare; bar", "Straat 1, Arnhem"),
        ("a\nb", "c"),
    ]


def test_cells_read_as_people_see_them() -> None:
    book = Workbook()
    sheet = book.active
    assert sheet is not None
    sheet.append(
        [612345678, 12.0, 51.98, True, datetime.fromisoformat("2026-11-24"), date(2026, 1, 2), None, "#N/B", "x"]
    )
    sheet["A1"].number_format = "0000000000"
    sheet.merge_cells("I1:K2")
    assert read(saved(book)) == [
        ("0612345678", "12", "51,98", "ja", "24-11-2026", "02-01-2026", "", "#N/B", "x"),
    ]


def test_row_numbers_are_those_of_the_spreadsheet() -> None:
    rows = list(read_rows(b"a;b\n;\n\nc;d\n"))
    assert [(row.number, row.cells) for row in rows] == [(1, ("a", "b")), (4, ("c", "d"))]


def test_a_sheet_can_be_chosen() -> None:
    content = xlsx([["een"]], [["twee"]])
    assert sheet_names(content) == ["Blad1", "Blad2"]
    assert read(content, sheet="Blad2") == [("twee",)]
    assert sheet_names(b"a;b") == [""]
    with pytest.raises(Unreadable, match="blad"):
        read(content, sheet="Blad9")


@pytest.mark.parametrize(
    ("content", "words"),
    [
        (b"", "leeg"),
        (b" \r\n ", "leeg"),
        (b"<html><table><tr><td>a", "webpagina"),
        (b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1", "wachtwoord"),
        (b"%PDF-1.4", "geen CSV"),
        (b"a;b\0c", "geen CSV"),
        (b"PK\x03\x04", "geen CSV"),
        (bomb(70_000_000), "uitgepakt te groot"),
        (bomb(1_000), "beschadigd"),
        (xlsx([["x"]])[:-40], "geen CSV"),
        (b"a;b\n" + b'"' + b"x" * 200_000, "aanhalingsteken"),
        (b"a;b\n" + b"x" * 6_000 + b";1", "5000 tekens"),
        (b";".join([b"x"] * 300), "200 kolommen"),
        (b"x" * 10_000_001, "10 MB"),
        (b"a;b\n" * 10_001, "10000 rijen"),
        (xlsx([["x"] * 300]), "200 kolommen"),
    ],
)
def test_what_cannot_be_read_says_why(content: bytes, words: str) -> None:
    with pytest.raises(Unreadable, match=words):
        read(content)


def test_a_cell_at_the_far_edge_costs_nothing() -> None:
    book = Workbook()
    assert book.active is not None
    book.active["XFD1"] = "ver"
    book.active["A1"] = "Naam"
    assert read(saved(book)) == [("Naam",)]


def test_reading_stops_after_its_time() -> None:
    with pytest.raises(Unreadable, match="te lang"):
        list(read_rows(b"a;b\n" * 10, limits=Limits(seconds=-1)))


def test_a_formula_and_a_link_to_another_file_give_no_value() -> None:
    content = xlsx([["Naam"], ['=HYPERLINK("http://x")'], ["='[ander.xlsx]Blad1'!A1"], ["De Klare"]])
    assert read(content) == [("Naam",), ("De Klare",)]


@given(content=st.binary(max_size=300))
@settings(max_examples=150, deadline=None)
def test_no_bytes_break_reading(content: bytes) -> None:
    for start in (b"", b"PK\x03\x04", b"\xff\xfe", b'a;b\n"'):
        with suppress(Unreadable):
            list(read_rows(start + content))


@pytest.mark.parametrize("text", ["=1+1", "+31 26", "-x", "@SUM(A1)", "\t=1", " =1", "＝1", "\n=cmd|' /C calc'!A0"])
@pytest.mark.parametrize("kind", ["csv", "xlsx"])
def test_no_cell_is_a_formula(kind: str, text: str) -> None:
    content = write_sheet(kind, title="Plekken", heads=[text], rows=[[text]])
    if kind == "xlsx":
        sheet = load_workbook(BytesIO(content)).active
        assert sheet is not None
        assert {cell.data_type for row in sheet.iter_rows() for cell in row} == {"s"}
        assert all(str(cell.value).startswith("'") for row in sheet.iter_rows() for cell in row)
    else:
        rows = csv.reader(StringIO(content.decode("utf-8-sig"), newline=""), delimiter=";")
        assert [cell for row in rows for cell in row] == [f"'{text}"] * 2


@given(text=st.text(alphabet=st.characters(exclude_categories=["Cs", "Cc"]), max_size=40))
@settings(max_examples=100, deadline=None)
def test_what_was_guarded_comes_back(text: str) -> None:
    if not text.startswith("'"):
        assert unguarded(guarded(text)) == text.replace("\ufffe", "").replace("\uffff", "")


@pytest.mark.parametrize("kind", ["csv", "xlsx"])
def test_values_come_back_as_they_went(kind: str) -> None:
    row = ["Café", date(2026, 11, 24), 12, 51.98, True, None, "026 123 45 67", "regel\nregel"]
    content = write_sheet(kind, title="a/b:*?" * 10, heads=list("abcdefgh"), rows=[row])
    assert read(content)[1] == ("Café", "24-11-2026", "12", "51,98", "ja", "", "026 123 45 67", "regel\nregel")


def test_signs_that_no_sheet_can_hold_are_left_out() -> None:
    content = write_sheet("xlsx", title="x", heads=["a"], rows=[["a\0b\x0bc\ud800"]])
    assert read(content)[1] == ("abc",)
