"""Lists of talks: under a congress heading, lines with title, identifier, day, time and place.

A congress named once holds for the talks below it, until a talk has another place on a distant day: then it belongs to a
meeting that the text does not name, and says so.
"""

import datetime as dt
import re
from dataclasses import dataclass, field, replace

from msgspec import structs

from pipeline_tracker.ingest.documents import Claim, Span, Talk
from pipeline_tracker.ingest.extract import names
from pipeline_tracker.ingest.extract.layout import NEWS, Passage
from pipeline_tracker.ingest.extract.scene import Scene, Sight
from pipeline_tracker.vocabulary.windows import Window

_ID = re.compile(
    r"\(?\b(?:abstract|submission|poster|presentation|publication|control|paper|program)\b(?:\s+(?:presentation|"
    r"board))?\s{0,2}(?:ID|number|no\.?|nr\.?|#)\s{0,2}[:#]?\s{0,2}#?(?P<id>[A-Z]{0,5}[-‑ "
    r"]?[0-9]{1,7}[A-Z]{0,3})\b\s?\)?"
    r"|\(?\b(?:abstract|poster)\s{0,2}[:#]\s{0,2}#?(?P<bare>[A-Z]{0,5}[-‑]?[0-9]{1,7}[A-Z]{0,3})\b\s?\)?|"
    r"\(abstract\s+(?P<inner>[A-Z]{0,5}[-‑]?[0-9]{1,7}[A-Z]{0,3})\)",
    re.IGNORECASE,
)
_ID_WORDS = ("abstract", "submission", "poster", "presentation", "publication", "control", "paper", "program")
_DIGIT = re.compile(r"[0-9]")
_CLOCK = r"(?P<h{n}>[01]?[0-9]|2[0-3])(?::(?P<m{n}>[0-5][0-9]))?\s?(?P<ap{n}>[AaPp]\.?[Mm]\.?)?"
_TIME = re.compile(
    rf"(?<![0-9:$.,-]){_CLOCK.replace('{n}', '1')}\s{{0,2}}(?:-|–|—|to|"
    rf"until)\s{{0,2}}{_CLOCK.replace('{n}', '2')}\s{{0,2}}\(?(?P<zone>ET|EST|EDT|CT|CST|CDT|MT|MST|MDT|PT|PST|PDT|CET|"
    rf"CEST|BST|GMT|UTC|JST|[A-Z][a-z]+\s(?:Standard\s|Daylight\s)?Time)?\b"
    rf"|(?<![0-9:$.,-]){_CLOCK.replace('{n}', '3')}\s{{0,2}}\(?(?P<zone3>ET|EST|EDT|CT|CST|CDT|MT|MST|MDT|PT|PST|PDT|"
    rf"CET|CEST|BST|GMT|UTC|JST|[A-Z][a-z]+\s(?:Standard\s|Daylight\s)?Time)?\b"
)
_ZONES = {
    "E": "America/New_York",
    "C": "America/Chicago",
    "M": "America/Denver",
    "P": "America/Los_Angeles",
    "CET": "Europe/Paris",
    "CEST": "Europe/Paris",
    "BST": "Europe/London",
    "GMT": "Etc/GMT",
    "UTC": "Etc/UTC",
    "JST": "Asia/Tokyo",
    "Eastern": "America/New_York",
    "Central": "America/Chicago",
    "Mountain": "America/Denver",
    "Pacific": "America/Los_Angeles",
}
_LABEL = re.compile(
    (
        r"^(?P<label>(?:(?:abstract|poster|presentation|oral|session|talk|paper)\s+)?(?:title|session(?:\s+(?:title|name|"
        r"date(?:\s+and\s+time)?|time|type))?|presenters?|presenting\s+author|speakers?|authors?|date(?:\s*(?:and|&|"
        r"/)\s*time)?|time|location|venue|place|room|(?:abstract|poster|presentation|publication|board)\s*(?:id|number|"
        r"no\.?|#)?|format|type|track|category))\s{0,2}[:#]\s{0,2}(?P<rest>.{1,600})"
    ),
    re.IGNORECASE | re.DOTALL,
)
_HAS_TIME = re.compile(r"[0-9]\s?[AaPp]\.?[Mm]\b|[0-9]:[0-5][0-9]")
_MEETING = re.compile(r"Meeting|Congress|Conference|Symposium|Sessions?|Summit|Workshop|Week|[A-Z]{3,}|Society|Association|Academy|College")
_PLACE = re.compile(r"^(?=.{6,160}$)[A-Z0-9][^.:;]{2,120},\s(?:[A-Z]{2}\b|[A-Z][a-z]+)(?:[^.:;]{0,30})$")
_VENUE = re.compile(
    r"\b(?:Center|Centre|Hotel|Hall|Convention|Resort|Room|Ballroom|Arena|Palais|Fira|Messe|Marriott|Hilton|Hyatt|"
    r"Sheraton|Pavilion|Campus|Auditorium|Virtual)\b"
)
_ADDRESSED = re.compile(r"^(?:poster|oral|presentation|posters|abstracts?|talks?|sessions?|plenary|symposi)", re.IGNORECASE)


