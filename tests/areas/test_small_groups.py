"""No small group can be worked out from what is said: an attacker who may add and take away everything."""

from decimal import Decimal
from fractions import Fraction

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from wijknet.areas.small_groups import STANDS_FOR, SUMS, Cell, Values, too_few, unsaid, unsaid_of

GEMEENTE = 1
AGES = SUMS[1][1]
SEXES = ("Mannen", "Vrouwen")


def solved(said: Values, unknown: set[Cell], sums: list[tuple[Cell, list[Cell]]]) -> dict[Cell, Fraction]:
    """What plain elimination gets out of all sums: every unknown of which one value is left."""
    order = sorted(unknown)
    rows: list[list[Fraction]] = []
    for total, parts in sums:
        if not {total, *parts} <= unknown | said.keys():
            continue
        signs = [(total, -1), *((part, 1) for part in parts)]
        row = [Fraction(sum(sign for cell, sign in signs if cell == one)) for one in order]
        known = sum(Fraction(str(said[cell])) * sign for cell, sign in signs if cell not in unknown)
        rows.append([*row, Fraction(-known)])
    done = 0
    for column in range(len(order)):
        found = next((row for row in rows[done:] if row[column]), None)
        if found is None:
            continue
        rows.remove(found)
        found = [factor / found[column] for factor in found]
        rows = [[a - row[column] * b for a, b in zip(row, found, strict=True)] for row in rows]
        rows.insert(done, found)
        done += 1
    alone = [row for row in rows[:done] if sum(factor != 0 for factor in row[:-1]) == 1]
    return {order[next(i for i, factor in enumerate(row) if factor)]: row[-1] for row in alone}


def sums_of(wijken: list[int], codes: set[str]) -> list[tuple[Cell, list[Cell]]]:
    down = [((GEMEENTE, code), [(wijk, code) for wijk in wijken]) for code in sorted(codes)]
    across = [
        ((area, total), [(area, part) for part in parts]) for area in (GEMEENTE, *wijken) for total, parts in SUMS
    ]
    return down + [(total, parts) for total, parts in across if {total[1], *(code for _area, code in parts)} <= codes]


def counted(values: Values) -> tuple[tuple[int, str, Decimal | None], ...]:
    return tuple(sorted(((area, code, value) for (area, code), value in values.items()), key=lambda row: row[:2]))


def filled(people: list[list[int]], households: list[int]) -> Values:
    """A gemeente of which everything adds up: per wijk the five ages, the same people as men and women, households."""
    values: Values = {}
    for wijk, (ages, homes) in enumerate(zip(people, households, strict=True), start=2):
        men = sum(ages) // 3
        row = {**dict(zip(AGES, ages, strict=True)), "Mannen": men, "Vrouwen": sum(ages) - men, "Eigen": homes}
        row["AantalInwoners"] = sum(ages)
        values |= {(wijk, code): Decimal(value) for code, value in row.items()}
    for code in {code for _wijk, code in values}:
        values[GEMEENTE, code] = sum(
            (value or Decimal(0) for cell, value in values.items() if cell[1] == code), Decimal(0)
        )
    return values


few = st.one_of(st.integers(0, 12), st.integers(0, 12), st.integers(13, 400))
towns = st.integers(1, 5).flatmap(
    lambda count: st.tuples(
        st.lists(st.lists(few, min_size=5, max_size=5), min_size=count, max_size=count),
        st.lists(few, min_size=count, max_size=count),
    )
)


@settings(max_examples=60, deadline=None)
@given(
    town=towns,
    smallest=st.integers(5, 15),
    without=st.sets(st.tuples(st.integers(0, 4), st.integers(0, 7))),
    secret=st.booleans(),
)
def test_no_small_count_is_solved(
    town: tuple[list[list[int]], list[int]], smallest: int, without: set[tuple[int, int]], secret: bool
) -> None:
    true = filled(*town)
    wijken = sorted({area for area, _code in true} - {GEMEENTE})
    codes = sorted({code for _area, code in true})
    gone = {(wijken[w], codes[c]) for w, c in list(without)[:2] if w < len(wijken)}
    values = {
        cell: None if secret and cell in gone else value for cell, value in true.items() if secret or cell not in gone
    }
    hidden = set(unsaid(counted(values), GEMEENTE, frozenset(wijken), smallest)) & true.keys()
    unknown = hidden | gone
    said = {cell: value for cell, value in values.items() if cell not in unknown}
    small = {cell for cell in unknown if too_few(true[cell] or Decimal(0), smallest)}
    assert {
        cell for cell in values if values[cell] is not None and too_few(values[cell] or Decimal(0), smallest)
    } <= hidden
    found = solved(said, unknown, sums_of(wijken, set(codes)))
    assert not found.keys() & small
    if not gone:
        for total, parts in sums_of(wijken, set(codes)):
            inside = [part for part in parts if part in hidden]
            if total not in hidden and inside:
                assert len(inside) > 1
                assert sum(true[part] or Decimal(0) for part in inside) >= smallest


