"""Rows of files with who to speak to at a place, and with desks and colleagues of the gemeente."""

from collections import defaultdict
from collections.abc import Callable
from datetime import date
from typing import Any, cast

from django.db.models import Model
from django.utils.translation import gettext as _

from actors.models import MunicipalContact, Person, PersonFunction
from actors.services.contacts import add_municipal_contact, change_municipal_contact
from actors.services.imports.book import Book, in_parts
from actors.services.imports.plan import Outcome, Step, Values, differing, refuse
from actors.services.people import NO_PERSONS_HERE, add_person_function
from wijknet.ui.dates import today
from wijknet.ui.text import fold, sort_key

UNKNOWN_DEPUTY = "De vervanger ‘%(name)s’ kennen we niet. Schrijf de afdeling, of ‘afdeling: naam’."
_RULES = {constraint.name: constraint.violation_error_message for constraint in Person._meta.constraints}


class PlanPeople:
    """Somebody who is there already is left alone: a file never overwrites what is known of a person."""

    def __init__(self, book: Book, rows: list[Values]) -> None:
        self.book = book
        book.load_actors(row["actor"] for row in rows if row.get("actor"))
        self.here: dict[int, list[PersonFunction]] = defaultdict(list)
        actors = [actor.pk for row in rows if row.get("actor") for actor in book.actors_named(row["actor"])]
        for part in in_parts(actors):
            for function in PersonFunction.objects.current().filter(actor__in=part).select_related("person"):
                self.here[function.actor_id].append(function)

    def __call__(self, number: int, values: Values) -> Step:
        facts = dict(values)
        actor = self.book.actor(facts.pop("actor"), "actor")
        if actor.kind.sensitive:
            raise refuse("actor", _(NO_PERSONS_HERE))
        name, title = facts["name"], facts["title"]
        _keep_the_rules(facts)
        self.book.once(number, actor.pk, fold(name))
        known = next((each for each in self.here[actor.pk] if fold(each.person.name) == fold(name)), None)
        if known is not None:
            person = {key: value for key, value in facts.items() if key not in {"title", "start", "name"}}
            if fold(known.title) != fold(title) or differing(known.person, person):
                raise refuse("name", _("Deze persoon staat er al, met andere gegevens. Pas dat aan bij de plek zelf."))
            return Step(number=number, outcome=Outcome.SAME, label=str(actor))

        def write() -> Person:
            # The person goes when the import is undone, and the function with them.
            made: Person = add_person_function(by=self.book.viewer, actor=actor, **cast("Any", facts)).person
            return made

        return Step(number=number, outcome=Outcome.NEW, label=str(actor), write=write)


def _keep_the_rules(facts: Values) -> None:
    """What the table of persons asks, said before anything is written."""
    told, until, consent = facts.get("told_on"), facts.get("retain_until"), facts.get("consent_text", "")
    by_consent = facts["ground"] == Person.Ground.CONSENT
    if by_consent != bool(consent) or (by_consent and not (told and until)):
        raise refuse("ground", str(_RULES["actors_person_ground"]))
    if bool(told) != bool(facts.get("told_how")):
        raise refuse("told_on", str(_RULES["actors_person_told_whole"]))
    if told and until and until < told:
        raise refuse("retain_until", str(_RULES["actors_person_dates"]))
    for column in ("told_on", "start"):
        day: date | None = facts.get(column)
        if day and day > today():
            raise refuse(column, _("Deze dag is nog niet geweest."))


