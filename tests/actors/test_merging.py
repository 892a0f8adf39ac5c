"""Two records of one place become one, with everything that hangs on them; and apart again, as it was."""

import json
from datetime import date, timedelta
from typing import Any
from uuid import uuid4

import pytest
from django.apps import apps
from django.core.exceptions import ValidationError
from django.core.serializers import serialize
from django.db import models
from django.utils import timezone

from actors.models import (
    Actor,
    ActorKind,
    ActorMerge,
    InformalNetwork,
    MergeLine,
    NotDuplicate,
    PersonFunction,
    Reach,
    Tie,
)
from actors.services import (
    add_actor,
    add_network,
    add_person_function,
    add_tie,
    change_actor,
    clear_old,
    erase_person,
    keep_apart,
    merge_actors,
    note_approach,
    set_reach,
    undo_merge,
)
from actors.services.merging import links_to_actor, what_moves
from tests.actors.places import kind_named
from wijknet.accounts.models import User
from wijknet.areas.models import Area, ResidentGroup
from wijknet.casework.models import Agreement, Case, CaseParty, MomentParty
from wijknet.casework.services import Next, Talk, log_moment, make_agreement, open_case
from wijknet.declare import merged_links
from wijknet.log.models import LogEntry
from wijknet.ui.conflict import Conflict
from wijknet.ui.dates import add_working_days, today

TABLES = ("actors", "casework")


@pytest.fixture
def twin(kinds: None, klarendal: Area, geitenkamp: Area, fatima: User) -> Actor:
    """The bakery once more, written down by a colleague."""
    return add_actor(
        by=fatima,
        area=klarendal,
        name="Bakker Yildiz (test)",
        kind=kind_named("Winkel"),
        active_in=[geitenkamp],
        phone="026 300 00 01",
        email="bakker@yildiz.example",
    )


@pytest.fixture
def hung(twin: Actor, bakery: Actor, practice: Actor, klarendal: Area, fatima: User, elderly: ResidentGroup) -> Actor:
    """The twin with something in every table that points to a place, partly the same as at the bakery."""
    add_tie(by=fatima, area=klarendal, source=twin, target=practice, strength=5)
    add_tie(by=fatima, area=klarendal, source=bakery, target=practice, strength=1)
    add_tie(by=fatima, area=klarendal, source=practice, target=twin, strength=3)
    add_tie(by=fatima, area=klarendal, source=bakery, target=twin, strength=3)
    set_reach(by=fatima, side=twin, group=elderly, level="TRUSTED")
    set_reach(by=fatima, side=bakery, group=elderly, level="REACHES")
    note_approach(actor=twin, by=fatima, area=klarendal, why="folders uitdelen")
    add_person_function(by=fatima, actor=twin, name="Emine Voorbeeld (test)", title="eigenaar", ground="FUNCTION")
    network = add_network(by=fatima, area=klarendal, name="Broodlijn (test)", actors=[twin, bakery])
    InformalNetwork.objects.filter(pk=network.pk).update(meeting_place=twin)
    log_moment(by=fatima, area=klarendal, key=uuid4(), talk=Talk(line="Er is brood over.", parties=(twin, bakery)))
    log_moment(by=fatima, area=klarendal, key=uuid4(), talk=Talk(line="De oven is stuk.", parties=(twin,)))
    make_agreement(by=fatima, area=klarendal, key=uuid4(), what="Bellen", due=add_working_days(today(), 3), party=twin)
    following = Next(problem="unsolved", step="Vraag na", turn="ME", due=add_working_days(today(), 5))
    open_case(
        by=fatima, area=klarendal, key=uuid4(), title="Brood", question="Wie haalt het?", following=following,
        life=[twin, bakery],
    )  # fmt: skip
    twin.refresh_from_db()
    return twin


def merge(kept: Actor, gone: Actor, by: User, **chosen: str) -> ActorMerge:
    kept.refresh_from_db()
    gone.refresh_from_db()
    return merge_actors(kept=kept, gone=gone, by=by, versions=(kept.version, gone.version), chosen=chosen)


def every_row() -> dict[str, Any]:
    """All rows of who is who and of the work, but for bookkeeping."""
    found = {}
    for app in TABLES:
        for model in apps.get_app_config(app).get_models(include_auto_created=True):
            if model in {ActorMerge, MergeLine}:
                continue
            rows = json.loads(serialize("json", model._base_manager.order_by("pk")))
            for row in rows:
                row["fields"].pop("version", None)
                row["fields"] |= {name: sorted(v) for name, v in row["fields"].items() if isinstance(v, list)}
            found[model._meta.label] = rows
    return found


def test_every_link_to_a_place_is_declared() -> None:
    relations: list[Any] = list(Actor._meta.get_fields(include_hidden=True))
    links = {
        (relation.related_model._meta.label, relation.field.name)
        for relation in relations
        if relation.auto_created and not relation.concrete and not relation.many_to_many
    }
    assert links == {(link.model, link.field) for link in links_to_actor()}


