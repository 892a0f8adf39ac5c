"""Ask people into the team of an initiative, let them say yes and stop, and mark who pulls it."""

from dataclasses import dataclass, field
from typing import Any

from django.core.exceptions import ValidationError
from django.db import transaction
from django.db.models import Count, Q, Subquery
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from initiatives import mails
from initiatives.load import Load, weigh
from initiatives.models import Initiative, Kind, Moderation, Offer, Phase, Submission, Task, TeamMember
from initiatives.services.progress import set_phase
from initiatives.services.team_ends import JOIN, SHOW, changed, is_pulled
from wijknet.accounts.models import User
from wijknet.log.services import record, snapshot
from wijknet.privacy import services as privacy
from wijknet.privacy.texts import newest
from wijknet.ui.dates import today

# More people than this is a club of its own, and more open questions is a mailing list.
MOST_PEOPLE = 20
MOST_ASKED = 10


@dataclass(frozen=True, slots=True, kw_only=True)
class Part:
    """What somebody says of themselves: a first name, what they do, and whether the site may name them."""

    name: str
    does: str = ""
    phone: str = ""
    show_name: bool = False
    champion: bool = False


def ask_member(
    *, initiative: Initiative, email: str, champion: bool = False, offer: Offer | None = None, by: User | None = None
) -> TeamMember:
    """Mail an address the question to join; its owner says yes or no. `by` is a colleague, else it is who pulls it."""
    with transaction.atomic():
        locked = locked_open(initiative)
        rows = TeamMember.objects.filter(initiative=locked, left_on=None)
        if rows.filter(email=email.lower()).exists():
            raise ValidationError({"email": _("Dit adres is al gevraagd, of doet al mee.")})
        if rows.filter(refused_on=None).count() >= MOST_PEOPLE:
            raise ValidationError(_("Het team is vol. Er kunnen 20 mensen meedoen."))
        # Who said no counts too: an address is not asked again and again.
        if rows.filter(joined_on=None).count() >= MOST_ASKED:
            raise ValidationError(_("Je vroeg al 10 mensen. Wacht tot er iemand antwoordt."))
        member = TeamMember(initiative=locked, email=email.lower(), champion=champion, offer=offer)
        member.validate_constraints()
        member.save()
        record("create", member, by=by)
        mails.team_asked(locked, member)
        return member


def ask_helper(*, offer: Offer, by: User | None = None) -> TeamMember:
    """Who offered help is asked into the team. By telephone only is not enough: the yes comes by mail."""
    if not offer.email:
        raise ValidationError(_("We hebben alleen een telefoonnummer. Bel, en vraag naar een e-mailadres."))
    return ask_member(initiative=offer.initiative, email=offer.email, offer=offer, by=by)


def ask_again(*, member: TeamMember) -> bool:
    """The same question once more, at most once a day. False: that person answered already."""
    with transaction.atomic():
        waiting = TeamMember.objects.asked().select_related("initiative").filter(pk=member.pk).first()
        if waiting is not None:
            mails.team_asked(waiting.initiative, waiting)
        return waiting is not None


def join_team(*, member: TeamMember, part: Part) -> TeamMember:
    """The owner of the address says yes; doing it again changes what they said of themselves."""
    with transaction.atomic():
        locked = locked_open(member.initiative)
        member = TeamMember.objects.select_for_update(of=("self",)).get(pk=member.pk)
        if member.left_on is not None:
            raise ValidationError(_("Je bent gestopt. Vraag wie het idee trekt om een nieuwe mail."))
        was, before = member.is_in, snapshot(member)
        pulled = was and member.champion
        for name in ("name", "does", "phone", "show_name", "champion"):
            setattr(member, name, getattr(part, name))
        member.joined_on, member.refused_on = member.joined_on or today(), None
        member.validate_constraints()
        member.save()
        record("change" if was else "join", member, by=None, before=before)
        _agree(member, by=None)
        _tell_joined(locked, member, was=was)
        _tell_champion(locked, member, pulled=pulled)
        return member


def pull(*, initiative: Initiative, does: str = "", show_name: bool = False, by: User | None = None) -> TeamMember:
    """The sender pulls it: said on the own page, or told to a colleague (`by`). Doing it twice is doing it once."""
    with transaction.atomic():
        locked = locked_open(initiative)
        submission = Submission.objects.filter(initiative=locked).first()
        if submission is None:
            raise ValidationError(_("De gegevens van de afzender zijn gewist."))
        if submission.under_16:
            raise ValidationError(_("Wie jonger is dan 16 kan geen trekker zijn. Vraag een volwassene."))
        mine = TeamMember.objects.filter(initiative=locked, left_on=None)
        # Who was asked by mail before, or helps already, is not there twice.
        same = Q(is_sender=True) | (Q(email=submission.email.lower()) & ~Q(email=""))
        member: TeamMember | None = mine.filter(same).order_by("-is_sender").first()
        if member is not None and member.is_in and member.champion:
            return member
        before = snapshot(member) if member else None
        member = member or TeamMember(initiative=locked, email=submission.email.lower(), phone=submission.phone)
        member.name = member.name or submission.sender_name[:30]
        member.is_sender = member.champion = True
        member.does, member.show_name = does or member.does, show_name or member.show_name
        member.joined_on, member.refused_on = member.joined_on or today(), None
        member.validate_constraints()
        member.save()
        record("join", member, by=by, before=before)
        _agree(member, by=by)
        _tell_champion(locked, member, pulled=False)
        return member


