from django.db import models


class FormerAddress(models.Model):
    """A path that pages had before a program or milestone was renamed, merged or regrouped; it redirects."""

    path = models.CharField(max_length=300, unique=True)
    target = models.CharField(max_length=300)

    class Meta:
        ordering = ["path"]
        verbose_name_plural = "former addresses"
        constraints = [
            models.CheckConstraint(condition=~models.Q(path=models.F("target")), name="former_address_leads_elsewhere"),
        ]

    def __str__(self) -> str:
        return self.path
