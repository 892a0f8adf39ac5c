"""What is known of a stored file; the bytes lie in private storage under owner and hash.

What an import reads is kept so. Owners are named by label and key, so that this floor needs no change for the next.
"""

from django.db import models


class StoredFile(models.Model):
    """One file of one owner. `content_type` is read from the content, never taken from the sender."""

    sha256 = models.CharField("hash", max_length=64)
    name = models.CharField("naam", max_length=200)
    content_type = models.CharField("type", max_length=100)
    size = models.PositiveBigIntegerField("grootte in bytes")
    owner_label = models.CharField("soort", max_length=80)
    owner_pk = models.BigIntegerField("sleutel")
    created_at = models.DateTimeField("toegevoegd", auto_now_add=True)

    class Meta:
        verbose_name = "bestand"
        verbose_name_plural = "bestanden"
        constraints = [
            models.UniqueConstraint(
                fields=["owner_label", "owner_pk", "sha256"],
                name="files_once_per_owner",
            ),
            models.CheckConstraint(
                name="files_not_empty",
                condition=models.Q(size__gt=0),
                violation_error_message="Dit bestand is leeg.",
            ),
        ]

    def __str__(self) -> str:
        return self.name
