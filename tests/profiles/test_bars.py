"""Bars of a wijk beside its gemeente: shares of people, other figures as they are, and nothing that is hidden."""

from typing import Any

from wijknet.profiles.bars import Bar, bars_of


def figure(code: str, here: str | None, beside: str | None, *, text: str = "", unit: str = "") -> dict[str, Any]:
    return {
        "code": code,
        "name": code.lower(),
        "value": here,
        "text": text or here or "",
        "unit": unit,
        "beside_value": beside,
        "beside_text": f"{beside} {unit}".strip(),
    }


def test_people_are_drawn_as_their_share() -> None:
    rows = [figure("AantalInwoners", "200.0000", "4000.0000"), figure("Vrouwen", "150.0000", "2000.0000")]
    assert bars_of(rows) == [Bar(name="vrouwen", here=75, here_text="75%", beside=50, beside_text="50%")]


def test_without_a_whole_there_is_no_share() -> None:
    assert bars_of([figure("Vrouwen", "150", "2000")]) == []
    assert bars_of([figure("AantalInwoners", None, "4000"), figure("Vrouwen", "150", "2000")]) == []
    assert bars_of([figure("AantalInwoners", "0", "4000"), figure("Vrouwen", "0", "2000")]) == []


def test_what_is_hidden_is_not_drawn() -> None:
    rows = [figure("AantalInwoners", "200", "4000"), figure("Mannen", None, "2000"), figure("Vrouwen", "9", None)]
    assert bars_of(rows) == []


def test_other_figures_are_drawn_beside_the_larger() -> None:
    dense = figure("Bevolkingsdichtheid", "1000", "4000", text="1.000 inwoners per km²", unit="inwoners per km²")
    rent = figure("HuurwoningenTotaal", "60", "45", text="60%")
    count = figure("Woningvoorraad", "100", "9000")
    bars = bars_of([dense, rent, count])
    assert [(bar.name, bar.here, bar.beside) for bar in bars] == [
        ("bevolkingsdichtheid", 25, 100),
        ("huurwoningentotaal", 60, 45),
    ]
    assert bars[0].here_text == "1.000 inwoners per km²"


def test_nothing_and_below_nothing_have_no_length() -> None:
    assert [bar.here for bar in bars_of([figure("Groei", "-3", "0", text="-3 per jaar", unit="per jaar")])] == [0]
