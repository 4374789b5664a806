"""The catalogue of translations is complete, agrees with itself, and what is compiled is what is written."""

import ast
import gettext
import re
from dataclasses import dataclass, field
from pathlib import Path

import pytest
from django.utils import translation

from tests.web.html import get, words

ROOT = Path(__file__).resolve().parent.parent
CATALOGUE = ROOT / "locale" / "zh_Hans" / "LC_MESSAGES" / "django.po"
LINE = re.compile(r'(?:(msgctxt|msgid_plural|msgid|msgstr)(?:\[(\d)\])? )?(".*")', re.ASCII)
PLACEHOLDER = re.compile(r"%\(\w+\)[sd]|%[sd]|</?\w+>", re.ASCII)


@dataclass
class Entry:
    """One message: its context, the English (and its plural), and the translations by plural form."""

    flags: str = ""
    parts: dict[str, str] = field(default_factory=dict)
    translations: dict[int, str] = field(default_factory=dict)

    @property
    def key(self) -> str:
        """As the compiled catalogue has it."""
        context = self.parts.get("msgctxt")
        return f"{context}\4{self.parts['msgid']}" if context is not None else self.parts["msgid"]


def read(text: str) -> list[Entry]:
    entries = []
    for block in text.split("\n\n"):
        entry, name, number = Entry(), "", 0
        for line in block.splitlines():
            if line.startswith("#"):
                entry.flags += line.removeprefix("#,") if line.startswith("#,") else ""
                continue
            match = LINE.fullmatch(line)
            assert match, line
            if match[1]:
                name, number = match[1], int(match[2] or 0)
            piece = ast.literal_eval(match[3])
            if name == "msgstr":
                entry.translations[number] = entry.translations.get(number, "") + piece
            else:
                entry.parts[name] = entry.parts.get(name, "") + piece
        if entry.parts:
            entries.append(entry)
    return entries


@pytest.fixture(scope="module")
def entries() -> list[Entry]:
    head, *entries = read(CATALOGUE.read_text(encoding="utf-8"))
    assert head.parts == {"msgid": ""}
    assert len(entries) > 500
    return entries


def test_every_string_is_translated_and_none_is_a_guess(entries):
    assert [
        entry.key for entry in entries if "fuzzy" in entry.flags or not entry.translations or not all(entry.translations.values())
    ] == []


def test_a_translation_has_the_placeholders_of_its_original(entries):
    wrong = {}
    for entry in entries:
        # Chinese has one form for any number, so it follows the plural.
        wanted = sorted(PLACEHOLDER.findall(entry.parts.get("msgid_plural", entry.parts["msgid"])))
        for text in entry.translations.values():
            if sorted(PLACEHOLDER.findall(text)) != wanted:
                wrong[entry.key] = text
    assert wrong == {}


def test_what_is_compiled_is_what_is_written(entries):
    with CATALOGUE.with_suffix(".mo").open("rb") as compiled:
        found = gettext.GNUTranslations(compiled)._catalog  # type: ignore[attr-defined]  # all of it, for which there is no other way
    shown = {key[0] if isinstance(key, tuple) else key: text for key, text in found.items() if key not in ("", ("", 0))}
    assert shown == {entry.key: entry.translations[0] for entry in entries}


@pytest.mark.parametrize(
    ("address", "heading"),
    [
        ("/", "生物技术公司的在研管线"),
        ("/programs/", "项目"),
        ("/milestones/", "里程碑"),
        ("/about/", "关于数据"),
        ("/nothing/", "此地址没有页面"),
    ],
)
def test_pages_speak_chinese_to_those_who_ask_for_it(client, world, address, heading):
    client.defaults["HTTP_ACCEPT_LANGUAGE"] = "zh-CN"
    page = get(client, address, status=404 if address == "/nothing/" else 200)
    assert words(page.find(".//h1")) == heading


def test_labels_of_the_vocabulary_are_shown_in_chinese_and_kept_in_english(world):
    standing = world.ast1.standings.order_by("pk").first()
    english = standing.get_phase_display()
    with translation.override("zh-hans"):
        assert (standing.get_phase_display(), english) == ("II期", "Phase 2")
