"""Somebody stops, a whole team ends, and what was kept goes in time."""

from django.db import transaction
from django.utils import timezone

from initiatives import mails
from initiatives.models import KEEP_ASKED, KEEP_TEAM, Initiative, Task, TeamMember
from initiatives.services.steps import touch
from wijknet.accounts.models import User
from wijknet.log.services import record, snapshot
from wijknet.privacy import services as privacy
from wijknet.tokens.services import revoke_links
from wijknet.ui.dates import today

# The texts that somebody in a team agrees to.
JOIN = "join_team"
SHOW = "show_team_name"


def leave_team(*, member: TeamMember, by: User | None = None, tell: bool = True) -> None:
    """All that is known of somebody goes at once, and what they carried is free; the phase stays as it is.

    Who only was asked goes as a whole. Doing it twice is doing it once. With `tell` it is mailed when nobody pulls it
    any more.
    """
    with transaction.atomic():
        rows = TeamMember.objects.select_for_update(of=("self",)).select_related("initiative")
        found = rows.filter(pk=member.pk, left_on=None).first()
        if found is None:
            return
        initiative, pulled, before = found.initiative, found.is_in and found.champion, snapshot(found)
        _forget(found)
        if not found.is_in:
            record("delete", found, by=by, before=before)
            found.delete()
            return
        Task.objects.filter(member=found).update(member=None)
        found.name = found.email = found.phone = found.does = ""
        found.show_name, found.left_on = False, today()
        found.save()
        record("leave", found, by=by, before=before)
        changed(initiative)
        if tell and pulled and not is_pulled(initiative):
            mails.champion_left(initiative, found)


def end_team(*, initiative: Initiative) -> None:
    """The idea was taken back: who helped is told once, and the data of all go."""
    for member in TeamMember.objects.filter(initiative=initiative, left_on=None):
        if member.is_in and not member.is_sender:
            mails.team_ended(initiative, member)
        leave_team(member=member, tell=False)
    Task.objects.filter(initiative=initiative).delete()


def clear_team() -> int:
    """Addresses that nobody said yes to go, and teams of which the term is over. Returns how many people that were."""
    rows = list(TeamMember.objects.unanswered_before(timezone.now() - KEEP_ASKED)[:5000])
    rows += list(TeamMember.objects.past_term(today() - KEEP_TEAM)[:5000])
    revoke_links(purpose=mails.TEAM, target=rows)
    Task.objects.past_term(today() - KEEP_TEAM).delete()
    gone = TeamMember.objects.filter(pk__in={row.pk for row in rows}).delete()[1]
    return gone.get(TeamMember._meta.label, 0)


def is_pulled(initiative: Initiative) -> bool:
    return TeamMember.objects.joined().filter(initiative=initiative, champion=True).exists()


def changed(initiative: Initiative) -> None:
    """The page for everybody says how many there are, so it is another page now."""
    Initiative.objects.filter(pk=initiative.pk).update(updated_at=timezone.now())
    touch(initiative)


def _forget(member: TeamMember) -> None:
    for key in (JOIN, SHOW):
        privacy.withdraw(text_key=key, subject=member)
    revoke_links(purpose=mails.TEAM, target=member)
