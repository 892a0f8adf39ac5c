from django.apps import AppConfig


class JobsConfig(AppConfig):
    name = "wijknet.jobs"
    label = "jobs"
    verbose_name = "Taken"
