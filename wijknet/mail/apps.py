from django.apps import AppConfig

from wijknet.declare import declare
from wijknet.mail.personal_data import DECLARATIONS


class MailConfig(AppConfig):
    name = "wijknet.mail"
    label = "mail"
    verbose_name = "Post"

    def ready(self) -> None:
        declare(*DECLARATIONS)
