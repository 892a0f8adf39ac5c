"""What comes in from the pages of the work."""

from wijknet.casework.forms.agreements import AgreementClosingForm, AgreementFilter, AgreementForm
from wijknet.casework.forms.answers import AnswerForm, AskForm, PlainForm
from wijknet.casework.forms.cases import CaseFilter, CaseForm, ClosingForm, StepForm
from wijknet.casework.forms.jottings import JottingForm, SortForm
from wijknet.casework.forms.minutes import MinutesForm
from wijknet.casework.forms.moments import MomentChangeForm, MomentFilter, MomentForm
from wijknet.casework.forms.outreaches import OutreachForm
from wijknet.casework.forms.referrals import ReferralFilter, ReferralForm
from wijknet.casework.forms.signals import FollowForm, SignalAnswerForm, SignalFilter, SignalForm
from wijknet.casework.forms.snoozes import CaseSnoozeForm, SnoozeForm

__all__ = [
    "AgreementClosingForm",
    "AgreementFilter",
    "AgreementForm",
    "AnswerForm",
    "AskForm",
    "CaseFilter",
    "CaseForm",
    "CaseSnoozeForm",
    "ClosingForm",
    "FollowForm",
    "JottingForm",
    "MinutesForm",
    "MomentChangeForm",
    "MomentFilter",
    "MomentForm",
    "OutreachForm",
    "PlainForm",
    "ReferralFilter",
    "ReferralForm",
    "SignalAnswerForm",
    "SignalFilter",
    "SignalForm",
    "SnoozeForm",
    "SortForm",
    "StepForm",
]
