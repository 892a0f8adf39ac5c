"""How the network of a wijk goes out as a file: for which program, and with which names."""

from django import forms
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from wijknet.ui.forms import Cards, Form, form_helper

PSEUDONYMS, NAMES = "schuilnamen", "namen"
# Per format of `wijknet.files.networks`: its name, and for whom.
_PROGRAMS = {
    "gexf13": (_("GEXF 1.3"), _("Voor Gephi 0.10 en nieuwer.")),
    "gexf12": (_("GEXF 1.2"), _("Voor een oudere Gephi, en voor andere programma’s.")),
    "graphml": (_("GraphML"), _("Voor yEd, Cytoscape, igraph en veel andere programma’s.")),
    "kumu": (_("Kumu JSON"), _("Voor Kumu: sleep het op een lege kaart.")),
    "xlsx": (_("Excel"), _("Twee bladen, zoals Kumu ze leest: Elements en Connections.")),
}


class NetworkFileForm(Form):
    """Nothing but pseudonyms unless someone chooses names."""

    formaat = forms.ChoiceField(
        label=_("Voor welk programma?"),
        choices=[(name, label) for name, (label, _help) in _PROGRAMS.items()],
        widget=Cards(helps={name: str(text) for name, (_label, text) in _PROGRAMS.items()}),
        initial="gexf13",
    )
    wie = forms.ChoiceField(
        label=_("Welke namen komen erin?"),
        choices=[(PSEUDONYMS, _("Schuilnamen")), (NAMES, _("Echte namen"))],
        widget=Cards(
            helps={
                PSEUDONYMS: gettext("Elke plek heet Plek 1, Plek 2. Soms is toch te raden wie het is."),
                NAMES: gettext("Deel dit bestand alleen met collega’s."),
            }
        ),
        initial=PSEUDONYMS,
    )
    maten = forms.BooleanField(
        label=_("Neem de netwerkmaten mee"),
        help_text=_("Zoals de groep, het aantal buren en de tussenpositie."),
        initial=True,
        required=False,
    )

    def __init__(self, *args: object, **kwargs: object) -> None:
        super().__init__(*args, **kwargs)
        self.helper = form_helper(gettext("Bestand maken"))
