from django.apps import AppConfig
from django.db.models.signals import post_migrate, pre_migrate


class PipelineTrackerConfig(AppConfig):
    name = "pipeline_tracker"
    verbose_name = "Pipeline Tracker"

    def ready(self) -> None:
        from pipeline_tracker import checks  # noqa: F401  (registers the system checks)
        from pipeline_tracker.models import as_of, search
        from pipeline_tracker.models.labels import show_by_table

        show_by_table(self.get_models())
        pre_migrate.connect(as_of.remove_before_migrate, sender=self)
        post_migrate.connect(search.install_after_migrate, sender=self)
        post_migrate.connect(as_of.install_after_migrate, sender=self)  # shows the columns that search has, too
