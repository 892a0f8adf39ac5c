"""What a sender asks is read before everybody reads it; and the desk writes tasks for a team."""

from typing import Any
from uuid import uuid4

import pytest
from django.core.exceptions import ValidationError
from django.db import IntegrityError, connection, transaction
from django.db.migrations.executor import MigrationExecutor
from django.test import Client

from initiatives.mails import FOLLOW
from initiatives.models import Initiative, Need, Offer, Task, TeamMember
from initiatives.services import (
    add_need,
    leave_team,
    look_again,
    offer_help,
    place_need,
    refuse_need,
    set_found,
    withdraw,
)
from initiatives.services.market import Help
from tests.conftest import AsUser
from wijknet.accounts.models import User
from wijknet.log.models import LogEntry
from wijknet.mail.models import OutgoingMail
from wijknet.tokens.services import issue_link

pytestmark = pytest.mark.django_db
WHY = "Noem geen merk. Vraag om een kruiwagen, dat kan wel."


@pytest.fixture
def asked(geveltuin: Initiative) -> Need:
    return add_need(initiative=geveltuin, kind="MONEY", text="200 euro voor aarde", key=uuid4(), by=None)


def test_not_on_the_site_with_a_reason_for_the_sender_only(
    asked: Need, geveltuin: Initiative, fatima: User, as_user: AsUser
) -> None:
    desk, address = as_user(fatima), f"{geveltuin.get_desk_url()}helpen/"
    refuse = f"{address}nodig/{asked.pk}/niet/"
    assert asked.text in desk.get(refuse).content.decode()
    assert desk.post(refuse, {"reason": ""}).status_code == 400
    assert "Alleen de afzender leest waarom" in desk.post(refuse, {"reason": WHY}, follow=True).content.decode()
    assert "Een collega keek al" in desk.post(f"{address}nodig/{asked.pk}/plaatsen/", follow=True).content.decode()
    page = f"/initiatieven/volgen/{issue_link(purpose=FOLLOW, target=geveltuin)}/nodig/"
    assert WHY in Client().get(page).content.decode()
    assert WHY not in Client().get(geveltuin.get_absolute_url()).content.decode() + desk.get(address).content.decode()
    mail = OutgoingMail.objects.get(subject__startswith="We keken naar je vraag om hulp")
    assert WHY not in mail.text + mail.html
    assert Client().post(f"{page}{asked.pk}/").status_code == 404  # refused is neither found nor looked for
    assert desk.post(f"{address}nodig/{asked.pk}/").status_code == 404
    desk.post(f"{address}nodig/{asked.pk}/plaatsen/", {"weer": "ja"})
    asked.refresh_from_db()
    assert (asked.state, asked.reason) == (Need.State.WAITING, "")
    verbs = LogEntry.objects.filter(model="initiatives.Need").order_by("pk").values_list("verb", flat=True)
    assert list(verbs) == ["create", "refuse", "reopen"]


def test_what_cannot_be_judged_any_more_is_said(asked: Need, geveltuin: Initiative, fatima: User) -> None:
    place_need(need=asked, by=fatima)
    with pytest.raises(ValidationError, match="Een collega keek al"):
        refuse_need(need=asked, reason=WHY, by=fatima)
    look_again(need=asked, by=fatima)
    set_found(need=asked, found=True, by=None)
    with pytest.raises(ValidationError, match="al gevonden"):
        place_need(need=asked, by=fatima)
    set_found(need=asked, found=False, by=None)
    withdraw(initiative=geveltuin)
    with pytest.raises(ValidationError, match="ingetrokken of niet geplaatst"):
        place_need(need=asked, by=fatima)
    assert not Need.objects.to_look_at().exists()
    own = Need.objects.create(initiative=geveltuin, kind="HANDS", text="Twee sterke buren", by=fatima)
    with pytest.raises(ValidationError, match="schreef een collega op"):
        look_again(need=own, by=fatima)


def test_nobody_offers_what_nobody_read_and_money_counts_when_placed(
    client: Client, asked: Need, geveltuin: Initiative, fatima: User
) -> None:
    what = Help(name="Bo", text="Wij betalen", phone="06 12345678", need=asked)
    with pytest.raises(ValidationError, match="niet meer gezocht"):
        offer_help(initiative=geveltuin, what=what, key=uuid4())
    assert not Offer.objects.exists()
    assert not Need.objects.unanswered().exists()
    place_need(need=asked, by=fatima)
    assert Need.objects.unanswered().get() == asked
    assert offer_help(initiative=geveltuin, what=what, key=uuid4()).need == asked


