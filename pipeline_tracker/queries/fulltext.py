"""Words in texts: what a person asks for, and which rows have it. PostgreSQL answers from its vectors, SQLite from its FTS5 tables
(models/search.py); an SQLite without FTS5, or asked for Chinese or Japanese, which FTS5 does not part into words, reads the texts."""

import re
import unicodedata
from collections.abc import Iterable
from dataclasses import dataclass
from functools import reduce
from operator import and_, or_
from typing import Any

from django.db import connection
from django.db.backends.base.base import BaseDatabaseWrapper
from django.db.models import BooleanField, F, FloatField, Func, Model, Q, QuerySet, Value
from django.db.models.expressions import RawSQL
from django.db.models.sql.compiler import SQLCompiler

from pipeline_tracker.models import Document, Milestone, Trial
from pipeline_tracker.models.search import MARKS, WORDS_OF, has_fts5

MOST = 32  # terms of one question that count; nobody asks for more, and each costs time

_PARTS = re.compile(r'(-?)(?:"([^"]*)"|([^\s"]+))')
_SINGLE = re.compile("([\u2e80-\u9fff])")
_WORD = re.compile(r"[^\W_]+")
_POSSESSIVE = re.compile(r"(?<=\w)['’]s(?!\w)", re.IGNORECASE)
_ACCENTS = re.compile("[\u0300-\u036f]")
_NO_MARKS = str.maketrans(dict.fromkeys(MARKS, " "))


def words_of(text: str) -> list[str]:
    """The words as the databases part them: accents and signs aside, each character of Chinese and Japanese a word."""
    plain = _ACCENTS.sub("", unicodedata.normalize("NFKD", text.translate(_NO_MARKS))).lower()
    return _WORD.findall(_SINGLE.sub(r" \1 ", plain))


@dataclass(frozen=True)
class Term:
    """Words that stand one after another; ``text`` as it was typed."""

    text: str
    words: tuple[str, ...]
    refused: bool = False


@dataclass(frozen=True)
class Question:
    """What is asked for: any of these sets of terms, and of a set all that are not refused and none that is."""

    alternatives: tuple[tuple[Term, ...], ...] = ()

    def __bool__(self) -> bool:
        return bool(self.alternatives)

    @property
    def wanted(self) -> list[Term]:
        """All terms that are not refused, each once."""
        return list(dict.fromkeys(term for terms in self.alternatives for term in terms if not term.refused))


def question(text: str) -> Question:
    """What people type into search boxes: words, "words in quotes", -refused words, and OR between alternatives."""
    alternatives: list[list[Term]] = [[]]
    for refused, quoted, bare in _PARTS.findall(text)[:MOST]:
        term = quoted or _POSSESSIVE.sub("", bare)
        if bare == "OR":
            alternatives.append([])
        elif found := words_of(term):
            alternatives[-1].append(Term(term, tuple(found), bool(refused)))
    return Question(tuple(tuple(terms) for terms in alternatives if any(not term.refused for term in terms)))


def any_of(names: Iterable[str]) -> Question:
    """Any of these names, word for word."""
    terms = dict.fromkeys(Term(name, tuple(words)) for name in names if (words := words_of(name)))
    return Question(tuple((term,) for term in list(terms)[:MOST]))


# --- documents by their text ------------------------------------------------------------------------------------------


def documents(asked: Question) -> Q:
    """Documents whose title, address or text answers the question. Of registry records nothing is searched, of rows of tables the names."""
    if not asked:
        return Q(pk__in=[])
    if connection.vendor == "postgresql":
        return Q(_matches(Kept("pk"), _ASKED, _for_postgresql(asked)))
    if _by_fts5(word for term in asked.wanted for word in term.words):
        return Q(pk__in=_keys("SELECT rowid FROM search_document WHERE search_document MATCH %s", _for_fts5(asked)))
    return reduce(or_, (reduce(and_, map(_in_document, terms)) for terms in asked.alternatives)) & ~Q(kind="registry_record")


def ranks(asked: Question, keys: list[int]) -> dict[int, float]:
    """How well documents that were found answer: words close together and in the title count most. Nothing where that is not known."""
    if connection.vendor == "postgresql":
        found = Document.objects.filter(pk__in=keys).order_by()
        query = Func(Value(_for_postgresql(asked)), template=_ASKED)
        return dict(found.values_list("pk", Func(Kept("pk"), query, 1, function="ts_rank_cd", output_field=FloatField())))
    if _by_fts5(word for term in asked.wanted for word in term.words):
        places = ", ".join(["%s"] * len(keys))
        sql = f"SELECT rowid, -bm25(search_document, 10, 4, 1) FROM search_document WHERE search_document MATCH %s AND rowid IN ({places})"  # noqa: S608
        with connection.cursor() as cursor:
            cursor.execute(sql, [_for_fts5(asked), *keys])
            return dict(cursor.fetchall())
    return {}


