"""Who may do what with the work of a wijk."""

from datetime import timedelta

from wijknet.access import Function, Viewer
from wijknet.areas.models import Scoped
from wijknet.casework.models import Agreement, Case, ContactMoment, Referral
from wijknet.ui import dates

REOPEN_DAYS = 30


def may_write_here(viewer: Viewer, thing: Scoped) -> bool:
    """Wijkmanagers of the wijk write; readers read."""
    return viewer.works_in(thing.area_id, thing.municipality_id, Function.WIJKMANAGER)


def may_change_moment(viewer: Viewer, moment: ContactMoment) -> bool:
    """A colleague of the wijk may correct a talk; what someone keeps for themselves only they change."""
    mine_alone = moment.visibility == ContactMoment.Visibility.ONLY_ME
    return may_write_here(viewer, moment) and (not mine_alone or moment.by_id == viewer.pk)


def may_close_agreement(viewer: Viewer, agreement: Agreement) -> bool:
    return agreement.is_open and may_write_here(viewer, agreement)


def may_reopen_agreement(viewer: Viewer, agreement: Agreement) -> bool:
    """An ending is undone within 30 days."""
    return agreement_still_reopens(agreement) and may_write_here(viewer, agreement)


def agreement_still_reopens(agreement: Agreement) -> bool:
    ended = agreement.kept_on or agreement.withdrawn_on
    return ended is not None and ended >= dates.today() - timedelta(days=REOPEN_DAYS)


def may_reopen(viewer: Viewer, case: Case) -> bool:
    """Closing is undone within 30 days."""
    return still_reopens(case) and may_write_here(viewer, case)


def still_reopens(case: Case) -> bool:
    return case.closed_on is not None and case.closed_on >= dates.today() - timedelta(days=REOPEN_DAYS)


def referral_still_reopens(referral: Referral) -> bool:
    """Settled is undone within 30 days; what became a case is not."""
    ended = referral.settled_on
    return ended is not None and referral.case_id is None and ended >= dates.today() - timedelta(days=REOPEN_DAYS)
