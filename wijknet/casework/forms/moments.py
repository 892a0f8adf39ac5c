"""Log a talk with a thumb, correct it, find it back."""

from datetime import date, datetime, timedelta
from typing import Any

from django import forms
from django.db.models import Q, QuerySet
from django.utils import timezone

from actors.forms.party import PartiesField, party_value
from actors.forms.who import WhoForm
from actors.models import MunicipalContact
from initiatives.models import Initiative
from wijknet.access import Viewer
from wijknet.areas.models import Area, Theme
from wijknet.casework.forms.referrals import TO_CHOICES, TO_ICONS
from wijknet.casework.models import ContactMoment, Referral, Signal
from wijknet.casework.services import Heard, NewAgreement, NewReferral, Talk
from wijknet.casework.services.moments import PRIVATE_DAYS
from wijknet.casework.timeline import HOW_ICON
from wijknet.privacy.forms import StaffText, remember_stored
from wijknet.ui import dates
from wijknet.ui.forms import Chips, ChipsGrid, Form, ManyChips, RequestKeyForm, VersionForm

OTHER_DAY = "anders"
MANY = 30


def day_chips(today: date) -> list[tuple[str, str]]:
    """Days that people name: the next working day, the coming Friday and Monday, and what fills up to three."""
    soon = [dates.add_working_days(today, count) for count in range(1, 7)]
    chosen = {soon[0]}
    chosen |= set([day for day in soon if day.weekday() == 4][:1])
    chosen |= set([day for day in soon[1:] if day.weekday() == 0][:1])
    chosen |= set([day for day in soon if day not in chosen][: 3 - len(chosen)])
    return [(day.isoformat(), short_chip(day)) for day in sorted(chosen)] + [(OTHER_DAY, "Andere dag")]


def short_chip(day: date) -> str:
    """`vr 27 nov`: as short as a chip."""
    weekday, number, month = dates.short_day(day).split(" ")
    return f"{weekday} {number} {month[:3]}"


class TalkForm(WhoForm):
    """What a new and a corrected talk share. `place` is the wijk that stands first."""

    area = forms.ChoiceField(label="Welke wijk?", widget=Chips())
    parties = PartiesField(
        label="Met wie?",
        error_messages={
            "required": "Kies met wie je sprak, of kies ‘Iemand (geen naam)’.",
            "invalid_choice": "Deze keuze is er niet meer. Kies iemand uit de lijst.",
        },
    )
    where = StaffText(label="Waar?", required=False, max_length=120, help_text="Bijvoorbeeld: de markt.")
    how = forms.ChoiceField(
        label="Hoe?",
        choices=[(how.value, str(how.label).capitalize()) for how in ContactMoment.How],
        initial=ContactMoment.How.STREET,
        widget=ChipsGrid(icons={how.value: icon for how, icon in HOW_ICON.items()}),
    )
    line = StaffText(
        label="Wat speelt er?",
        help_text="Eén regel is genoeg. Schrijf niets over gezondheid of andermans naam.",
        max_length=2000,
        widget=forms.Textarea(attrs={"rows": 3}),
        error_messages={"required": "Schrijf in één regel wat er speelt."},
    )
    at = forms.DateTimeField(label="Dag en tijd", widget=forms.DateTimeInput(attrs={"class": "wn-input-m"}))
    minutes = forms.IntegerField(label="Hoe lang? (minuten)", min_value=1, max_value=720, initial=10)
    themes = forms.ModelMultipleChoiceField(
        Theme.objects.none(), label="Waar gaat het over?", required=False, widget=ManyChips()
    )
    initiative = forms.ModelChoiceField(
        Initiative.objects.none(), label="Welk initiatief?", required=False, empty_label="Geen initiatief"
    )
    visibility = forms.ChoiceField(
        label="Voor wie wil je dit bewaren?",
        choices=[("WIJK", "De wijk"), ("ONLY_ME", "Alleen ik"), ("MUNICIPALITY", "Heel de gemeente")],
        initial=ContactMoment.Visibility.WIJK,
        widget=forms.RadioSelect,
    )

    def __init__(
        self,
        *args: Any,
        viewer: Viewer,
        wijken: list[Area],
        place: Area,
        chosen: list[str] | None = None,
        **kwargs: Any,
    ) -> None:
        super().__init__(*args, **kwargs)
        self.wijken = {wijk.code: wijk for wijk in wijken}
        self.fields["area"].choices = [(code, wijk.name) for code, wijk in self.wijken.items()]  # type: ignore[attr-defined]
        self.initial.setdefault("area", place.code)
        self.initial.setdefault("at", timezone.localtime().replace(second=0, microsecond=0))
        self.start_who(viewer, place, chosen or [])
        self._set("themes", Theme.objects.filter(municipality=place.municipality_id))
        self._set("initiative", Initiative.objects.visible_to(viewer).order_by("-received_on", "-pk"))
        self._say_who_sees()

    def show(self) -> None:
        """Fill what the eye needs and a check does not: who is near or was searched for, and short lists."""
        self.show_who()
        for name in ("initiative", "signal", "refer_contact"):
            if name in self.fields:
                self._set(name, shortened(self.fields[name].queryset, self[name].value()))  # type: ignore[attr-defined]

    @property
    def when(self) -> str:
        """The time that stands there while nobody touched it; empty once it was typed."""
        at = self["at"].value()
        return dates.moment(at) if isinstance(at, datetime) else ""

    def _set(self, name: str, queryset: QuerySet[Any]) -> None:
        field: Any = self.fields[name]
        field.queryset = queryset

    def _say_who_sees(self) -> None:
        until = dates.day(dates.today() + timedelta(days=PRIVATE_DAYS))
        field: Any = self.fields["visibility"]
        field.choices = [
            ("WIJK", "De wijk"),
            ("ONLY_ME", f"Alleen ik, tot {until}"),
            ("MUNICIPALITY", "Heel de gemeente"),
        ]
        field.widget.option_helps = {
            "WIJK": f"Collega’s die in {self.place.name} werken.",
            "ONLY_ME": "Na 30 dagen is het weg. Niet geheim: valt onder inzage en Woo.",
            "MUNICIPALITY": "Ook collega’s van andere wijken.",
        }

    def clean_at(self) -> datetime:
        at: datetime = self.cleaned_data["at"]
        # A minute of slack: the field shows whole minutes, and a phone may run ahead.
        if at > timezone.now() + timedelta(minutes=5):
            raise forms.ValidationError("Dit moment ligt in de toekomst. Kies een tijd die voorbij is.")
        return at

    def talk(self) -> Talk:
        data = self.cleaned_data
        return Talk(
            line=data["line"],
            where=data["where"],
            parties=data["parties"],
            how=data["how"],
            at=data["at"],
            minutes=data["minutes"],
            visibility=data["visibility"],
            themes=list(data["themes"]),
            initiative=data["initiative"],
        )


