"""Hours and roles of one colleague, for that colleague alone; and of a team, from four people up.

Nothing here takes a person from an address: who looks is whose work it is. Nothing is counted in a gemeente
whose works council did not agree (`agreed`).
"""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date
from typing import Any

from django.db.models import Count, OuterRef, QuerySet, Subquery, Sum, Value
from django.db.models.functions import Coalesce, TruncMonth, TruncWeek

from wijknet.accounts.models import User
from wijknet.areas.models import Area, MunicipalitySettings
from wijknet.casework.models import Case, ContactMoment, Step
from wijknet.casework.periods import Period, last_months
from wijknet.roles import BY_ROLE, ROLES, Role, RoleText
from wijknet.ui import dates
from wijknet.ui.pieces import Bar

# A sum over fewer people tells something of one of them.
TEAM_FROM = 4
NO_ROLE, NO_THEME = "Nog geen rol", "Nog geen thema"


def agreed(municipality_ids: Iterable[int]) -> frozenset[int]:
    """The gemeenten among these whose works council agreed to show hours and roles."""
    rows = MunicipalitySettings.objects.works_council_agreed(dates.today())
    return frozenset(rows.filter(municipality__in=set(municipality_ids)).values_list("municipality", flat=True))


def hours(minutes: int) -> str:
    """`6 uur en 30 minuten`, as people say it."""
    whole, rest = divmod(minutes, 60)
    parts = [f"{whole} uur"] if whole else []
    if rest or not whole:
        parts.append(f"{rest} {'minuut' if rest == 1 else 'minuten'}")
    return " en ".join(parts)


@dataclass(frozen=True, slots=True, kw_only=True)
class Share:
    """One line of a division of hours: a role, a wijk, a theme or a week."""

    label: str
    minutes: int
    role: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class Hours:
    """The talks of one colleague in a period."""

    minutes: int
    talks: int
    roles: list[Share]
    wijken: list[Share]
    themes: list[Share]
    weeks: list[Share]


def my_talks(user: User, period: Period, municipality_ids: frozenset[int], area: Area | None) -> QuerySet[Any]:
    """Every talk that I wrote down, also what I kept for myself."""
    first, after = period.bounds
    rows = ContactMoment.objects.filter(by=user, at__gte=first, at__lt=after, municipality__in=municipality_ids)
    return (rows.in_area(area) if area is not None else rows).order_by()


def hours_of(user: User, period: Period, municipality_ids: frozenset[int], area: Area | None = None) -> Hours:
    """Five queries, however many talks. A talk with two themes counts at both."""
    rows = my_talks(user, period, municipality_ids, area)
    total = rows.aggregate(minutes=Sum("minutes"), talks=Count("pk"))
    by_role = dict(_minutes(rows.annotate(role=_role()), "role"))
    labels = [(text.role.value, text.label) for text in ROLES] + [("", NO_ROLE)]
    weeks = rows.annotate(week=TruncWeek("at", tzinfo=dates.AMSTERDAM))
    return Hours(
        minutes=total["minutes"] or 0,
        talks=total["talks"],
        roles=[Share(label=label, minutes=by_role[role], role=role) for role, label in labels if role in by_role],
        wijken=_shares(rows, "area__name", ""),
        themes=_shares(rows, "themes__name", NO_THEME),
        weeks=[
            Share(label=f"week van {dates.short_day(week)}", minutes=minutes)
            for week, minutes in sorted(_minutes(weeks, "week"))
        ],
    )


def minutes_in(user: User, period: Period, municipality_ids: frozenset[int], area: Area | None = None) -> int:
    rows = my_talks(user, period, municipality_ids, area)
    return int(rows.aggregate(minutes=Sum("minutes"))["minutes"] or 0)


def _role() -> Coalesce:
    """A talk has no role; it belongs to what came of it: its step, or the case of its talk, signal or initiative."""
    step = Step.objects.filter(moment=OuterRef("pk")).order_by("at", "pk").values("role")[:1]
    ways = ("from_moment", "pk"), ("signal", "signal"), ("initiative", "initiative")
    cases = [
        Subquery(Case.objects.filter(**{name: OuterRef(own)}).order_by("-opened_at", "-pk").values("role")[:1])
        for name, own in ways
    ]
    return Coalesce(Subquery(step), *cases, Value(""))


def _minutes(rows: QuerySet[Any], name: str) -> list[tuple[Any, int]]:
    return list(rows.values(name).annotate(sum=Sum("minutes")).values_list(name, "sum"))


