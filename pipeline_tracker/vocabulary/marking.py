"""Labels are data here and shown in the reader's language elsewhere: this marks them for the catalogue of translations, and no more."""


def gettext_noop(text: str) -> str:
    return text
