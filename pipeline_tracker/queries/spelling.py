"""Names that a text may be a misspelling of."""

import re

from django.db import connection, transaction

from pipeline_tracker.models import ProgramAlias
from pipeline_tracker.models.search import NAMED, has_trigrams
from pipeline_tracker.vocabulary.names import company_words, name_key, words_of

SHORTEST = 4  # letters; of shorter names any other is only a letter or two away
MOST = 5  # names
_LONGEST = 60
_CANDIDATES = 40  # of one table
_WORDS = 3  # of the text that are looked for one by one, the longest
_SIMILAR = 0.3  # share of its groups of three letters that a candidate must have

_DIGITS = re.compile(r"\d+")


def names_like(text: str) -> list[str]:
    """Up to MOST names, closest first: the text may be the whole name or words of it, and one of its words may be the name."""
    words = sorted(words_of(text), key=len, reverse=True)[:_WORDS]
    return _closest([name_key(text)]) or (_closest([name_key(word) for word in words]) if len(words) > 1 else [])


def _closest(keys: list[str]) -> list[str]:
    """Up to MOST names near any of the keys, closest first."""
    keys = [key for key in keys if SHORTEST <= len(key) <= _LONGEST]
    found: dict[str, int] = {}
    for name in _candidates(keys) if keys else ():
        slips = [far for part in _parts(name) for key in keys if (far := _slips(key, part)) is not None]
        if slips:
            found[name] = min(slips)
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


def _candidates(keys: list[str]) -> list[str]:
    """Names whose keys share groups of three letters with any of these, for each table and key the most similar."""
    with transaction.atomic(), connection.cursor() as cursor:
        if has_trigrams(connection):
            cursor.execute("SELECT set_config('pg_trgm.word_similarity_threshold', %s, true)", [str(_SIMILAR)])
            asked = [("word_similarity(%s, upper(key))", "%s <%% upper(key)", [key.upper()]) for key in keys]
        else:
            asked = [_read(key) for key in keys]
        parts: list[str] = []
        values: list[str] = []
        for score, condition, given in asked:
            for model in NAMED:
                refused = "AND NOT refused" if model is ProgramAlias else ""
                parts.append(
                    f'SELECT name FROM (SELECT name, {score} AS score FROM "{model._meta.db_table}" WHERE {condition} {refused} '  # noqa: S608
                    f"ORDER BY score DESC, id LIMIT {_CANDIDATES}) AS part{len(parts)}"
                )
                values += [*given, *given]
        cursor.execute(" UNION ALL ".join(parts), values)
        return list(dict.fromkeys(name for (name,) in cursor.fetchall()))


def _read(key: str) -> tuple[str, str, list[str]]:
    """Score, condition and values where nothing is indexed: how many groups of three letters a key has of this one."""
    threes = list(dict.fromkeys(key[place : place + 3] for place in range(len(key) - 2)))
    shared = " + ".join(["CASE WHEN key LIKE %s THEN 1 ELSE 0 END"] * len(threes))
    return shared, f"{shared} >= {max(1, int(len(threes) * _SIMILAR))}", [f"%{three}%" for three in threes]
