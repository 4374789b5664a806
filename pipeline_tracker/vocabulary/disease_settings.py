"""Settings in which one disease is treated: before any other treatment, when it has come back, after other treatments. Pure.

The words are those that labels and guidelines use for lines of therapy; a text that uses none of them names no setting.
"""

import re

# Words by setting, in names of indications as in addresses ("first-line-lung-cancer"). Two different settings contradict each other.
SETTINGS = (
    ("untreated", re.compile(r"\b(?:first-line|front-?line|newly-diagnosed|previously-untreated|treatment-naive|primary)\b")),
    ("relapsed", re.compile(r"\b(?:recurrent|relapsed|relapsing|recurrence)\b")),
    ("pretreated", re.compile(r"\b(?:second-line|third-line|later-line|previously-treated|heavily-pretreated|pretreated)\b")),
)


def settings_named(indication: str) -> frozenset[str]:
    """The settings that an indication (a slug) names; none for most."""
    return frozenset(setting for setting, named in SETTINGS if named.search(indication))
