from django.apps import AppConfig

from wijknet.casework.merge import MERGED
from wijknet.casework.personal_data import DECLARATIONS
from wijknet.declare import declare, declare_merged


class CaseworkConfig(AppConfig):
    name = "wijknet.casework"
    label = "casework"
    verbose_name = "Werk"

    def ready(self) -> None:
        declare(*DECLARATIONS)
        declare_merged(*MERGED)
