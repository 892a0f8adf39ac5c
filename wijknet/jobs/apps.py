from django.apps import AppConfig

from wijknet.declare import declare
from wijknet.jobs.personal_data import DECLARATIONS


class JobsConfig(AppConfig):
    name = "wijknet.jobs"
    label = "jobs"
    verbose_name = "Taken"

    def ready(self) -> None:
        declare(*DECLARATIONS)
