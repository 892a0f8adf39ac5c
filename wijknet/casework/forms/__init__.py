"""What comes in from the pages of the work."""

from wijknet.casework.forms.agreements import AgreementClosingForm, AgreementFilter
from wijknet.casework.forms.cases import CaseFilter, CaseForm, ClosingForm, StepForm
from wijknet.casework.forms.jottings import JottingForm
from wijknet.casework.forms.moments import MomentChangeForm, MomentFilter, MomentForm
from wijknet.casework.forms.signals import SignalForm

__all__ = [
    "AgreementClosingForm",
    "AgreementFilter",
    "CaseFilter",
    "CaseForm",
    "ClosingForm",
    "JottingForm",
    "MomentChangeForm",
    "MomentFilter",
    "MomentForm",
    "SignalForm",
    "StepForm",
]
