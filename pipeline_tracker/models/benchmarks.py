from django.db import models


class BenchmarkFigures(models.Model):
    """Figures of a stage of development, counted ahead where there are too many programs to count them for each visitor.

    ``grouping`` and ``part`` say of which programs ("" for all), ``figures`` is what vocabulary.benchmarks writes. Computed as a
    whole at the end of a run; empty in small databases.
    """

    grouping = models.CharField(max_length=20, blank=True)
    part = models.CharField(max_length=100, blank=True)
    stage = models.CharField(max_length=20)
    figures = models.JSONField()

    class Meta:
        default_permissions = ()  # no table of staff's
        verbose_name_plural = "benchmark figures"
        indexes = [models.Index(fields=["grouping"], name="benchmark_figures_by_grouping")]

    def __str__(self) -> str:
        return f"{self.grouping} {self.part} {self.stage}"