def refuse(*, member: TeamMember) -> None:
    """No, by who was asked or who asked it. The address is kept until its days are over, so that nobody asks again."""
    with transaction.atomic():
        found = TeamMember.objects.asked().select_for_update(of=("self",)).filter(pk=member.pk).first()
        if found is not None:
            before = snapshot(found)
            found.refused_on = today()
            found.save()
            record("refuse", found, by=None, before=before)


def locked_open(initiative: Initiative) -> Initiative:
    """The row, locked, while something can be done together."""
    locked: Initiative = Initiative.objects.select_for_update(of=("self",)).get(pk=initiative.pk)
    if locked.moderation in {Moderation.WITHDRAWN, Moderation.NOT_PLACED} or locked.kind != Kind.IDEA:
        raise ValidationError(_("Dit idee is ingetrokken of niet geplaatst. Er is geen team meer."))
    return locked


def _agree(member: TeamMember, *, by: User | None) -> None:
    """Consent as it stands now, in the words that were shown."""
    privacy.give_consent(text_key=JOIN, version=newest(JOIN).version, subject=member, by=by)
    if member.show_name:
        privacy.give_consent(text_key=SHOW, version=newest(SHOW).version, subject=member, by=by)
    else:
        privacy.withdraw(text_key=SHOW, subject=member, by=by)


def _tell_joined(initiative: Initiative, member: TeamMember, *, was: bool) -> None:
    changed(initiative)
    if not was:
        mails.member_joined(initiative, member)


def _tell_champion(initiative: Initiative, member: TeamMember, *, pulled: bool) -> None:
    """Somebody began to pull it, so that an idea has found its trekker; or the last one stopped pulling."""
    if member.champion and not pulled:
        changed(initiative)
        mails.champion_found(initiative, member)
        if initiative.phase == Phase.IDEA:
            set_phase(initiative=initiative, phase=Phase.CHAMPION, by=None)
    elif pulled and not member.champion and not is_pulled(initiative):
        mails.champion_left(initiative, member)


@dataclass(frozen=True, slots=True, kw_only=True)
class Carrier:
    """Somebody of the team and what they have to do."""

    member: TeamMember
    number: int
    late: int
    tasks: list[Task] = field(default_factory=list)


@dataclass(frozen=True, slots=True, kw_only=True)
class Team:
    """Who pulls it, who helps and who was asked; who carries what, and what nobody carries."""

    carriers: list[Carrier]
    asked: list[TeamMember]
    refused: list[TeamMember]
    loose: list[Task]
    load: Load

    @property
    def champions(self) -> list[Carrier]:
        return [one for one in self.carriers if one.member.champion]

    @property
    def words(self) -> str:
        return numbers_in_words([one.member for one in self.carriers])


def team_of(initiative: Initiative) -> Team:
    """Two queries, however large the team is."""
    members = list(TeamMember.objects.filter(initiative=initiative, left_on=None).order_by("-champion", "pk"))
    tasks = list(Task.objects.open().filter(initiative=initiative))
    of_whom = {member.pk: [task for task in tasks if task.member_id == member.pk] for member in members}
    return Team(
        carriers=[_carrier(member, of_whom[member.pk]) for member in members if member.is_in],
        asked=[member for member in members if member.joined_on is None and member.refused_on is None],
        refused=[member for member in members if member.refused_on is not None],
        loose=[task for task in tasks if task.member_id is None],
        load=weigh(((task.member_id, task.due) for task in tasks), today()),
    )


def at_a_glance(initiative: Initiative) -> Team:
    """Who is in it and how much each carries, without what: one query, for a page that is about more."""
    to_do = Q(tasks__isnull=False, tasks__done_on=None)
    free = Task.objects.filter(initiative=initiative, member=None, done_on=None).order_by().values("initiative")
    members = TeamMember.objects.joined().filter(initiative=initiative)
    rows: Any = members.annotate(
        number=Count("tasks", filter=to_do),
        late=Count("tasks", filter=to_do & Q(tasks__due__lt=today())),
        free=Subquery(free.annotate(rows=Count("pk")).values("rows")),
    )
    carriers = [Carrier(member=row, number=row.number, late=row.late) for row in rows]
    load = Load(
        carried=sum(one.number for one in carriers),
        most=max((one.number for one in carriers), default=0),
        late=max((one.late for one in carriers), default=0),
        loose=max((row.free or 0 for row in rows), default=0),
    )
    return Team(carriers=carriers, asked=[], refused=[], loose=[], load=load)


def _carrier(member: TeamMember, tasks: list[Task]) -> Carrier:
    return Carrier(member=member, tasks=tasks, number=len(tasks), late=sum(task.is_late for task in tasks))


def numbers_in_words(members: list[TeamMember]) -> str:
    """For everybody: how many pull it and how many help, with the first names of who agreed to that."""
    champions = [member for member in members if member.champion]
    helpers = [member for member in members if not member.champion]
    pulls = ngettext("een trekker", "%(n)s trekkers", len(champions)) % {"n": len(champions)} + _named(champions)
    helps = ngettext("1 helper", "%(n)s helpers", len(helpers)) % {"n": len(helpers)} + _named(helpers)
    if champions and helpers:
        return _("Dit idee heeft %(pulls)s en %(helps)s.") % {"pulls": pulls, "helps": helps}
    if champions:
        return _("Dit idee heeft %(pulls)s.") % {"pulls": pulls}
    return _("Dit idee heeft %(helps)s, en nog geen trekker.") % {"helps": helps} if helpers else ""


def _named(members: list[TeamMember]) -> str:
    names = [member.name for member in members if member.show_name]
    return f" ({', '.join(names)})" if names else ""
