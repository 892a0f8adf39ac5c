"""Places, groups and figures are not about persons; this says of each telling field why not."""

from wijknet.declare import NotPersonal

DECLARATIONS = (
    NotPersonal(
        model="areas.Area",
        fields=("name",),
        why="De naam van een gemeente, wijk of buurt.",
    ),
    NotPersonal(
        model="areas.MunicipalitySettings",
        fields=("phone", "indicators"),
        why="Het openbare nummer van de gemeente voor bewoners, en welke cijfers in het wijkprofiel staan.",
    ),
    NotPersonal(
        model="areas.Theme",
        fields=("name", "aim"),
        why="Een thema van het wijkprogramma, vastgesteld door de gemeente.",
    ),
    NotPersonal(
        model="areas.Plan",
        fields=("name", "sort_name", "aim", "owner_text"),
        why="Een vastgesteld plan van de gemeente of een partner, en welke organisatie het maakte.",
    ),
    NotPersonal(
        model="areas.ResidentGroup",
        fields=("name", "source", "matters"),
        why="Een groep naar levensfase, straat of situatie, nooit kleiner dan de gemeente toestaat.",
    ),
    NotPersonal(
        model="areas.Indicator",
        fields=("name", "definition", "source"),
        why="Wat er geteld wordt, en door wie dat gepubliceerd is.",
    ),
    NotPersonal(
        model="areas.Figure",
        fields=("source",),
        why="De publicatie waar het cijfer uit komt.",
    ),
    NotPersonal(
        model="areas.CountryFigure",
        fields=("source",),
        why="De publicatie waar het cijfer van Nederland uit komt.",
    ),
    NotPersonal(
        model="areas.Border",
        fields=("name", "geometry", "source"),
        why="De naam van het gebied in een jaar, en de maker van de kaart.",
    ),
    NotPersonal(
        model="areas.Postcode",
        fields=("postcode", "house_from", "house_to"),
        why="In welke buurt een postcode ligt; er staat geen adres van iemand bij.",
    ),
)
