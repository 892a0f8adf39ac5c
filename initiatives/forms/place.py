"""Where it is: by postcode, from the list of wijken and buurten, from the map, and in words."""

import re
from typing import Any

from django import forms
from django.utils.translation import gettext as _now
from django.utils.translation import gettext_lazy as _

from actors.services.places import find_buurt
from initiatives.services.submit import Place, street_only
from wijknet.areas.models import Area, Postcode
from wijknet.ui.forms import Form

# A list that somebody on a telephone still scrolls through; with more buurten only the wijken are in it.
MOST_BUURTEN = 300
# A point as the map gives it: within the Netherlands, on some 70 metres, and the buurt where it lies.
_POINT = re.compile(r"([3-7]\.\d{3}),(5[0-3]\.\d{3}),(BU\d{8})", re.ASCII)
# A street alone is looked for in so many gemeenten.
MOST_GEMEENTEN = 20


def wijk_choices() -> list[tuple[str, list[tuple[str, str]]]]:
    """The wijken of gemeenten that use WijkNet, grouped by gemeente."""
    groups: dict[str, list[tuple[str, str]]] = {}
    rows = Area.objects.wijken().filter(municipality__settings__isnull=False)
    for gemeente, code, name in rows.order_by("municipality__name", "name").values_list(
        "municipality__name", "code", "name"
    ):
        groups.setdefault(gemeente, []).append((code, name))
    return list(groups.items())


def place_choices() -> list[tuple[str, list[tuple[str, str]]]]:
    """Every wijk with its buurten, and with a line for who does not know it; only wijken where that is too much."""
    rows = Area.objects.filter(level__in=("WIJK", "BUURT"), municipality__settings__isnull=False)
    found = list(
        rows.order_by("municipality__name", "level", "name").values_list("pk", "parent", "level", "code", "name")[
            : MOST_BUURTEN * 2
        ]
    )
    buurten: dict[int, list[tuple[str, str]]] = {}
    for _pk, wijk, level, code, name in found:
        if level == Area.Level.BUURT:
            buurten.setdefault(wijk, []).append((code, name))
    if not buurten or sum(map(len, buurten.values())) > MOST_BUURTEN:
        return wijk_choices()
    return [
        (name, [(code, _now("%(wijk)s, de buurt weet ik niet") % {"wijk": name}), *buurten[pk]])
        if pk in buurten
        else (name, [(code, name)])
        for pk, _gemeente, level, code, name in found
        if level == Area.Level.WIJK
    ]


class PlaceSelect(forms.Select):
    """All wijken and buurten that take part; read only when the page is drawn."""

    def optgroups(self, name: str, value: list[str], attrs: dict[str, Any] | None = None) -> list[Any]:
        self.choices = [("", _("Kies je wijk of buurt")), *place_choices()]
        return super().optgroups(name, value, attrs)


