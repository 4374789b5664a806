from django.apps import AppConfig


class PipelineTrackerConfig(AppConfig):
    name = "pipeline_tracker"
    verbose_name = "Pipeline Tracker"

    def ready(self) -> None:
        from pipeline_tracker import checks  # noqa: F401  (registers the system checks)
