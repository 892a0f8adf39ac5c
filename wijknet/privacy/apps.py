from django.apps import AppConfig

from wijknet.declare import declare
from wijknet.privacy.personal_data import DECLARATIONS


class PrivacyConfig(AppConfig):
    name = "wijknet.privacy"
    label = "privacy"
    verbose_name = "Privacy"

    def ready(self) -> None:
        declare(*DECLARATIONS)