@pytest.mark.parametrize("link", merged_links(), ids=lambda link: f"{link.model}.{link.field}")
def test_a_declaration_names_columns_that_exist_and_forgets_nothing_that_hangs_on_a_double(link: Any) -> None:
    model = apps.get_model(link.model)
    columns = {field.attname for field in model._meta.concrete_fields}
    named = {*link.same, *link.while_empty, *(name for name, _order in link.best)} | ({link.not_itself} - {""})
    assert named <= columns
    hanging = {
        (relation.related_model._meta.label, relation.field.name)
        for relation in model._meta.related_objects
        if isinstance(relation.field, models.ForeignKey)
    }
    if link.same and link.double.name == "DROP":
        assert hanging == set(link.follow)


def test_everything_is_kept_and_nothing_is_there_twice(
    hung: Actor, bakery: Actor, practice: Actor, beheer: User
) -> None:
    merge(bakery, hung, beheer)
    assert not Actor.objects.filter(pk=hung.pk).exists()
    # Of two ties the closest; the one between the two is gone.
    out = Tie.objects.get(source_actor=bakery)
    assert (out.target_actor, out.strength) == (practice, 5)
    assert Tie.objects.get(target_actor=bakery).source_actor == practice
    assert Reach.objects.get(actor=bakery).level == "TRUSTED"
    assert bakery.approaches.count() == 1
    assert bakery.functions.get().title == "eigenaar"
    assert bakery.networks.count() == bakery.hosted_networks.count() == 1
    assert MomentParty.objects.filter(actor=bakery).count() == 2
    assert Agreement.objects.get(what="Bellen").actor == bakery
    assert CaseParty.objects.get(actor=bakery).case == Case.objects.get()
    assert bakery.actor_areas.count() == 2


def test_taken_back_everything_is_as_it_was(hung: Actor, bakery: Actor, beheer: User) -> None:
    before = every_row()
    done = undo_merge(merge=merge(bakery, hung, beheer, name="gone", phone="gone"), by=beheer)
    assert done.left == []
    after = every_row()
    assert {label for label in before if before[label] != after[label]} == set()
    assert not MergeLine.objects.exists()
    assert undo_merge(merge=done, by=beheer).undone_at == done.undone_at


def test_what_was_chosen_stays_and_the_other_name_is_still_found(twin: Actor, bakery: Actor, beheer: User) -> None:
    Actor.objects.filter(pk=bakery.pk).update(last_spoken_on=date(2026, 1, 1))
    Actor.objects.filter(pk=twin.pk).update(last_spoken_on=date(2026, 2, 1))
    merge(bakery, twin, beheer, phone="gone")
    bakery.refresh_from_db()
    assert (bakery.name, bakery.phone, bakery.email) == ("Bakkerij Yıldız (test)", "026 300 00 01", "")
    assert bakery.other_names == "Bakker Yildiz (test)"
    assert Actor.objects.with_words("bakker yildiz").get() == bakery
    assert bakery.last_spoken_on == date(2026, 2, 1)


def test_the_log_tells_it_without_telephone_or_mail(twin: Actor, bakery: Actor, beheer: User) -> None:
    merge(bakery, twin, beheer, phone="gone", email="gone")
    entries = LogEntry.objects.filter(verb__in=["merge", "merged"])
    assert {entry.verb for entry in entries} == {"merge", "merged"}
    told = json.dumps([[entry.before, entry.after] for entry in entries])
    assert "026 300" not in told
    assert "yildiz.example" not in told


def test_a_sensitive_place_goes_up_in_no_other_kind(mosque: Actor, bakery: Actor, beheer: User) -> None:
    for kept, gone in ((mosque, bakery), (bakery, mosque)):
        with pytest.raises(ValidationError, match="gevoelige soort"):
            merge(kept, gone, beheer)
    assert Actor.objects.count() == 2


def test_two_gemeenten_and_the_archive_are_refused(twin: Actor, bakery: Actor, beheer: User, other_wijk: Area) -> None:
    with pytest.raises(ValidationError, match="twee verschillende"):
        merge(bakery, bakery, beheer)
    Actor.objects.filter(pk=twin.pk).update(archived_on=today())
    with pytest.raises(ValidationError, match="archief"):
        merge(bakery, twin, beheer)
    Actor.objects.filter(pk=twin.pk).update(archived_on=None, municipality=other_wijk.municipality, area=other_wijk)
    with pytest.raises(ValidationError, match="twee gemeenten"):
        merge(bakery, twin, beheer)


def test_a_colleague_was_first(twin: Actor, bakery: Actor, beheer: User, fatima: User, klarendal: Area) -> None:
    seen = (bakery.version, twin.version)
    change_actor(actor=twin, by=fatima, version=twin.version, area=klarendal, name="Bakker Y", kind=twin.kind)
    with pytest.raises(Conflict):
        merge_actors(kept=bakery, gone=twin, by=beheer, versions=seen, chosen={})
    merge(bakery, twin, beheer)
    with pytest.raises(ValidationError, match="niet meer"):
        merge_actors(kept=bakery, gone=twin, by=beheer, versions=seen, chosen={})