class MomentForm(TalkForm, RequestKeyForm):
    """A new talk, with what may come out of it at once: an agreement, "hoor ik vaker", or sent on to another."""

    heard = forms.BooleanField(label="Hoor ik vaker", required=False, help_text="Telt mee als signaal.")
    signal = forms.ModelChoiceField(
        Signal.objects.none(), label="Bij welk signaal?", required=False, empty_label="Zoek zelf, of maak een nieuw"
    )
    street = forms.CharField(label="In welke straat?", required=False, max_length=120)
    asked = forms.BooleanField(
        label="Ik vroeg ze iets", required=False, help_text="Telt mee, zodat niemand te vaak wordt gevraagd."
    )
    refer = forms.ChoiceField(
        label="Naar wie verwijs je?",
        required=False,
        choices=[choice for choice in TO_CHOICES if choice[0] != Referral.To.ACTOR],
        widget=Chips(icons=TO_ICONS),
    )
    refer_contact = forms.ModelChoiceField(
        MunicipalContact.objects.none(), label="Welk gemeentecontact?", required=False, empty_label="Kies een contact"
    )
    refer_kind = forms.ChoiceField(
        label="Wat voor conflict?",
        required=False,
        choices=[("", "Kies een soort"), *Referral.Kind.choices],
        help_text="Alleen bij buurtbemiddeling. Straat en soort zijn genoeg, namen bewaren we niet.",
    )
    refer_street = forms.CharField(label="In welke straat speelt dit?", required=False, max_length=120)
    what = StaffText(label="Wat spreek je af?", required=False, max_length=300)
    day = forms.ChoiceField(label="Vóór wanneer?", required=False, widget=Chips())
    other_day = forms.DateField(label="Welke andere dag?", required=False)

    def __init__(self, *args: Any, viewer: Viewer, place: Area, **kwargs: Any) -> None:
        super().__init__(*args, viewer=viewer, place=place, **kwargs)
        day: Any = self.fields["day"]
        day.choices = day_chips(dates.today())
        contacts = MunicipalContact.objects.visible_to(viewer).current().for_area(place)
        self._set("refer_contact", contacts.order_by("sort_name", "pk"))
        self._set("signal", Signal.objects.visible_to(viewer).open().order_by("-last_heard_on", "-pk"))

    def clean(self) -> dict[str, Any]:
        data: dict[str, Any] = super().clean() or {}
        if data.get("refer") == Referral.To.MEDIATION and not data.get("refer_kind"):
            self.add_error("refer_kind", "Kies wat voor conflict het is. Namen zijn niet nodig.")
        if data.get("refer") == Referral.To.DESK and not data.get("refer_contact"):
            self.add_error("refer_contact", "Kies wie bij de gemeente dit krijgt.")
        if not data.get("what"):
            if data.get("day"):
                self.add_error("what", "Schrijf op wat je afspreekt, of kies geen dag.")
            return data
        if data.get("day") in {"", None, OTHER_DAY} and not data.get("other_day"):
            field = "other_day" if data.get("day") == OTHER_DAY else "day"
            if field not in self.errors:
                self.add_error(field, "Kies vóór wanneer je dit doet.")
        elif (due := self.due()) and due < dates.today():
            self.add_error("other_day", "Kies vandaag of een dag die nog komt.")
        nobody = "parties" in data and not any(data["parties"])
        if nobody and not data.get("street"):
            self.add_error("street", "Voor wie is de afspraak? Kies hierboven een plek of groep, of vul een straat in.")
        return data

    def due(self) -> date | None:
        chosen = self.cleaned_data.get("day")
        if chosen and chosen != OTHER_DAY:
            return date.fromisoformat(chosen)
        other: date | None = self.cleaned_data.get("other_day")
        return other

    def agreement(self) -> NewAgreement | None:
        due = self.due()
        if not self.cleaned_data["what"] or due is None:
            return None
        at = dates.local_date(self.cleaned_data["at"])
        return NewAgreement(what=self.cleaned_data["what"], due=max(due, at), street=self.cleaned_data["street"])

    def referral(self) -> NewReferral | None:
        """The line of the talk is what it is about; of a conflict only the kind and the street go along."""
        data = self.cleaned_data
        if not data["refer"]:
            return None
        mediation = data["refer"] == Referral.To.MEDIATION
        return NewReferral(
            to=data["refer"],
            contact=data["refer_contact"] if data["refer"] == Referral.To.DESK else None,
            what="" if mediation else data["line"].strip().splitlines()[0][:150],
            kind=data["refer_kind"] if mediation else "",
            street=data["refer_street"],
        )

    def heard_signal(self) -> Heard | None:
        data = self.cleaned_data
        if not data["heard"] and not data["signal"]:
            return None
        return Heard(signal=data["signal"], street=data["street"])