class PlanContacts:
    """The same desk or colleague: by number, else by department and name."""

    def __init__(self, book: Book, rows: list[Values]) -> None:
        self.book = book
        known = MunicipalContact.objects.current().select_related("deputy").prefetch_related("themes", "wijken")
        self.numbered = book.load_numbered(known, (row["number"] for row in rows if row.get("number")))
        self.in_file = {_sort_name(row["department"], row.get("name", "")) for row in rows if row.get("department")}
        deputies = {_deputy_name(row["deputy"]) for row in rows if row.get("deputy")}
        self.named: dict[str, MunicipalContact] = {}
        for part in in_parts(self.in_file | deputies):
            for contact in known.filter(municipality=book.run.municipality_id, sort_name__in=part):
                self.named.setdefault(contact.sort_name, contact)

    def __call__(self, number: int, values: Values) -> Step:
        facts = dict(values)
        self._refuse_other_gemeente(facts.pop("municipality", ""))
        known_number, department = facts.pop("number", None), facts.pop("department")
        themes = {self.book.theme(text) for text in facts.pop("themes", [])}
        wijken = {self.book.any_wijk(text, "wijken") for text in facts.pop("wijken", [])}
        sort_name = _sort_name(department, facts.get("name", ""))
        then = self._take_deputy(facts, sort_name)
        target = self.numbered.get(known_number) if known_number else self.named.get(sort_name)
        if target is None:
            self.book.once(number, sort_name)
            return Step(
                number=number,
                outcome=Outcome.NEW,
                label=department,
                write=lambda: add_municipal_contact(
                    by=self.book.viewer,
                    municipality=self.book.municipality,
                    department=department,
                    themes=themes,
                    wijken=wijken,
                    **cast("Any", facts),
                ),
                then=then,
            )
        self.book.once(number, target.pk)
        changed = differing(target, {"department": department, **facts})
        links: dict[str, set[Any]] = {name: set(getattr(target, name).all()) for name in ("themes", "wijken")}
        given: dict[str, set[Any]] = {"themes": themes, "wijken": wijken}
        changed |= {name: links[name] | given[name] for name in links if given[name] - links[name]}
        if not changed and then is None:
            return Step(number=number, outcome=Outcome.SAME, label=department)
        mine: dict[str, Any] = {"department": target.department, **links} | changed
        return Step(
            number=number,
            outcome=Outcome.CHANGED,
            label=target.department,
            write=lambda: change_municipal_contact(
                contact=target, by=self.book.viewer, version=target.version, **cast("Any", mine)
            ),
            target=target,
            fields=(*changed, *(["deputy"] if then else [])),
            many=("themes", "wijken"),
            then=then,
        )

    def _take_deputy(self, facts: Values, own_name: str) -> Callable[[Model], Model] | None:
        """The deputy, when we know that one already; else the deputy is a row of this file, and comes afterwards."""
        text = facts.pop("deputy", "")
        if not text:
            return None
        name = _deputy_name(text)
        if name == own_name:
            raise refuse("deputy", _("Kies een ander als vervanger."))
        if name in self.named:
            facts["deputy"] = self.named[name]
            return None
        if name not in self.in_file:
            raise refuse("deputy", _(UNKNOWN_DEPUTY) % {"name": text})

        def then(written: Model) -> Model:
            contact = cast("MunicipalContact", written)
            deputy = MunicipalContact.objects.current().filter(municipality=contact.municipality_id, sort_name=name)
            found = deputy.order_by("pk").first()
            if found is None:
                raise refuse("deputy", _(UNKNOWN_DEPUTY) % {"name": text})
            return change_municipal_contact(
                contact=contact,
                by=self.book.viewer,
                version=contact.version,
                department=contact.department,
                themes=contact.themes.all(),
                wijken=contact.wijken.all(),
                deputy=found,
            )

        return then

    def _refuse_other_gemeente(self, text: str) -> None:
        here = self.book.municipality
        if text and fold(text).removeprefix("gemeente ") not in {fold(here.name), fold(here.code)}:
            raise refuse("municipality", _("Deze rij hoort bij een andere gemeente."))


def _deputy_name(text: str) -> str:
    """As `str` of a contact writes it ("Bureau Verkeer: loket"), made like `_sort_name`."""
    department, _colon, name = text.partition(":")
    return _sort_name(department, name.strip())


def _sort_name(department: str, name: str) -> str:
    return sort_key(f"{department} {name}") or "-"