def _keys(sql: str, asked: str) -> RawSQL:
    """The statement is ours, what is asked for its only value."""
    return RawSQL(sql, [asked])  # noqa: S611


def _for_postgresql(asked: Question) -> str:
    return " or ".join(" ".join(f'{"-" * term.refused}"{" ".join(term.words)}"' for term in terms) for terms in asked.alternatives)


def _for_fts5(asked: Question) -> str:
    return " OR ".join(f"({_set_for_fts5(terms)})" for terms in asked.alternatives)


def _set_for_fts5(terms: tuple[Term, ...]) -> str:
    wanted = " AND ".join(f'"{" ".join(term.words)}"' for term in terms if not term.refused)
    return " NOT ".join([f"({wanted})", *(f'"{" ".join(term.words)}"' for term in terms if term.refused)])


def _in_document(term: Term) -> Q:
    found = Q(title__icontains=term.text) | Q(address__icontains=term.text) | (Q(text__icontains=term.text) & ~Q(kind="table"))
    return ~found if term.refused else found


# --- titles and details by the beginnings of words --------------------------------------------------------------------

_SHORT: dict[type[Model], tuple[str, ...]] = {Trial: ("title", "acronym"), Milestone: ("detail",), Document: ("title", "address")}


def beginning(model: type[Model], text: str) -> QuerySet:
    """Keys of the trials (by title and acronym, on SQLite also by number), milestones (by detail) or documents (by title and address)
    that have all words of the text, each as the beginning of a word."""
    return model._default_manager.order_by().filter(begins(model, text)).values("pk")


def begins(model: type[Model], text: str) -> Q:
    """The same of a row."""
    text = _POSSESSIVE.sub("", text)
    words = words_of(text)[:MOST]
    if not words:
        return Q(pk__in=[])
    fields = _SHORT[model]
    if connection.vendor == "postgresql":
        asked = " & ".join(f"'{word}':*{'AB' * (model is Document)}" for word in words)
        if model is Document:
            return Q(_matches(Kept("pk"), _BEGUN, asked))
        found = Q(_matches(_vector(fields), _BEGUN, asked))
        return ~Q(detail="") & found if model is Milestone else found
    if model is not Milestone and _by_fts5(words):
        name = f"search_{model._meta.model_name}"
        within = "{title address} : " if model is Document else ""
        begun = " AND ".join(f'"{word}"*' for word in words)
        return Q(pk__in=_keys(f"SELECT rowid FROM {name} WHERE {name} MATCH %s", f"{within}({begun})"))  # noqa: S608
    fields = (*fields, "identifier") if model is Trial else fields
    parts = text.split()[:MOST]
    return reduce(and_, (reduce(or_, (Q(**{f"{field}__icontains": part}) for field in fields)) for part in parts))


# --- PostgreSQL's expressions ------------------------------------------------------------------------------------------

_ASKED = "websearch_to_tsquery('pg_catalog.english', %(expressions)s)"
_BEGUN = "to_tsquery('pg_catalog.english', %(expressions)s)"


class Kept(Func):
    """The column of words beside the key of a document. The model does not know it: nothing but the database writes or reads it."""

    def as_sql(self, compiler: SQLCompiler, connection: BaseDatabaseWrapper, *_: Any, **__: Any) -> tuple[str, tuple]:
        (key,) = self.get_source_expressions()
        return f"{compiler.quote_name_unless_alias(key.alias)}.search", ()


def _matches(vector: Func, function: str, asked: str) -> Func:
    query = Func(Value(asked), template=function)
    return Func(vector, query, template="%(expressions)s", arg_joiner=" @@ ", output_field=BooleanField())


def _vector(fields: tuple[str, ...]) -> Func:
    """As it is indexed."""
    return Func(*map(F, fields), template=WORDS_OF.format("%(expressions)s"), arg_joiner=" || ' ' || ")


def _by_fts5(words: Iterable[str]) -> bool:
    return has_fts5() and not any(_SINGLE.match(word) for word in words)
