"""Rows of files with who to speak to at a place, and with desks and colleagues of the gemeente."""

from collections import defaultdict
from datetime import date
from typing import Any, cast

from django.utils.translation import gettext as _

from actors.models import MunicipalContact, Person, PersonFunction
from actors.services.contacts import add_municipal_contact, change_municipal_contact
from actors.services.imports.book import Book, in_parts
from actors.services.imports.plan import Outcome, Step, Values, differing, nothing_to_write, refuse
from actors.services.people import NO_PERSONS_HERE, add_person_function
from wijknet.ui.dates import today
from wijknet.ui.text import fold, sort_key

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
            return Step(number=number, outcome=Outcome.SAME, label=str(actor), write=nothing_to_write)

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
        known = MunicipalContact.objects.current().prefetch_related("themes", "wijken")
        self.numbered = book.load_numbered(known, (row["number"] for row in rows if row.get("number")))
        names = (_sort_name(row["department"], row.get("name") or "") for row in rows if row.get("department"))
        self.named: dict[str, MunicipalContact] = {}
        for part in in_parts(names):
            for contact in known.filter(municipality=book.run.municipality_id, sort_name__in=part):
                self.named.setdefault(contact.sort_name, contact)

    def __call__(self, number: int, values: Values) -> Step:
        facts = dict(values)
        self._refuse_other_gemeente(facts.pop("municipality", ""))
        known_number, department = facts.pop("number", None), facts.pop("department")
        themes = {self.book.theme(text) for text in facts.pop("themes", [])}
        wijken = {self.book.any_wijk(text, "wijken") for text in facts.pop("wijken", [])}
        sort_name = _sort_name(department, facts.get("name", ""))
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
            )
        self.book.once(number, target.pk)
        changed = differing(target, {"department": department, **facts})
        links: dict[str, set[Any]] = {name: set(getattr(target, name).all()) for name in ("themes", "wijken")}
        given: dict[str, set[Any]] = {"themes": themes, "wijken": wijken}
        changed |= {name: links[name] | given[name] for name in links if given[name] - links[name]}
        if not changed:
            return Step(number=number, outcome=Outcome.SAME, label=department, write=nothing_to_write)
        mine: dict[str, Any] = {"department": target.department, **links} | changed
        return Step(
            number=number,
            outcome=Outcome.CHANGED,
            label=target.department,
            write=lambda: change_municipal_contact(
                contact=target, by=self.book.viewer, version=target.version, **cast("Any", mine)
            ),
            target=target,
            fields=tuple(changed),
            many=("themes", "wijken"),
        )

    def _refuse_other_gemeente(self, text: str) -> None:
        here = self.book.municipality
        if text and fold(text).removeprefix("gemeente ") not in {fold(here.name), fold(here.code)}:
            raise refuse("municipality", _("Deze rij hoort bij een andere gemeente."))


def _sort_name(department: str, name: str) -> str:
    return sort_key(f"{department} {name}") or "-"