@dataclass
class _Draft:
    """A talk while its lines are collected."""

    passages: list[Passage] = field(default_factory=list)
    title: str = ""
    abstract_id: str = ""
    session: str = ""
    place: str = ""
    day: Window | None = None
    day_words: str = ""
    starts: dt.time | None = None
    ends: dt.time | None = None
    zone_words: str = ""
    congress: str = ""
    congress_at: int = -1
    year: int = 0

    @property
    def is_talk(self) -> bool:
        return bool(self.title and (self.abstract_id or self.day or self.session)) or bool(self.abstract_id and self.day)


def read(scene: Scene) -> tuple[list[Claim], frozenset[int]]:  # noqa: PLR0912, PLR0915 - one pass, one state
    """Talks of all lists, and the indexes of the passages that they were made of."""
    drafts: list[_Draft] = []
    draft: _Draft | None = None
    event = ("", -1, 0)
    event_day: Window | None = None
    used: set[int] = set()
    for sight in scene.sights:
        passage = sight.passage
        if passage.section not in NEWS or len(passage.text) > 700:
            draft = None
            continue
        if passage.section in ("title", "subtitle"):
            continue
        label = _LABEL.match(passage.text)
        has_id = _ID.search(passage.text) if _may_have_id(passage.text) else None
        meeting = _MEETING.search(passage.text) is not None
        time = _time(passage.text) if _HAS_TIME.search(passage.text) else None
        day = None
        if label or has_id or time is not None or (draft is None and meeting):
            day = next((when for when in sight.dates if when.window.precision in ("day", "range") and when.role == "event"), None)
        if meeting and not label and not has_id and time is None and sight.congresses and _is_event_heading(passage, sight):
            event = (sight.congresses[0].name, passage.index, sight.congresses[0].year)
            event_day = day.window if day else None
            draft = None
            continue
        starts_new = (label and "title" in label["label"].lower() and "session" not in label["label"].lower()) or (
            not label and has_id and (time or day or len(passage.text) > 40)
        )
        if starts_new and (draft is None or draft.title or draft.abstract_id):
            draft = _Draft(congress=event[0], congress_at=event[1], year=event[2], day=event_day)
            drafts.append(draft)
        if label and draft is None:
            draft = _Draft(congress=event[0], congress_at=event[1], year=event[2], day=event_day)
            drafts.append(draft)
        if draft is None:
            continue
        if label or starts_new:
            _fill(draft, sight, label, has_id, time)
        elif _is_place(passage.text) and not draft.place:
            draft.place = passage.text.strip(" .")
            draft.passages.append(passage)
        else:
            draft = None
    talks = [draft for draft in drafts if draft.is_talk]
    claims = []
    first_of: dict[int, _Draft] = {}
    for draft in talks:
        head = first_of.setdefault(draft.congress_at, draft)
        flags: tuple[str, ...] = ()
        if not draft.congress and draft.congress_at < 0:
            draft.congress, draft.year = _of_the_head(scene, draft)
        if head is not draft and _elsewhere(head, draft):
            draft.congress = ""
        if not draft.congress:
            flags = ("unnamed_congress",)
        claim = _claim(scene, draft, flags)
        if claim is None:
            continue
        claims.append(claim)
        used.update(passage.index for passage in draft.passages)
        if draft.congress_at >= 0:
            used.add(draft.congress_at)
    return claims, frozenset(used)


def _may_have_id(text: str) -> bool:
    """Whether `_ID` is worth trying."""
    lower = text.lower()
    return _DIGIT.search(text) is not None and any(word in lower for word in _ID_WORDS)


