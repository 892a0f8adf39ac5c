"""Per field which of two records says it right; only what differs is asked."""

from typing import Any

from django import forms
from django.utils.translation import gettext as _

from actors.models import Actor
from actors.services.merging import CHOICES
from wijknet.ui.forms import Form, form_helper

_LABELS = {"address": _("Adres en plek op de kaart"), "area": _("Wijk waar het zit"), "connecting": _("Verbindend")}
_NOTHING = _("niets")


class MergeForm(Form):
    """A question per field in which the two differ. What one of them leaves empty is taken from the other first."""

    kept_version = forms.IntegerField(widget=forms.HiddenInput, min_value=1)
    gone_version = forms.IntegerField(widget=forms.HiddenInput, min_value=1)

    def __init__(self, kept: Actor, gone: Actor, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.versions = (kept.version, gone.version)
        self.initial.update(kept_version=kept.version, gone_version=gone.version)
        for choice, columns in CHOICES.items():
            if all(getattr(kept, column) == getattr(gone, column) for column in columns):
                continue
            texts = [_shown(actor, choice) for actor in (kept, gone)]
            if texts[0] == texts[1]:
                texts = [f"{text} ({_('van')} {actor.name})" for text, actor in zip(texts, (kept, gone), strict=True)]
            self.fields[choice] = forms.ChoiceField(
                label=_LABELS.get(choice) or _label(choice),
                choices=[("kept", texts[0]), ("gone", texts[1])],
                widget=forms.RadioSelect,
                initial="gone" if texts[0] == _NOTHING else "kept",
                error_messages={"required": _("Kies wat er blijft staan.")},
            )
        self.helper = form_helper(_("Samenvoegen"))

    @property
    def is_stale(self) -> bool:
        """Sent from a page that showed one of the two as it was before somebody changed it."""
        seen = tuple(str(self.data.get(name, "")) for name in ("kept_version", "gone_version"))
        return all(seen) and seen != tuple(str(version) for version in self.versions)

    @property
    def chosen(self) -> dict[str, str]:
        """Choice → "kept" or "gone", as far as it was answered."""
        return {name: self.data[name] for name in CHOICES if self.data.get(name) in {"kept", "gone"}}


def _label(choice: str) -> str:
    field: Any = Actor._meta.get_field(choice)
    return str(field.verbose_name).capitalize()


def _shown(actor: Actor, choice: str) -> str:
    """The value as people read it."""
    if choice == "address":
        buurt = actor.buurt.name if actor.buurt else ""
        point = _("op de kaart") if actor.lon is not None else ""
        return ", ".join(part for part in (actor.address, buurt, point) if part) or _NOTHING
    if choice == "connecting":
        return f"{_('ja')}: {actor.connecting_why}" if actor.connecting else _("nee")
    if choice == "rhythm_days":
        return actor.rhythm_words or _NOTHING
    value = getattr(actor, choice)
    if isinstance(value, bool):
        return _("ja") if value else _("nee")
    return str(value) if value not in (None, "") else _NOTHING