class MomentChangeForm(TalkForm, VersionForm):
    """Correct a talk; the wijk where it was said stays."""

    def __init__(self, *args: Any, moment: ContactMoment, initial: dict[str, Any] | None = None, **kwargs: Any) -> None:
        initial = initial or {
            "parties": chosen_of(moment),
            "how": moment.how,
            "line": moment.line,
            "where": moment.where,
            "at": timezone.localtime(moment.at).replace(second=0, microsecond=0),
            "minutes": moment.minutes,
            "themes": list(moment.themes.all()),
            "initiative": moment.initiative_id,
            "visibility": moment.visibility,
            "version": moment.version,
        }
        super().__init__(*args, initial=initial, **kwargs)
        del self.fields["area"]
        remember_stored(self)


def chosen_of(moment: ContactMoment) -> list[str]:
    """The parties of a talk as values of the chips."""
    return [
        party_value(party.function or party.actor or party.network or party.group)
        if party.actor or party.network or party.group
        else "nobody"
        for party in moment.parties.all()
    ]


class MomentFilter(Form):
    """What the list of talks can be narrowed by; each stands in the address."""

    hoe = forms.ChoiceField(
        label="Hoe", required=False, choices=[("", "alles"), *((how.value, how.label) for how in ContactMoment.How)]
    )
    thema = forms.ModelChoiceField(Theme.objects.none(), label="Thema", required=False, empty_label="alle")
    wie = forms.ChoiceField(
        label="Van wie", required=False, choices=[("", "de wijk"), ("ik", "mij"), ("gemeente", "heel de gemeente")]
    )

    def __init__(self, *args: Any, viewer: Viewer, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        theme: Any = self.fields["thema"]
        theme.queryset = themes_of(viewer)


def shortened(queryset: QuerySet[Any], value: Any) -> QuerySet[Any]:
    """The first of a long list, and what was chosen; a select of thousands helps nobody."""
    keys = list(queryset.values_list("pk", flat=True)[:MANY])
    if str(value or "").isdigit():
        keys.append(int(str(value)[:18]))
    return queryset.filter(pk__in=keys)


def themes_of(viewer: Viewer) -> Any:
    """The themes of the gemeenten where the viewer works."""
    wijken = Area.objects.filter(pk__in=viewer.wijk_ids()).values("municipality")
    return Theme.objects.filter(Q(municipality__in=wijken) | Q(municipality__in=viewer.municipality_ids()))