def test_it_asks_on_the_day_and_in_the_queue(asked: Need, geveltuin: Initiative, fatima: User, as_user: AsUser) -> None:
    desk = as_user(fatima)
    line = f"Vraag om hulp: {geveltuin.title}"
    assert line in desk.get("/dashboard/").content.decode()
    assert geveltuin.reference in desk.get("/initiatieven/beheer/?staat=hulp").content.decode()
    place_need(need=asked, by=fatima)
    assert line not in desk.get("/dashboard/").content.decode()
    assert geveltuin.reference not in desk.get("/initiatieven/beheer/?staat=hulp").content.decode()


@pytest.mark.parametrize("values", [{"state": "NOT_PLACED"}, {"reason": WHY}, {"state": "MAYBE"}])
def test_the_database_holds_it(asked: Need, values: dict[str, str]) -> None:
    with pytest.raises(IntegrityError), transaction.atomic():
        Need.objects.filter(pk=asked.pk).update(**values)


@pytest.mark.django_db(transaction=True)
def test_what_stood_there_is_read_now_when_no_colleague_asked_it(geveltuin: Initiative, fatima: User) -> None:
    facts: dict[str, Any] = {"initiative": geveltuin, "kind": "HANDS"}
    rows = {
        "of a sender": Need.objects.create(text="Aarde", **facts),
        "of a colleague": Need.objects.create(text="Schep", by=fatima, **facts),
    }
    executor = MigrationExecutor(connection)
    try:
        executor.migrate([("initiatives", "0016_need_state")])
    finally:
        executor = MigrationExecutor(connection)
        executor.migrate(executor.loader.graph.leaf_nodes())
    states = {name: Need.objects.get(pk=row.pk).state for name, row in rows.items()}
    assert states == {"of a sender": "WAITING", "of a colleague": "PLACED"}


def test_the_desk_writes_hands_over_and_ticks_off(
    teammate: TeamMember, kookavond: Initiative, fatima: User, joris: User, as_user: AsUser
) -> None:
    desk, page = as_user(fatima), f"{kookavond.get_desk_url()}team/"
    values = {"what": "Pannen lenen", "due": "", "member": str(teammate.pk), "request_key": str(uuid4())}
    assert "De taak staat erbij" in desk.post(f"{page}taken/", values, follow=True).content.decode()
    desk.post(f"{page}taken/", values)
    task = Task.objects.get()  # sent twice is kept once
    assert task.member == teammate
    one = f"{page}taken/{task.pk}/"
    assert "Nog niemand doet dit" in desk.post(one, {"member": ""}, follow=True).content.decode()
    assert "De taak is klaar" in desk.post(one, {"klaar": "ja"}, follow=True).content.decode()
    assert "Toch nog niet klaar" in desk.get(page).content.decode()
    desk.post(one, {"klaar": "nee"})
    assert Task.objects.open().get(member=None) == task
    log = LogEntry.objects.filter(model="initiatives.Task", actor_id=fatima.pk).order_by("pk")
    assert list(log.values_list("verb", flat=True)) == ["create", "hand_over", "change", "change"]
    assert "Geef door" not in as_user(joris).get(page).content.decode()


def test_what_the_desk_types_wrong_is_said(
    teammate: TeamMember, kookavond: Initiative, fatima: User, as_user: AsUser
) -> None:
    desk, page = as_user(fatima), f"{kookavond.get_desk_url()}team/"
    values = {"what": "Pannen lenen", "due": "", "member": "", "request_key": str(uuid4())}
    for changes, said in (
        ({"what": ""}, "Vul"),
        ({"due": "1-1-2020"}, "Kies een dag die nog komt"),
        ({"member": "999999"}, "Kies"),
    ):
        response = desk.post(f"{page}taken/", values | changes)
        assert response.status_code == 400
        assert said in response.content.decode()
    assert not Task.objects.exists()
    desk.post(f"{page}taken/", values)
    leave_team(member=teammate, by=fatima)
    one = f"{page}taken/{Task.objects.get().pk}/"
    assert "Kies iemand uit het team" in desk.post(one, {"member": str(teammate.pk)}, follow=True).content.decode()
