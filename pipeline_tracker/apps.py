from django.apps import AppConfig
from django.db.models.signals import post_migrate


class PipelineTrackerConfig(AppConfig):
    name = "pipeline_tracker"
    verbose_name = "Pipeline Tracker"

    def ready(self) -> None:
        from pipeline_tracker import checks  # noqa: F401  (registers the system checks)
        from pipeline_tracker.models.search import install_after_migrate

        post_migrate.connect(install_after_migrate, sender=self)
