"""The vocabulary's labels in the language of whoever looks at the page. The vocabulary itself holds the English ones, which are data."""

from collections.abc import Iterator, Mapping

from django.utils.translation import gettext

from pipeline_tracker.vocabulary import areas, milestones, phases, regulators, terms


class Labels(Mapping[str, str]):
    """Code to label, translated when it is asked for."""

    def __init__(self, labels: Mapping[str, str]):
        self._labels = labels

    def __getitem__(self, code: str) -> str:
        return gettext(self._labels[code])

    def __iter__(self) -> Iterator[str]:
        return iter(self._labels)

    def __len__(self) -> int:
        return len(self._labels)


KIND_LABELS = Labels(milestones.KIND_LABELS)
STATUS_LABELS = Labels(milestones.STATUS_LABELS)
PHASE_LABELS = Labels(phases.PHASE_LABELS)
ACTIVITY_LABELS = Labels(dict(phases.ACTIVITIES))
TERRITORY_LABELS = Labels(regulators.TERRITORY_LABELS)
DESIGNATION_LABELS = Labels(terms.DESIGNATION_LABELS)
READOUT_LABELS = Labels(dict(terms.READOUTS))
MODALITY_LABELS = Labels(terms.MODALITY_LABELS)
ORIGIN_LABELS = Labels(dict(terms.ORIGINS))
DOCUMENT_KIND_LABELS = Labels(dict(terms.DOCUMENT_KINDS))
REGISTRY_LABELS = Labels(dict(terms.REGISTRIES))
SPONSOR_CLASS_LABELS = Labels(dict(terms.SPONSOR_CLASSES))
METRIC_LABELS = Labels(terms.METRIC_LABELS)
AREA_LABELS = Labels({name: name for name in areas.AREAS.values()})  # a table may name others, which stay as they are
