"""What a consent says of people: that the sender of one row agreed. Who that is stands in the row itself."""

from wijknet.declare import Erase, Ground, PersonalData

DECLARATIONS = (
    PersonalData(
        model="privacy.Consent",
        fields=("subject_label", "subject_pk"),
        whose="wie toestemming gaf",
        ground=Ground.LEGAL_DUTY,
        purpose="Kunnen laten zien waar iemand toestemming voor gaf, in welke woorden.",
        term="Tot één jaar nadat de rij waar het over gaat weg is.",
        erase=Erase.DELETE_ROW,
    ),
)
