"""When people meet in the demo: an office hour that repeats, a full talk where people wait, a tour, what has been."""

from datetime import datetime, time, timedelta
from typing import Any
from uuid import NAMESPACE_URL, uuid5

from initiatives.models import KEEP_REGISTRATIONS, Event, Registration
from initiatives.services import add_event, mark_came, register
from initiatives.services.events import Meeting, Repeats
from wijknet.areas.models import Area, Theme
from wijknet.pages.demo.actors import demo
from wijknet.pages.demo.initiatives import wijkmanager_of
from wijknet.ui.dates import AMSTERDAM, today

# In days from today, from and to on the clock.
MEETINGS: tuple[dict[str, Any], ...] = (
    {
        "wijk": "WK020207",
        "kind": "OFFICE_HOUR",
        "title": "Inloop met de wijkmanager",
        "place_text": "Buurthuis, Klarendalseweg",
        "text": "Loop binnen met een vraag, een zorg of een idee. Koffie staat klaar.",
        "when": (2, 10, 12),
        "weeks": 6,
    },
    {
        "wijk": "WK020207",
        "kind": "WIJK_TALK",
        "title": "Praat mee over het plein",
        "place_text": "Basisschool, Rappardstraat",
        "text": "Wat mis je op het plein? We kijken samen wat er kan. Kinderen mogen mee.",
        "when": (9, 19, 21),
        "theme": "Elkaar ontmoeten",
        "registration": True,
        "places": 3,
        "visitors": (("Rik", 2), ("Aylin", 1), ("Toos", 2)),
    },
    {
        "wijk": "WK020207",
        "kind": "INSPECTION",
        "title": "Schouw langs de donkere plekken",
        "place_text": "Start bij de brug",
        "when": (16, 17, 18),
        "public": False,
    },
    {
        "wijk": "WK020207",
        "kind": "ACTIVITY",
        "title": "Stekjes ruilen",
        "place_text": "Buurthuis, Klarendalseweg",
        "text": "Neem een stekje mee en ga met een ander naar huis.",
        "when": (-12, 14, 16),
        "theme": "Groene straten",
    },
    {
        "wijk": "WK020207",
        "kind": "THEME",
        "title": "Samen koken, hoe pakken we het aan?",
        "place_text": "Buurthuis, Klarendalseweg",
        "text": "We praten over de kookavond: wie kookt, wanneer, en wat hebben we nodig?",
        "when": (-6, 19, 21),
        "theme": "Elkaar ontmoeten",
        "registration": True,
        "places": 12,
        "visitors": (("Samira", 2), ("Ilse", 1), ("Hassan", 3), ("Joke", 1)),
        "came": ("Samira", "Hassan", "Joke"),
        "others": 6,
    },
    {
        "wijk": "WK020210",
        "kind": "FEEDBACK",
        "title": "Wat is er met jullie ideeën gedaan?",
        "place_text": "Wijkcentrum",
        "when": (5, 20, 21),
    },
)


def load() -> None:
    """Plan what is not planned yet."""
    places = Area.objects.filter(code__in={row["wijk"] for row in MEETINGS})
    wijken = {wijk.code: wijk for wijk in places.select_related("municipality__settings")}
    for row in MEETINGS:
        wijk = wijken.get(row["wijk"])
        if wijk is not None and not Event.objects.filter(area=wijk, title=demo(row["title"])).exists():
            plan(row, wijk)


def plan(row: dict[str, Any], wijk: Area) -> None:
    days, begins, ends = row["when"]
    on = today() + timedelta(days=days)
    event = add_event(
        area=wijk,
        meeting=Meeting(
            kind=row["kind"],
            title=demo(row["title"]),
            text=row.get("text", ""),
            place_text=row["place_text"],
            starts_at=datetime.combine(on, time(begins), tzinfo=AMSTERDAM),
            ends_at=datetime.combine(on, time(ends), tzinfo=AMSTERDAM),
            public=row.get("public", True),
            registration=row.get("registration", False),
            places=row.get("places"),
            themes=list(Theme.objects.filter(municipality=wijk.municipality_id or 0, name=row.get("theme", ""))),
        ),
        repeats=Repeats(rhythm="WEEK", last_on=on + timedelta(weeks=row["weeks"])) if "weeks" in row else None,
        key=uuid5(NAMESPACE_URL, f"demo-event-{wijk.code}-{row['title']}"),
        by=wijkmanager_of(wijk),
    )
    if "came" in row:
        look_back(event, row)
        return
    for name, people in row.get("visitors", ()):
        address = f"{name.lower()}@demo.example"
        key = uuid5(NAMESPACE_URL, f"demo-visitor-{event.pk}-{name}")
        register(event=event, name=demo(name), email=address, people=people, key=key)


def look_back(event: Event, row: dict[str, Any]) -> None:
    """Who came to what has been. Nobody can sign up for that any more, so these rows are not made by `register`."""
    rows = {
        name: Registration.objects.create(
            event=event,
            name=demo(name),
            people=people,
            state=Registration.State.PLACE,
            at=event.starts_at - timedelta(days=5),
            forget_on=event.day + KEEP_REGISTRATIONS,
        )
        for name, people in row["visitors"]
    }
    Event.objects.filter(pk=event.pk).update(taken=sum(one.people for one in rows.values()))
    came = [rows[name].pk for name in row["came"]]
    mark_came(event=event, came=came, others=row["others"], by=wijkmanager_of(event.area))