class PointForm(Form):
    """A place that somebody pointed at, within one gemeente."""

    lon = forms.FloatField(required=False, min_value=-180, max_value=180, widget=forms.HiddenInput)
    lat = forms.FloatField(required=False, min_value=-90, max_value=90, widget=forms.HiddenInput)

    def __init__(self, *args: Any, municipality: Area | None, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.municipality = municipality
        self.area: Area | None = None

    def clean(self) -> dict[str, Any]:
        cleaned = super().clean() or {}
        lon, lat = cleaned.get("lon"), cleaned.get("lat")
        if lon is None or lat is None or self.municipality is None:
            raise forms.ValidationError(_("Klik eerst op de kaart, of kies een wijk uit de lijst."))
        self.area = find_buurt(municipality_id=self.municipality.pk, lon=lon, lat=lat)
        if self.area is None:
            names = {"name": self.municipality.name}
            raise forms.ValidationError(_("Deze plek ligt buiten %(name)s. Klik op een andere plek.") % names)
        return cleaned

    def kept(self) -> dict[str, str]:
        """What the form of the place keeps: the buurt, and the point no finer than a street."""
        if self.area is None:
            raise ValueError("Ask for what is kept of a form that is valid.")
        lon, lat = self.cleaned_data["lon"], self.cleaned_data["lat"]
        return {"wijk": self.area.code, "point": f"{lon:.3f},{lat:.3f},{self.area.code}"}


class PlaceForm(Form):
    """Step two. `wijk` holds the code of a wijk or of a buurt; `point` a place on the map and its buurt."""

    postcode = forms.CharField(
        label=_("Postcode"),
        required=False,
        max_length=20,
        help_text=_("Bijvoorbeeld 6822 AB."),
        widget=forms.TextInput(attrs={"autocomplete": "postal-code", "class": "wn-input-xs"}),
    )
    wijk = forms.CharField(
        label=_("Wijk of buurt"),
        required=False,
        max_length=10,
        help_text=_("Weet je de postcode niet? Kies dan de wijk of de buurt."),
        widget=PlaceSelect(attrs={"class": "wn-input-m"}),
    )
    place_text = forms.CharField(
        label=_("Straat of plek"),
        max_length=200,
        required=False,
        help_text=_("Een huisnummer is niet nodig. Bijvoorbeeld: Klarendalseweg, of bij de speeltuin."),
    )

    point = forms.CharField(required=False, max_length=60, widget=forms.HiddenInput)

    found: Area | None = None
    buurt: Area | None = None

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        # Who chose a wijk needs no postcode, so then nothing has to be asked of the table.
        if not self.data.get("wijk") and not Postcode.objects.exists():
            del self.fields["postcode"]
            self.fields["wijk"].help_text = ""
        for field in self.fields.values():
            field.says_optional = False  # type: ignore[attr-defined]

    def clean(self) -> dict[str, Any]:
        cleaned = super().clean() or {}
        code, postcode = cleaned.get("wijk", ""), cleaned.get("postcode", "")
        if code:
            self._take(self._participating(code=code))
            if self.found is None:
                self.add_error("wijk", _("Kies een wijk uit de lijst."))
        elif postcode:
            self._take(self._at(postcode))
            if self.found is None:
                self.add_error("postcode", _("We vinden geen wijk bij deze postcode. Kies hieronder je wijk."))
        elif words := cleaned.get("place_text"):
            self._take(self._in_street(street_only(words)))
            if self.found is None:
                self.add_error("wijk", _("We weten niet in welke wijk dit is. Kies je wijk of buurt."))
        elif not self.errors:
            self.add_error(
                "wijk", _("Vul een postcode in, of kies je wijk") if "postcode" in self.fields else _("Kies je wijk")
            )
        return cleaned

    def _take(self, area: Area | None) -> None:
        if area is not None and area.level == Area.Level.BUURT:
            self.buurt, self.found = area, area.parent
            if self.found is not None:
                self.found.municipality = area.municipality
        else:
            self.found = area

    def _at(self, postcode: str) -> Area | None:
        """The buurt of a postcode, or the wijk when it lies in more than one buurt of it."""
        areas = {row.area for row in Postcode.objects.at(postcode)}
        if len(areas) == 1:
            return self._participating(pk=areas.pop().pk)
        wijk = Postcode.objects.wijk_at(postcode) if areas else None
        return self._participating(pk=wijk.pk) if wijk else None

    def _in_street(self, street: str) -> Area | None:
        """Where the places of this street lie that are in who is who, when that is one buurt of all gemeenten."""
        keys = Area.objects.filter(level="GEMEENTE", settings__isnull=False).values_list("pk", flat=True)[
            :MOST_GEMEENTEN
        ]
        found = {buurt.pk for key in keys if (buurt := find_buurt(municipality_id=key, street=street))}
        return self._participating(pk=found.pop()) if len(found) == 1 else None

    def _participating(self, **lookup: Any) -> Area | None:
        rows = Area.objects.filter(level__in=("WIJK", "BUURT"), municipality__settings__isnull=False, **lookup)
        found: Area | None = rows.select_related("municipality__settings", "parent").first()
        return found

    def place(self) -> Place:
        if self.found is None:
            raise ValueError("Ask for the place of a form that is valid.")
        words = " ".join(self.cleaned_data["place_text"].split())
        lon, lat = self._pointed_at()
        return Place(wijk=self.found, buurt=self.buurt, place_text=words, lon=lon, lat=lat)

    def _pointed_at(self) -> tuple[float, float] | tuple[None, None]:
        """The point, as long as the buurt that it lies in is still the one that is chosen."""
        told = _POINT.fullmatch(self.cleaned_data["point"])
        if told is None or told[3] != self.cleaned_data["wijk"]:
            return None, None
        return float(told[1]), float(told[2])
