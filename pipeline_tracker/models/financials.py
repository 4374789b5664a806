from django.db import models

from pipeline_tracker.vocabulary.terms import METRICS

from .companies import Company
from .constraints import not_empty, one_of
from .documents import Document
from .labels import translated


class FinancialResult(models.Model):
    """A headline figure as one document states it. ``period`` is 2019-Q3, 2019-9M, 2019-H1, 2019 or a day."""

    company = models.ForeignKey(Company, on_delete=models.CASCADE, related_name="financial_results")
    document = models.ForeignKey(Document, on_delete=models.CASCADE, related_name="financial_results", db_index=False)
    metric = models.CharField(max_length=20, choices=translated(METRICS))
    period = models.CharField(max_length=10)
    amount = models.BigIntegerField(help_text="In whole units of the currency")
    currency = models.CharField(max_length=3)
    start = models.PositiveIntegerField()
    end = models.PositiveIntegerField()
    quote = models.TextField()

    class Meta:
        ordering = ["period", "metric", "pk"]
        constraints = [
            models.UniqueConstraint(fields=["document", "metric", "period"], name="figure_once_per_document"),
            models.CheckConstraint(condition=models.Q(end__gt=models.F("start")), name="figure_span_in_order"),
            one_of("metric", METRICS, "figure_metric_known"),
            not_empty("period", "figure_has_a_period"),
        ]

    def __str__(self) -> str:
        return f"{self.get_metric_display()} {self.period}"