def _is_event_heading(passage: Passage, sight: Sight) -> bool:
    """A line that does little more than name a meeting."""
    if passage.heading or passage.text.endswith(":"):
        return True
    named = sum(congress.end - congress.start for congress in sight.congresses)
    return len(passage.text) < 200 and named > 0.45 * len(passage.text) and not passage.text.endswith(".")


def _fill(
    draft: _Draft,
    sight: Sight,
    label: re.Match[str] | None,
    has_id: re.Match[str] | None,
    time: "tuple[dt.time, dt.time | None, str] | None",
) -> None:
    passage, text = sight.passage, sight.text
    draft.passages.append(passage)
    name = label["label"].lower() if label else ""
    if has_id and not draft.abstract_id:
        draft.abstract_id = (has_id["id"] or has_id["bare"] or has_id["inner"]).replace(" ", "")
    elif (
        label
        and re.search(r"abstract|poster|publication|board", name)
        and "title" not in name
        and "session" not in name
        and re.match(r"#?[A-Z]{0,5}[-‑]?[0-9]{1,7}[A-Z]{0,3}\b", label["rest"])
    ):
        draft.abstract_id = re.match(r"#?([A-Z]{0,5}[-‑]?[0-9]{1,7}[A-Z]{0,3})", label["rest"])[1]  # type: ignore[index]
    days = [when for when in sight.dates if when.window.precision in ("day", "range") and when.role == "event"]
    if days and (draft.day is None or not draft.day_words):
        draft.day, draft.day_words = days[0].window, text[days[0].start : days[0].end]
    if time:
        draft.starts, draft.ends, draft.zone_words = time
    if label and "title" in name and "session" not in name:
        draft.title = label["rest"].strip(' "“”')
    elif label and "session" in name and not re.search(r"date|time", name):
        draft.session = label["rest"].strip()[:120]
    elif label and re.search(r"location|venue|place|room", name):
        draft.place = label["rest"].strip(" .")
    elif not label and not draft.title:
        end = min([when.start for when in sight.dates] + ([has_id.start()] if has_id else []) + [len(text)])
        draft.title = re.sub(r"(?:Monday|Tuesday|Wednesday|Thursday|Friday|Saturday|Sunday),?\s*$", "", text[:end]).strip(" ,;:-–—(")
    if sight.congresses and not draft.congress:
        draft.congress, draft.congress_at = sight.congresses[0].name, passage.index


def _of_the_head(scene: Scene, draft: _Draft) -> tuple[str, int]:
    """The only congress of headline and lead, for a list of talks under no heading of its own; its days must include the talk's."""
    found: dict[str, tuple[str, int]] = {}
    days = []
    for sight in scene.head_sights:
        for congress in sight.congresses:
            key = congress.key or congress.name
            if key not in found or len(congress.name) > len(found[key][0]):
                found[key] = (congress.name, congress.year)
            days += [when.window for when in sight.dates if when.window.precision in ("day", "range") and when.start >= congress.end]
    if len(found) != 1 or (draft.day is not None and days and not any(draft.day.overlaps(window) for window in days)):
        return "", 0
    return next(iter(found.values()))


def _elsewhere(head: _Draft, draft: _Draft) -> bool:
    """Another place on a day more than a week away from the heading's first talk."""
    if not head.day or not draft.day or head.day.earliest is None or draft.day.earliest is None:
        return False
    distant = abs((draft.day.earliest - head.day.earliest).days) > 7
    return distant and (not head.place or not draft.place or head.place != draft.place)


def _claim(scene: Scene, draft: _Draft, flags: tuple[str, ...]) -> Claim | None:
    first = draft.passages[0]
    name, alias_flags = _program(scene, draft)
    if not name:
        return None
    window = draft.day
    starts = ends = None
    zone = _zone(draft.zone_words)
    if window is not None and window.earliest is not None and window.earliest == window.latest and draft.starts is not None:
        starts = dt.datetime.combine(window.earliest, draft.starts)
        ends = dt.datetime.combine(window.earliest, draft.ends) if draft.ends else None
        window = Window(window.earliest, window.latest, "minute", draft.day_words)
    elif window is None and draft.year:
        window = Window(dt.date(draft.year, 1, 1), dt.date(draft.year, 12, 31), "year", draft.congress)
    status = "occurred" if window is not None and window.latest < scene.published else "expected"
    indication = ""
    phase = ""
    words = ""
    for passage in draft.passages:
        sight = scene.sights[passage.index]
        if sight.diseases and not indication:
            indication = scene.indication(next((d for d in sight.diseases if d.lead), sight.diseases[0]))
        if sight.phases and not phase:
            phase, words = sight.phases[0].code, sight.phases[0].words
    talk = Talk(draft.congress, draft.title[:300], draft.abstract_id, draft.session, draft.place, starts, ends, zone, draft.zone_words)
    return Claim(
        kind="presentation",
        status=status,
        span=Span(first.start, first.end),
        programs=(name,),
        phase=phase,
        phase_words=words,
        indication=indication,
        detail="; ".join(part for part in (draft.congress, draft.abstract_id) if part),
        verb="presentation",
        window=window,
        talk=talk,
        flags=(*flags, *alias_flags),
    )