def _shares(rows: QuerySet[Any], name: str, nothing: str) -> list[Share]:
    found = [Share(label=label or nothing, minutes=minutes) for label, minutes in _minutes(rows, name)]
    return sorted(found, key=lambda share: (share.label == nothing, -share.minutes, share.label))


def bars_of(shares: Iterable[Share]) -> list[Bar]:
    """The same as bars on one scale; the longest is full."""
    rows = list(shares)
    largest = max((share.minutes for share in rows), default=0)
    return [
        Bar(
            label=share.label,
            words=hours(share.minutes),
            share=round(100 * share.minutes / largest) if largest else 0,
            role=share.role,
        )
        for share in rows
    ]


# Roles over time ----------------------------------------------------------------------------------------


@dataclass(frozen=True, slots=True, kw_only=True)
class Column:
    """One month of one role in the picture; sizes in the units of its drawing."""

    month: date
    count: int
    x: int
    y: int
    height: int

    @property
    def middle(self) -> int:
        return self.x + WIDTH // 2

    @property
    def above(self) -> int:
        return self.y - 5

    @property
    def short(self) -> str:
        name = dates.month(self.month)[:3]
        return "mrt" if name == "maa" else name


@dataclass(frozen=True, slots=True, kw_only=True)
class Balance:
    """Steps in one role, month by month."""

    text: RoleText
    total: int
    columns: list[Column]


WIDTH, GAP, TOP, TALLEST = 22, 6, 20, 60


def balance_of(user: User, day: date, municipality_ids: frozenset[int], area: Area | None = None) -> list[Balance]:
    """My steps per role in the twelve months up to this day: one query. What came in by a link is not my step."""
    months = last_months(day)
    first, after = Period(first=months[0], last=day).bounds
    rows = Step.objects.filter(by=user, answer=None, at__gte=first, at__lt=after)
    rows = rows.filter(case__municipality__in=municipality_ids)
    if area is not None:
        rows = rows.filter(case__area=area)
    counted = (
        rows.order_by()
        .annotate(month=TruncMonth("at", tzinfo=dates.AMSTERDAM))
        .values_list("month", "role")
        .annotate(number=Count("pk"))
    )
    found = {(dates.local_date(month), role): number for month, role, number in counted}
    largest = max(found.values(), default=0)
    return [_balance(text, months, found, largest) for text in ROLES]


def _balance(text: RoleText, months: list[date], found: dict[tuple[date, str], int], largest: int) -> Balance:
    columns = []
    for place, month in enumerate(months):
        count = found.get((month, text.role.value), 0)
        height = max(2, round(TALLEST * count / largest)) if count else 0
        x = GAP // 2 + place * (WIDTH + GAP)
        columns.append(Column(month=month, count=count, x=x, y=TOP + TALLEST - height, height=height))
    return Balance(text=text, total=sum(column.count for column in columns), columns=columns)


def month_rows(balance: list[Balance]) -> list[tuple[date, list[tuple[str, int]]]]:
    """The same as a table: a month with its number per role, newest first."""
    months = [column.month for column in balance[0].columns]
    rows = [
        (month, [(role.text.label, role.columns[place].count) for role in balance])
        for place, month in enumerate(months)
    ]
    return rows[::-1]


# The team -----------------------------------------------------------------------------------------------


@dataclass(frozen=True, slots=True, kw_only=True)
class TeamTotal:
    """Hours and steps of everybody in a gemeente; what too few people did is not told."""

    municipality: str
    words: str
    roles: list[tuple[str, str]]


TOO_FEW = f"minder dan {TEAM_FROM} mensen: dat laten we niet zien"


def team_total(municipality: Area, period: Period) -> TeamTotal:
    """Two queries that count people and never name one. What somebody keeps for themselves is not in it.

    Only for a quarter that is over: the difference between two days would be the work of one.
    """
    first, after = period.bounds
    talks = ContactMoment.objects.filter(municipality=municipality, at__gte=first, at__lt=after)
    talks = talks.exclude(visibility=ContactMoment.Visibility.ONLY_ME)
    sums = talks.aggregate(minutes=Sum("minutes"), people=Count("by", distinct=True))
    steps = Step.objects.filter(case__municipality=municipality, answer=None, at__gte=first, at__lt=after)
    counted = steps.order_by().values_list("role").annotate(number=Count("pk"), people=Count("by", distinct=True))
    roles = {role: f"{number} stappen" if people >= TEAM_FROM else TOO_FEW for role, number, people in counted}
    return TeamTotal(
        municipality=municipality.name,
        words=hours(sums["minutes"] or 0) if sums["people"] >= TEAM_FROM else TOO_FEW,
        roles=[(BY_ROLE[Role(role)].label, words) for role, words in roles.items()],
    )
