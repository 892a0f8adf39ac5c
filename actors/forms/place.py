"""Where a place is: an address, a point on the map, and the buurt that follows from them unless it was chosen."""

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from actors.services.places import find_buurt
from wijknet.areas.models import Area
from wijknet.ui.forms import ModelForm

_SAYS_WHERE = ("street", "house_number", "postcode", "lon", "lat")


class PlaceForm(ModelForm):
    """Base of the forms of an actor. `found_buurt` is what was worked out, to tell it after saving."""

    found_buurt: Area | None = None

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        for name in ("lon", "lat"):
            if name in self.fields:
                self.fields[name].widget = forms.HiddenInput()

    def clean(self) -> dict[str, Any]:
        cleaned: dict[str, Any] = super().clean() or self.cleaned_data
        area = cleaned.get("area")
        if (cleaned.get("lon") is None) != (cleaned.get("lat") is None):
            raise forms.ValidationError(_("Klik de plek nog eens aan op de kaart."), code="point")
        if not isinstance(area, Area) or "buurt" in self.changed_data:
            return cleaned
        moved = any(name in self.changed_data for name in _SAYS_WHERE)
        if moved or not cleaned.get("buurt"):
            where: dict[str, Any] = {
                name: cleaned.get(name) for name in _SAYS_WHERE if cleaned.get(name) not in (None, "")
            }
            self.found_buurt = find_buurt(municipality_id=area.municipality_id or area.pk, **where)
            if self.found_buurt:
                cleaned["buurt"] = self.found_buurt
        return cleaned

    def what_was_found(self) -> str:
        """For the message after saving; empty when there is nothing to tell."""
        buurt, wijk = self.found_buurt, self.cleaned_data.get("area")
        if buurt is None:
            return ""
        if wijk is not None and buurt.parent is not None and buurt.parent_id != wijk.pk:
            text = _("De buurt is %(buurt)s. Let op: die ligt in de wijk %(wijk)s.")
            return str(text) % {"buurt": buurt.name, "wijk": buurt.parent.name}
        return str(_("De buurt is %(buurt)s.")) % {"buurt": buurt.name}