def test_what_was_changed_since_stays_and_is_named(
    hung: Actor, bakery: Actor, practice: Actor, beheer: User, klarendal: Area
) -> None:
    done = merge(bakery, hung, beheer, phone="gone", email="gone")
    bakery.refresh_from_db()
    Actor.objects.filter(pk=bakery.pk).update(phone="026 300 00 99")
    Agreement.objects.filter(what="Bellen").update(actor=practice)
    bakery.approaches.all().delete()
    done = undo_merge(merge=done, by=beheer)
    bakery.refresh_from_db()
    assert (bakery.phone, bakery.email) == ("026 300 00 99", "")
    assert Agreement.objects.get(what="Bellen").actor == practice
    assert {row["what"] for row in done.left} == {"telefoon", "afspraak", "benadering"}
    assert hung.functions.count() == 1


def test_who_is_at_both_ends_at_one_and_the_talk_still_points_there(
    twin: Actor, bakery: Actor, owner: PersonFunction, beheer: User
) -> None:
    again = PersonFunction.objects.create(person=owner.person, actor=twin, title=owner.title)
    done = merge(bakery, twin, beheer)
    again.refresh_from_db()
    assert (again.actor, again.end) == (bakery, today())
    undo_merge(merge=done, by=beheer)
    again.refresh_from_db()
    assert (again.actor_id, again.end) == (twin.pk, None)


def test_an_erased_person_is_not_in_what_is_kept_for_undo(hung: Actor, bakery: Actor, beheer: User) -> None:
    function = hung.functions.get()
    function.person.phone = hung.phone
    function.person.save()
    done = merge(bakery, hung, beheer, phone="gone")
    erase_person(person=function.person, by=beheer)
    kept = json.dumps([[line.before, line.after] for line in done.lines.all()])
    assert hung.phone not in kept
    assert not done.lines.filter(target_label="actors.PersonFunction").exists()
    undo_merge(merge=done, by=beheer)
    assert Actor.objects.get(pk=hung.pk).phone == ""


def test_after_thirty_days_only_the_old_address_is_kept(twin: Actor, bakery: Actor, beheer: User) -> None:
    done = merge(bakery, twin, beheer)
    clear_old()
    assert done.lines.exists()
    ActorMerge.objects.filter(pk=done.pk).update(at=timezone.now() - timedelta(days=31))
    clear_old()
    assert not done.lines.exists()
    assert ActorMerge.objects.into(twin.pk) == bakery.pk
    with pytest.raises(ValidationError, match="dertig dagen"):
        undo_merge(merge=done, by=beheer)


def test_one_after_the_other_goes_back_in_turn(twin: Actor, bakery: Actor, practice: Actor, beheer: User) -> None:
    first, second = merge(bakery, twin, beheer), merge(practice, bakery, beheer)
    assert ActorMerge.objects.into(twin.pk) == practice.pk
    with pytest.raises(ValidationError, match="eerst"):
        undo_merge(merge=first, by=beheer)
    undo_merge(merge=second, by=beheer)
    undo_merge(merge=first, by=beheer)
    assert Actor.objects.count() == 3


def test_a_kind_that_went_meanwhile(twin: Actor, bakery: Actor, own_kind: ActorKind, beheer: User) -> None:
    Actor.objects.filter(pk=twin.pk).update(kind=own_kind)
    done = merge(bakery, twin, beheer)
    own_kind.delete()
    undo_merge(merge=done, by=beheer)
    assert Actor.objects.get(pk=twin.pk).kind == bakery.kind


def test_these_are_two_is_remembered_once_and_goes_along(
    twin: Actor, bakery: Actor, practice: Actor, beheer: User
) -> None:
    keep_apart(one=twin, other=practice, by=beheer)
    keep_apart(one=practice, other=twin, by=beheer)
    keep_apart(one=twin, other=bakery, by=beheer)
    assert NotDuplicate.objects.count() == 2
    done = merge(bakery, twin, beheer)
    assert {NotDuplicate.objects.get().one, NotDuplicate.objects.get().other} == {bakery, practice}
    undo_merge(merge=done, by=beheer)
    assert NotDuplicate.objects.count() == 2


def test_the_preview_counts_what_moves(hung: Actor, bakery: Actor) -> None:
    counts = {moving.link.model: (moving.count, moving.gone) for moving in what_moves(bakery, hung)}
    assert counts["casework.MomentParty"] == (1, 1)
    assert counts["actors.Approach"] == (1, 0)


def test_sent_twice_from_the_form_that_made_the_one_that_went(
    kinds: None, klarendal: Area, bakery: Actor, fatima: User, beheer: User
) -> None:
    key = uuid4()
    made = add_actor(by=fatima, area=klarendal, name="Bakker (test)", kind=kind_named("Winkel"), key=key)
    merge(bakery, made, beheer)
    assert add_actor(by=fatima, area=klarendal, name="Bakker (test)", kind=kind_named("Winkel"), key=key) == bakery
