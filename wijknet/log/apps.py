from django.apps import AppConfig


class LogConfig(AppConfig):
    name = "wijknet.log"
    label = "log"
    verbose_name = "Logboek"
