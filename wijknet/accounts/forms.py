"""What is asked at sign-in, and what an admin says of a colleague."""

from datetime import date
from typing import Any

from allauth.account import forms as account
from allauth.mfa.base import forms as mfa
from allauth.mfa.totp.forms import ActivateTOTPForm
from django import forms
from django.contrib.auth.password_validation import validate_password
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from wijknet.access import FUNCTION_LABELS, Function, Viewer
from wijknet.accounts.models import User
from wijknet.accounts.permissions import may_assign
from wijknet.areas.models import Area
from wijknet.ui.forms import Form, RequestKeyForm, VersionForm, speak_plainly

NEW_PASSWORD = _("Nieuw wachtwoord")
AGAIN = _("Nog een keer je nieuwe wachtwoord")
STRONG = _("Ten minste 12 tekens. Neem bijvoorbeeld vier woorden achter elkaar.")
CODE = _("Code")


class PlainlySaid(forms.BaseForm):
    """A form of allauth in our words: labels of ours, nothing inside the field that looks filled in."""

    labels: dict[str, Any] = {}
    helps: dict[str, Any] = {}

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.label_suffix = ""
        for name, field in self.fields.items():
            field.label = self.labels.get(name, field.label)
            field.help_text = self.helps.get(name, "")
            field.widget.attrs.pop("placeholder", None)
            if field.widget.attrs.get("type") == "email":
                field.widget = forms.EmailInput(attrs={"autocomplete": "username"})
            speak_plainly(field, str(field.label))


class LoginForm(PlainlySaid, account.LoginForm):
    labels = {"login": _("E-mailadres"), "password": _("Wachtwoord")}


class ResetPasswordForm(PlainlySaid, account.ResetPasswordForm):
    """Who was invited and never chose a password waits for a new invitation: a reset would go around its term."""

    labels = {"email": _("E-mailadres")}
    users: Any

    def clean_email(self) -> str:
        email: str = super().clean_email()
        found: list[User] = self.users
        self.users = [user for user in found if user.has_usable_password()]
        return email


class ResetPasswordKeyForm(PlainlySaid, account.ResetPasswordKeyForm):
    labels = {"password1": NEW_PASSWORD, "password2": AGAIN}
    helps = {"password1": STRONG}


class ChangePasswordForm(PlainlySaid, account.ChangePasswordForm):
    labels = {"oldpassword": _("Wachtwoord van nu"), "password1": NEW_PASSWORD, "password2": AGAIN}
    helps = {"password1": STRONG}


class ReauthenticateForm(PlainlySaid, account.ReauthenticateForm):
    labels = {"password": _("Wachtwoord")}


class SecondStepForm(PlainlySaid, mfa.AuthenticateForm):
    labels = {"code": CODE}
    helps = {"code": _("Zes cijfers uit de app op je telefoon, of een van je herstelcodes.")}


class SecondStepAgainForm(PlainlySaid, mfa.ReauthenticateForm):
    labels = {"code": CODE}
    helps = {"code": _("Zes cijfers uit de app op je telefoon, of een van je herstelcodes.")}


class TurnOnSecondStepForm(PlainlySaid, ActivateTOTPForm):
    labels = {"code": CODE}
    helps = {"code": _("De zes cijfers die de app nu laat zien.")}


class DigestForm(Form):
    """Whether I get the mail of Monday."""

    weekly_digest = forms.BooleanField(
        label="Stuur me op maandag een mail",
        help_text="Met hoeveel afspraken en stappen deze week voor je klaarstaan. Zonder namen.",
        required=False,
    )


class FirstPasswordForm(Form):
    """The colleague's own answer to an invitation."""

    password = forms.CharField(
        label=_("Wachtwoord"),
        help_text=STRONG,
        strip=False,
        widget=forms.PasswordInput(attrs={"autocomplete": "new-password"}),
    )
    password_again = forms.CharField(
        label=_("Nog een keer je wachtwoord"),
        strip=False,
        widget=forms.PasswordInput(attrs={"autocomplete": "new-password"}),
    )

    def __init__(self, *args: Any, user: User, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.user = user

    def clean_password(self) -> str:
        password: str = self.cleaned_data["password"]
        validate_password(password, self.user)
        return password

    def clean(self) -> dict[str, Any]:
        data = super().clean() or {}
        if "password" in data and "password_again" in data and data["password"] != data["password_again"]:
            self.add_error("password_again", _("Dit is een ander wachtwoord. Vul twee keer hetzelfde in."))
        return data


def _places(viewer: Viewer) -> list[tuple[str, list[tuple[int, str]]]]:
    """Per gemeente that the viewer is admin of: the whole of it, and its wijken."""
    mine = viewer.municipality_ids(Function.MUNICIPALITY_ADMIN)
    wijken = list(Area.objects.wijken().filter(municipality__in=mine).order_by("name"))
    return [
        (
            municipality.name,
            [
                (municipality.pk, f"Heel {municipality.name}"),
                *((wijk.pk, wijk.name) for wijk in wijken if wijk.municipality_id == municipality.pk),
            ],
        )
        for municipality in Area.objects.municipalities().filter(pk__in=mine).order_by("name")
    ]


class LastDay(forms.BaseForm):
    """A last day lies ahead, and not before the first; none means: until someone ends it."""

    first_day: date | None = None

    def clean_end(self) -> date | None:
        end: date | None = self.cleaned_data["end"]
        if end and end < max(timezone.localdate(), self.first_day or date.min):
            raise forms.ValidationError(_("Kies een dag die nog komt."))
        return end


class AssignForm(LastDay, RequestKeyForm):
    """A function in a place, until a day."""

    function = forms.ChoiceField(label=_("Functie"), choices=list(FUNCTION_LABELS.items()), widget=forms.RadioSelect)
    area = forms.TypedChoiceField(label=_("Waar"), coerce=int)
    end = forms.DateField(label=_("Tot en met"), required=False, help_text=_("Leeg: tot je het zelf stopt."))

    def __init__(self, *args: Any, viewer: Viewer, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.viewer = viewer
        self.fields["area"].choices = [("", _("Kies een wijk of gemeente")), *_places(viewer)]  # type: ignore[attr-defined]

    def clean(self) -> dict[str, Any]:
        data = super().clean() or {}
        if "area" in data and "function" in data:
            data["area"] = Area.objects.get(pk=data["area"])
            data["function"] = Function(data["function"])
            if not may_assign(self.viewer, data["area"], data["function"]):
                self.add_error("area", _("Een beheerder werkt voor de hele gemeente. Kies bij waar: heel de gemeente."))
        return data


class InviteForm(AssignForm):
    """Who, and what they will do where."""

    name = forms.CharField(label=_("Naam"), max_length=100, widget=forms.TextInput(attrs={"autocomplete": "off"}))
    email = forms.EmailField(
        label=_("E-mailadres"),
        help_text=_("Het adres van het werk. Daar sturen we de uitnodiging heen."),
        widget=forms.EmailInput(attrs={"autocomplete": "off"}),
    )
    field_order = ("name", "email", "function", "area", "end")

    def clean_email(self) -> str:
        return str(self.cleaned_data["email"]).strip().lower()


class LastDayForm(LastDay, VersionForm):
    """Until when a colleague has a function that they have since `first_day`."""

    end = forms.DateField(label=_("Tot en met"), required=False, help_text=_("Leeg: tot je het zelf stopt."))

    def __init__(self, *args: Any, first_day: date, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.first_day = first_day
