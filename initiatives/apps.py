from django.apps import AppConfig

from initiatives.merge import MERGED
from initiatives.personal_data import DECLARATIONS
from wijknet.declare import declare, declare_merged


class InitiativesConfig(AppConfig):
    name = "initiatives"
    label = "initiatives"
    verbose_name = "Initiatieven"

    def ready(self) -> None:
        declare(*DECLARATIONS)
        declare_merged(*MERGED)
