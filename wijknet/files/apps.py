from django.apps import AppConfig

from wijknet.declare import declare
from wijknet.files.personal_data import DECLARATIONS


class FilesConfig(AppConfig):
    name = "wijknet.files"
    label = "files"
    verbose_name = "Bestanden"

    def ready(self) -> None:
        declare(*DECLARATIONS)
