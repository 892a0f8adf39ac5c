"""A picture with an idea, as its sender adds it."""

from typing import Any

from django import forms
from django.core.files.uploadedfile import UploadedFile
from django.utils.translation import gettext_lazy as _

from initiatives.models import ALT_LENGTH
from initiatives.services.pictures import SHOW_PICTURE
from wijknet.files.pictures import MOST_BYTES, CleanPicture, clean_picture
from wijknet.privacy.texts import newest
from wijknet.ui.forms import Form


class PictureForm(Form):
    """The picture, what is to be seen on it, and that it may be used."""

    picture = forms.FileField(
        label=_("Foto"),
        max_length=255,
        help_text=_("JPG, PNG of WebP, hoogstens 10 MB. Waar en wanneer de foto is gemaakt, halen wij eruit."),
        widget=forms.FileInput(attrs={"accept": "image/jpeg,image/png,image/webp"}),
        error_messages={
            "required": _("Kies een foto"),
            "empty": _("Dit bestand is leeg. Kies een foto."),
            "max_length": _("De naam van het bestand is te lang. Geef de foto een kortere naam."),
        },
    )
    alt = forms.CharField(
        label=_("Wat zie je op de foto?"),
        max_length=ALT_LENGTH,
        help_text=_("Voor wie de foto niet kan zien. Bijvoorbeeld: een leeg veldje naast de speeltuin."),
        error_messages={"required": _("Vul in wat je op de foto ziet")},
    )
    agreed = forms.BooleanField(
        label=_(newest(SHOW_PICTURE).text),
        error_messages={"required": _("Zet een vinkje: je maakte de foto zelf, en wie erop staat vindt het goed")},
    )

    def clean_picture(self) -> CleanPicture:
        """Read no more than a picture may be; what is not one is said in plain words."""
        upload: UploadedFile[Any] = self.cleaned_data["picture"]
        return clean_picture(upload.read(MOST_BYTES + 1))

    def clean_alt(self) -> str:
        return " ".join(self.cleaned_data["alt"].split())
