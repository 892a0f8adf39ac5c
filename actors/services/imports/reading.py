"""From a stored file to a plan: what each row would do, and which rows are wrong."""

from dataclasses import dataclass
from typing import Any

from django.core.exceptions import ValidationError
from django.utils.text import get_text_list
from django.utils.translation import gettext as _

from actors.exchange.cells import read_cell
from actors.exchange.columns import SHEETS, Cell, Column, Sheet
from actors.exchange.guess import ROWS_ABOVE, guess_columns, guess_head_row
from actors.models import ImportRun
from actors.services.imports.book import Book
from actors.services.imports.graph import plan_graph, wrong_points
from actors.services.imports.people import PlanContacts, PlanPeople
from actors.services.imports.places import PlanActors, PlanNetworks
from actors.services.imports.plan import Outcome, Plan, Step, Values, Wrong
from actors.services.imports.ties import PlanReach, PlanTies
from wijknet.access import Viewer
from wijknet.files.networks import FileNetwork, unpacked
from wijknet.files.services import files_of, read_file
from wijknet.files.sheets import Limits, Row, Unreadable, read_rows, sheet_names
from wijknet.privacy.freetext import warnings

LIMITS = Limits()
_PLANNERS: dict[str, Any] = {
    "actors": PlanActors,
    "people": PlanPeople,
    "contacts": PlanContacts,
    "networks": PlanNetworks,
    "ties": PlanTies,
    "reach": PlanReach,
}


@dataclass(frozen=True, slots=True)
class FileView:
    """What the page of the columns shows of a file: its sheets, the first rows, and what we guess."""

    sheets: list[str]
    sheet: str
    rows: list[Row]
    head_row: int
    heads: tuple[str, ...]
    guess: dict[str, int]

    def sample(self, place: int) -> str:
        """The first value under a header."""
        below = (row.cells[place] for row in self.rows if row.number > self.head_row and place < len(row.cells))
        return next((cell for cell in below if cell), "")


def sheet_of(run: ImportRun) -> Sheet:
    return SHEETS[run.kind]


def content_of(run: ImportRun) -> bytes:
    """The bytes of the file. `Unreadable` when its term was over."""
    stored = files_of(run)
    if not stored:
        raise Unreadable(_("Het bestand is al weg. Kies het opnieuw."))
    try:
        return read_file(stored[0])
    except FileNotFoundError as error:
        raise Unreadable(_("Het bestand is al weg. Kies het opnieuw.")) from error


def network_of(run: ImportRun) -> FileNetwork:
    """The network that was kept of a network file."""
    return unpacked(content_of(run))


def view_file(run: ImportRun, content: bytes | None = None, *, sheet: str = "", head_row: int = 0) -> FileView:
    """A first look. Without `head_row` it is guessed."""
    given = content if content is not None else content_of(run)
    names = sheet_names(given, LIMITS)
    chosen = sheet if sheet in names else names[0]
    rows = []
    for row in read_rows(given, sheet=chosen, limits=LIMITS):
        rows.append(row)
        if row.number > max(head_row, ROWS_ABOVE) + 5:
            break
    if not rows:
        raise Unreadable(_("Op dit blad staat niets."))
    number = head_row or guess_head_row(sheet_of(run), rows)
    heads = next((row.cells for row in rows if row.number == number), ())
    return FileView(names, chosen, rows, number, heads, guess_columns(sheet_of(run), heads))


def read_plan(run: ImportRun, viewer: Viewer, *, with_asks: bool = False) -> Plan:
    """All rows below the header, looked up together. Writes nothing. `with_asks` looks into the texts too."""
    if run.kind == ImportRun.Kind.GRAPH:
        return plan_graph(run, viewer, network_of(run))
    plan = Plan()
    good: list[tuple[int, Values]] = []
    for row in _rows(run):
        values, wrong = _values(run, row)
        plan.wrong += wrong
        if not wrong:
            good.append((row.number, values))
    planner = _PLANNERS[run.kind](Book(run, viewer), [values for _number, values in good])
    for number, values in good:
        try:
            step = planner(number, values)
            plan.steps.append(step)
            if with_asks:
                plan.asks += _asks(run, step, values)
        except ValidationError as refusal:
            plan.wrong += wrong_of(run, number, refusal)
    plan.wrong.sort(key=lambda each: each.number)
    return plan


def _asks(run: ImportRun, step: Step, values: Values) -> list[Wrong]:
    """What a form would ask about a text before it is saved. The words themselves are not remembered."""
    found = []
    for column in sheet_of(run).columns:
        written = step.outcome == Outcome.NEW or column.name in step.fields
        if column.cell == Cell.FREE and column.name in values and written:
            kinds = dict.fromkeys(finding.kind.label for finding in warnings(values[column.name]))
            if kinds:
                text = _("Hier staat %(kinds)s.") % {"kinds": get_text_list(list(kinds), _("en"))}
                found.append(Wrong(step.number, column.head, text))
    return found


def wrong_of(run: ImportRun, number: int, refusal: ValidationError) -> list[Wrong]:
    """The sentences of a refusal, with the heads of the columns that they are about."""
    known = {column.name: column.head for column in (SHEETS[run.kind].columns if run.kind in SHEETS else ())}
    errors = getattr(refusal, "message_dict", {"": refusal.messages})
    return [Wrong(number, known.get(name, ""), text) for name, texts in errors.items() for text in texts]


def wrong_rows(run: ImportRun, viewer: Viewer) -> tuple[list[str], list[list[str]]]:
    """Header and rows of a file with only what is wrong, as it was sent, and why in a last column."""
    if run.kind == ImportRun.Kind.GRAPH:
        return wrong_points(run, read_plan(run, viewer))
    why: dict[int, list[str]] = {}
    for each in read_plan(run, viewer).wrong:
        why.setdefault(each.number, []).append(f"{each.column}: {each.message}" if each.column else each.message)
    heads: list[str] = []
    rows = []
    for row in read_rows(content_of(run), sheet=run.sheet, limits=LIMITS):
        if row.number == run.head_row:
            heads = list(row.cells)
        elif row.number in why:
            rows.append([*row.cells, *[""] * (len(heads) - len(row.cells)), " ".join(why[row.number])])
    return [*heads, _("Wat klopt er niet")], rows


def _rows(run: ImportRun) -> list[Row]:
    every = read_rows(content_of(run), sheet=run.sheet, limits=LIMITS)
    found = [row for row in every if row.number > run.head_row]
    if not found:
        raise Unreadable(_("Onder de kopjes staan geen rijen."))
    return found


def _values(run: ImportRun, row: Row) -> tuple[Values, list[Wrong]]:
    """The values of a row by column name; what is empty is left out, or gets the answer for all rows."""
    values: Values = {}
    wrong = []
    for column in sheet_of(run).columns:
        place = run.mapping.get(column.name)
        text = row.cells[place] if place is not None and place < len(row.cells) else ""
        try:
            value = read_cell(column, text)
            if value is None and column.name in run.fills:
                value = read_cell(column, run.fills[column.name])
        except ValidationError as refusal:
            wrong += [Wrong(row.number, column.head, message) for message in refusal.messages]
            continue
        if value is not None:
            values[column.name] = value
        elif column.required:
            wrong.append(Wrong(row.number, column.head, _missing(column)))
    return values, wrong


def _missing(column: Column) -> str:
    return _("Vul in: %(label)s") % {"label": column.head}
