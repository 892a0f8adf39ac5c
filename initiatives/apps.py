from django.apps import AppConfig

from initiatives.personal_data import DECLARATIONS
from wijknet.declare import declare


class InitiativesConfig(AppConfig):
    name = "initiatives"
    label = "initiatives"
    verbose_name = "Initiatieven"

    def ready(self) -> None:
        declare(*DECLARATIONS)
