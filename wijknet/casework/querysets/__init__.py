"""Reads of the work, in words of the domain."""

from wijknet.casework.querysets.answers import CaseAnswerQuerySet
from wijknet.casework.querysets.cases import CasePartyQuerySet, CaseQuerySet, StepQuerySet
from wijknet.casework.querysets.check_ins import CheckInQuerySet
from wijknet.casework.querysets.handovers import HandoverQuerySet
from wijknet.casework.querysets.jottings import JottingQuerySet
from wijknet.casework.querysets.moments import AgreementQuerySet, MomentPartyQuerySet, MomentQuerySet
from wijknet.casework.querysets.outreaches import OutreachMemberQuerySet, OutreachQuerySet
from wijknet.casework.querysets.referrals import ReferralQuerySet
from wijknet.casework.querysets.signals import SignalFollowerQuerySet, SignalQuerySet
from wijknet.casework.querysets.snoozes import SnoozeQuerySet

__all__ = [
    "AgreementQuerySet",
    "CaseAnswerQuerySet",
    "CasePartyQuerySet",
    "CaseQuerySet",
    "CheckInQuerySet",
    "HandoverQuerySet",
    "JottingQuerySet",
    "MomentPartyQuerySet",
    "MomentQuerySet",
    "OutreachMemberQuerySet",
    "OutreachQuerySet",
    "ReferralQuerySet",
    "SignalFollowerQuerySet",
    "SignalQuerySet",
    "SnoozeQuerySet",
    "StepQuerySet",
]
