from django.apps import AppConfig


class FilesConfig(AppConfig):
    name = "wijknet.files"
    label = "files"
    verbose_name = "Bestanden"
