from django.apps import AppConfig

from wijknet.declare import declare
from wijknet.profiles.personal_data import DECLARATIONS


class ProfilesConfig(AppConfig):
    name = "wijknet.profiles"
    label = "profiles"
    verbose_name = "Wijkprofielen"

    def ready(self) -> None:
        declare(*DECLARATIONS)