def _program(scene: Scene, draft: _Draft) -> tuple[str, tuple[str, ...]]:
    """The program of a talk: named in its lines, only described there, or the only one of the release."""
    for passage in draft.passages:
        mentions = scene.roster.mentions(passage.text)
        if mentions:
            return scene.roster.programs[mentions[0].program].name, ()
    for passage in draft.passages:
        found = names.descriptive(passage.text)
        if found:
            return found[0][2], ("described_program",)
    for numbers in (scene.head_programs, scene.news_programs):
        if len(numbers) == 1:
            return scene.roster.programs[numbers[0]].name, ()
    return "", ()


def at_its_hour(talk: Talk, window: Window | None, text: str) -> tuple[Talk, Window | None]:
    """A talk of a running sentence with the hours that the sentence gives, where it gives one day as well."""
    if window is None or window.precision != "day" or not _HAS_TIME.search(text):
        return talk, window
    hours = _time(text)
    if hours is None:
        return talk, window
    first, last, words = hours
    day = window.latest
    starts, ends = dt.datetime.combine(day, first), dt.datetime.combine(day, last) if last else None
    return structs.replace(talk, starts=starts, ends=ends, zone=_zone(words), zone_words=words), replace(window, precision="minute")


def _is_place(text: str) -> bool:
    return (
        len(text) <= 160
        and (_PLACE.match(text) is not None or (_VENUE.search(text) is not None and "." not in text[:-1]))
        and not _ADDRESSED.match(text)
    )


def _time(text: str) -> tuple[dt.time, dt.time | None, str] | None:
    """A clock time or a span of them, with the zone's words."""
    for match in _TIME.finditer(text):
        if match["h1"]:
            if (not (match["m1"] or match["ap1"]) and not (match["m2"] and match["ap2"])) or not (
                match["ap1"] or match["ap2"] or (match["m1"] and match["m2"])
            ):
                continue
            half = match["ap1"] or match["ap2"]
            start = _clock(match["h1"], match["m1"], match["ap1"] or half)
            end = _clock(match["h2"], match["m2"], match["ap2"] or half)
            if start and end and end < start and not match["ap1"]:
                start = _clock(match["h1"], match["m1"], "am")
            if start:
                return start, end, (match["zone"] or "").strip()
        elif match["h3"]:
            if not (match["ap3"] or (match["m3"] and match["zone3"])):
                continue
            start = _clock(match["h3"], match["m3"], match["ap3"])
            if start:
                return start, None, (match["zone3"] or "").strip()
    return None


def _clock(hour: str, minute: str | None, half: str | None) -> dt.time | None:
    number = int(hour)
    if half:
        if number > 12:
            return None
        number = number % 12 + (12 if half.lower().startswith("p") else 0)
    return dt.time(number, int(minute or 0))


def _zone(words: str) -> str:
    if not words:
        return ""
    if words in _ZONES:
        return _ZONES[words]
    first = words.split(maxsplit=1)[0]
    if first in _ZONES:
        return _ZONES[first]
    return _ZONES.get(words[0], "") if re.fullmatch(r"[ECMP][SD]?T", words) else ""


def described(scene: Scene, claims: list[Claim]) -> list[names.Named]:
    """Programs that are only described, made of the talks that present them."""
    found: dict[str, names.Named] = {}
    for claim in claims:
        for name in claim.programs:
            if any(program.name == name for program in scene.roster.programs) or name in found:
                continue
            for sight in scene.sights:
                hit = next((item for item in names.descriptive(sight.text) if item[2] == name), None)
                if hit:
                    start, end = sight.passage.start + hit[0], sight.passage.start + hit[1]
                    found[name] = names.Named(name, (hit[3],) if hit[3] else (), start, end, descriptive=True)
                    break
    return list(found.values())
