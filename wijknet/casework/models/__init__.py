"""The tables of the work, one file per noun."""

from wijknet.casework.models.agreements import Agreement
from wijknet.casework.models.aims import WeeklyAim
from wijknet.casework.models.answers import CaseAnswer
from wijknet.casework.models.cases import Case, CaseParty, Step
from wijknet.casework.models.check_ins import CheckIn
from wijknet.casework.models.departments import DepartmentRecord
from wijknet.casework.models.handovers import Handover, HandoverItem
from wijknet.casework.models.jottings import Jotting, NotebookKey
from wijknet.casework.models.moments import ContactMoment, MomentParty
from wijknet.casework.models.outreaches import Outreach, OutreachMember
from wijknet.casework.models.questions import PutAside
from wijknet.casework.models.referrals import Referral
from wijknet.casework.models.signals import Signal, SignalAnswer, SignalFollower
from wijknet.casework.models.snoozes import Snooze

__all__ = [
    "Agreement",
    "Case",
    "CaseAnswer",
    "CaseParty",
    "CheckIn",
    "ContactMoment",
    "DepartmentRecord",
    "Handover",
    "HandoverItem",
    "Jotting",
    "MomentParty",
    "NotebookKey",
    "Outreach",
    "OutreachMember",
    "PutAside",
    "Referral",
    "Signal",
    "SignalAnswer",
    "SignalFollower",
    "Snooze",
    "Step",
    "WeeklyAim",
]