def test_the_attack_itself_works() -> None:
    """Without the rule beside the small one, subtraction gives it: else the test above proves nothing."""
    true = filled([[4, 50, 60, 70, 80], [30, 40, 50, 60, 70]], [50, 60])
    codes = {code for _area, code in true}
    unknown = {(2, AGES[0])}
    said = {cell: value for cell, value in true.items() if cell not in unknown}
    assert solved(said, unknown, sums_of([2, 3], codes)) == {(2, AGES[0]): Fraction(4)}


def town_of(values: dict[int, int], total: int) -> Values:
    return {(area, "Ouderen"): Decimal(value) for area, value in {**values, GEMEENTE: total}.items()}


@pytest.mark.parametrize(
    ("values", "total", "hidden"),
    [
        ({2: 40, 3: 50}, 90, set()),
        ({2: 0, 3: 50}, 50, set()),
        ({2: 4, 3: 50, 4: 60}, 114, {2, 3}),
        ({2: 4, 3: 5, 4: 60}, 69, {2, 3, 4}),
        ({2: 4, 3: 8, 4: 60}, 72, {2, 3}),
        ({2: 4, 3: 0, 4: 60}, 64, {2, 4}),
        ({2: 4}, 4, {1, 2}),
        ({2: 40, 3: 4}, 44, {2, 3}),
    ],
)
def test_the_smallest_other_wijk_goes_and_the_total_stays(values: dict[int, int], total: int, hidden: set[int]) -> None:
    found = unsaid(counted(town_of(values, total)), GEMEENTE, frozenset(values), 10)
    assert {area for area, _code in found} == hidden


def test_a_wijk_that_is_left_out_of_the_file_is_not_worked_out_either() -> None:
    rows = [(area, "Ouderen", 2024, value, "") for (area, _code), value in town_of({2: 60, 3: 50}, 114).items()]
    assert unsaid_of(rows, GEMEENTE, 10).cells == set()
    rows.append((4, "Ouderen", 2024, None, "ONTBREEKT"))
    assert unsaid_of(rows, GEMEENTE, 10).cells == {(2024, 3, "Ouderen")}


def test_what_is_worked_out_from_an_unsaid_count_is_not_said() -> None:
    values: Values = {(2, "AantalInwoners"): Decimal(4), (3, "AantalInwoners"): Decimal(50)}
    found = unsaid(counted(values), GEMEENTE, frozenset({2, 3}), 10)
    names = {name for area, name in found if area == 2}
    assert {"AantalInwoners", "Bevolkingsdichtheid", "GemiddeldeHuishoudensgrootte"} <= names
    assert names - {"AantalInwoners"} == {name for name, bases in STANDS_FOR.items() if "AantalInwoners" in bases}
    assert not {name for area, name in found if area == 3}


def test_men_go_with_women_and_in_another_wijk_too() -> None:
    values: Values = {}
    for wijk, (men, women) in {2: (60, 4), 3: (50, 55), 4: (80, 90)}.items():
        values |= {(wijk, "Mannen"): Decimal(men), (wijk, "Vrouwen"): Decimal(women)}
        values[wijk, "AantalInwoners"] = Decimal(men + women)
    for code in (*SEXES, "AantalInwoners"):
        values[GEMEENTE, code] = sum((values[wijk, code] or Decimal(0) for wijk in (2, 3, 4)), Decimal(0))
    found = unsaid(counted(values), GEMEENTE, frozenset({2, 3, 4}), 10)
    assert found == {(wijk, code) for wijk in (2, 3) for code in SEXES}
