"""What stored files hold of people: the name that the sender gave the file, and what stands in it."""

from wijknet.declare import Erase, Ground, PersonalData

DECLARATIONS = (
    PersonalData(
        model="files.StoredFile",
        fields=("name",),
        whose="wie in het bestand staat of het toevoegde",
        ground=Ground.PUBLIC_TASK,
        purpose="Het bestand herkennen in een lijst.",
        term="Zolang het ding bestaat waar het bestand bij hoort.",
        erase=Erase.DELETE_ROW,
    ),
)
