"""Names that a text may be a misspelling of."""

import re

from django.db import connection, transaction

from pipeline_tracker.models.search import NAMED, has_trigrams
from pipeline_tracker.vocabulary.names import company_words, name_key, words_of

SHORTEST = 4  # letters; of shorter names any other is only a letter or two away
MOST = 5  # names
_CANDIDATES = 40  # of one table
_WORDS = 6  # of the text that are looked for one by one
_SIMILAR = 0.3  # share of its groups of three letters that a candidate must have

_DIGITS = re.compile(r"\d+")


def names_like(text: str) -> list[str]:
    """Up to MOST names, closest first: the text may be the whole name or words of it, and one of its words may be the name."""
    words = words_of(text)
    asked = dict.fromkeys(["".join(words), *(words[:_WORDS] if len(words) > 1 else ())])
    found: dict[str, int] = {}
    for key in (name_key(one) for one in asked):
        if SHORTEST <= len(key) <= 60:
            for name in _candidates(key):
                far = min((slips for part in _parts(name) if (slips := _slips(key, part)) is not None), default=None)
                if far is not None:
                    found[name] = min(far, found.get(name, far))
        if found:
            break
    return sorted(found, key=lambda name: (found[name], len(name), name))[:MOST]


def _slips(one: str, other: str) -> int | None:
    """How far one is from the other; None where that is too far. A code with another number is another product, not a misspelling."""
    shorter = min(len(one), len(other))
    allowed = 1 if shorter < 6 else 2 if shorter < 12 else 3
    if abs(len(one) - len(other)) > allowed or _DIGITS.findall(one) != _DIGITS.findall(other):
        return None
    far = distance(one, other)
    return far if far <= allowed else None


def _parts(name: str) -> set[str]:
    """Keys of the name and of the words in it that stand together."""
    words = company_words(name)[:10]
    return {"".join(words[start:end]) for start in range(len(words)) for end in range(start + 1, len(words) + 1)}


def distance(one: str, other: str) -> int:
    """How many letters were left out, added, mistaken, or swapped with the next (optimal string alignment)."""
    before: list[int] = []
    last = list(range(len(other) + 1))
    for row, char in enumerate(one, start=1):
        line = [row]
        for column, letter in enumerate(other, start=1):
            cost = min(last[column] + 1, line[-1] + 1, last[column - 1] + (char != letter))
            if row > 1 and column > 1 and char == other[column - 2] and one[row - 2] == letter:
                cost = min(cost, before[column - 2] + 1)
            line.append(cost)
        before, last = last, line
    return last[-1]


def _candidates(key: str) -> list[str]:
    """Names whose keys share groups of three letters with this one, the most of them first."""
    if has_trigrams(connection):
        with transaction.atomic(), connection.cursor() as cursor:
            cursor.execute("SELECT set_config('pg_trgm.word_similarity_threshold', %s, true)", [str(_SIMILAR)])
            score, condition, values = "word_similarity(%s, upper(key))", "%s <%% upper(key)", [key.upper()]
            return _named(cursor, score, condition, values, values)
    threes = list(dict.fromkeys(key[place : place + 3] for place in range(len(key) - 2)))
    shared = " + ".join(["CASE WHEN key LIKE %s THEN 1 ELSE 0 END"] * len(threes))
    patterns = [f"%{three}%" for three in threes]
    with connection.cursor() as cursor:
        return _named(cursor, shared, f"{shared} >= {max(1, int(len(threes) * _SIMILAR))}", patterns, patterns)


def _named(cursor: object, score: str, condition: str, for_score: list[str], for_condition: list[str]) -> list[str]:
    """In one statement over all tables of names."""
    parts, values = [], []
    for model in NAMED:
        refused = "AND NOT refused" if any(item.name == "refused" for item in model._meta.fields) else ""
        parts.append(
            f'SELECT name FROM (SELECT name, {score} AS score FROM "{model._meta.db_table}" WHERE {condition} {refused} '  # noqa: S608
            f"ORDER BY score DESC, id LIMIT {_CANDIDATES}) AS {model._meta.model_name}"
        )
        values += [*for_score, *for_condition]
    cursor.execute(" UNION ALL ".join(parts), values)  # type: ignore[attr-defined]
    return list(dict.fromkeys(name for (name,) in cursor.fetchall()))  # type: ignore[attr-defined]
