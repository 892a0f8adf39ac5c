"""What members of a circle write, and what a colleague says about it. Every text asks first about private words."""

from typing import Any

from django import forms
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from initiatives.forms.desk import staff_text
from initiatives.forms.events import EventNewForm
from initiatives.models import MESSAGE_LENGTH, POST_LENGTH, CircleMember, EventKind
from initiatives.querysets import CircleMemberQuerySet
from wijknet.privacy.texts import newest
from wijknet.ui.forms import Form, RequestKeyForm, form_helper


class MemberForm(Form):
    """A first name and one line: all that others see."""

    name = staff_text(_("Je voornaam"), 60, asks=False, attrs={"autocomplete": "given-name", "class": "wn-input-m"})
    offer = staff_text(
        _("Waar kun je bij helpen?"),
        200,
        help_text=_("Eén regel. Bijvoorbeeld: een vergunning aanvragen, of koken voor veel mensen."),
    )

    def clean_name(self) -> str:
        return " ".join(self.cleaned_data["name"].split())


class JoinForm(MemberForm):
    agreed = forms.BooleanField(label=_(newest("join_circle").text))

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["agreed"].error_messages["required"] = _("Zet een vinkje als je wilt meedoen")


def only_to(member: CircleMember) -> str:
    """One member as a choice: two of the same name differ by what they can do."""
    return gettext("alleen %(name)s (%(offer)s)") % {"name": member.name, "offer": member.offer}


class AskForm(RequestKeyForm):
    """A question to all, or to one."""

    to = forms.ModelChoiceField(
        CircleMember.objects.none(),
        label=_("Aan wie?"),
        required=False,
        empty_label=_("iedereen in de kring"),
        error_messages={"invalid_choice": _("Deze buur doet niet meer mee. Kies iemand anders, of iedereen.")},
    )
    text = staff_text(
        _("Wat wil je vragen?"),
        POST_LENGTH,
        rows=5,
        help_text=_("Zet er geen adres, telefoonnummer of e-mail in. Noem geen namen van anderen."),
    )

    def __init__(self, *args: Any, others: CircleMemberQuerySet, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        to: Any = self.fields["to"]
        to.queryset = others
        to.label_from_instance = only_to
        self.fields["text"].error_messages["required"] = _("Schrijf je vraag op")


class CircleAnswerForm(RequestKeyForm):
    text = staff_text(
        _("Je antwoord"),
        POST_LENGTH,
        rows=4,
        help_text=_("Zet er geen adres, telefoonnummer of e-mail in. Noem geen namen van anderen."),
    )

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["text"].error_messages["required"] = _("Schrijf je antwoord op")


class ReportForm(Form):
    why = staff_text(
        _("Wat is er mis mee?"),
        POST_LENGTH,
        rows=3,
        help_text=_("Alleen de wijkmanager leest dit. Je naam staat er niet bij."),
    )


class RefuseForm(Form):
    reason = staff_text(
        _("Waarom niet?"),
        POST_LENGTH,
        rows=4,
        help_text=_("Alleen de schrijver leest dit. Schrijf ook wat wel kan."),
    )


class RemoveForm(Form):
    reason = staff_text(
        _("Waarom?"),
        MESSAGE_LENGTH,
        rows=4,
        help_text=_("De deelnemer leest dit bij de berichten op de pagina van het idee."),
    )


class CircleMeetingForm(EventNewForm):
    """An event that is for the circle only: not on the site, once."""

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        for name in ("themes", "groups", "public", "registration", "places", "rhythm", "last_on"):
            del self.fields[name]
        self.fields["kind"].initial = EventKind.ACTIVITY
        self.fields["title"].help_text = _("Bijvoorbeeld: de kring drinkt koffie.")
        self.helper = form_helper(gettext("Plan het en nodig de kring uit"))

    def clean(self) -> dict[str, Any]:
        alone = {"public": False, "registration": False, "places": None, "themes": (), "groups": ()}
        return super().clean() | alone
