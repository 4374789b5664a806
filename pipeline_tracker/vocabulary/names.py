"""When two spellings are one name: the keys under which names are compared and the slugs of addresses."""

import re
import unicodedata
from functools import lru_cache
from hashlib import sha256

_LONGEST_KEY, _LONGEST_SLUG = 200, 80  # what columns hold
_WORD = re.compile(r"\w+")
_MARKS = str.maketrans({"®": "", "™": "", "℠": "", "©": ""})
_LEGAL_FORMS = frozenset(
    {
        "inc",
        "incorporated",
        "corp",
        "corporation",
        "co",
        "company",
        "ltd",
        "limited",
        "plc",
        "llc",
        "lp",
        "llp",
        "gmbh",
        "ag",
        "sa",
        "se",
        "nv",
    }
    | {"bv", "ab", "asa", "as", "oy", "spa", "srl", "sas", "kk", "kgaa", "holdings", "holding"}
)


def without_marks(name: str) -> str:
    """The name without trade mark signs and doubled spaces."""
    return " ".join(name.translate(_MARKS).split())


def words_of(name: str) -> list[str]:
    if name.isascii():
        return _WORD.findall(name.casefold())
    plain = unicodedata.normalize("NFKD", name.translate(_MARKS)).casefold()
    plain = "".join(char for char in plain if not unicodedata.combining(char))
    return _WORD.findall(plain)


@lru_cache(maxsize=1 << 12)  # the same names stand in many documents
def name_key(name: str) -> str:
    """Letters and digits only, case, accents, hyphens and trade marks aside: "C-CAR 088" and "CCAR088" are one."""
    return _key(words_of(name)).replace("_", "")


def company_words(name: str) -> list[str]:
    """The words of a company's name without its legal form ("Inc.", "N.V.")."""
    words = words_of(re.sub(r"(?<=\b\w)\.(?=\w\b)", "", name))
    while len(words) > 1 and words[-1] in _LEGAL_FORMS:
        words.pop()
        if len(words) > 1 and words[-1] == "and":  # "Eli Lilly and Company", also written with an ampersand
            words.pop()
    return words


@lru_cache(maxsize=1 << 12)
def company_key(name: str) -> str:
    """As name_key, without the legal form: "Example Bio, Inc." and "Example Bio" are one company."""
    return _key(company_words(name))


def slug(words: list[str]) -> str:
    """Lower-case words joined by hyphens, for an address; at most 80 characters. Longer ones are cut between words and end with a number
    of the whole, so that two that begin alike stay two."""
    text = "-".join(words)
    if len(text) <= _LONGEST_SLUG:
        return text
    number = _number(text)
    return f"{text[: _LONGEST_SLUG - len(number)].rsplit('-', 1)[0]}-{number}"


def _key(words: list[str]) -> str:
    """The words as one; what is too long for a column (one sign may stand for a whole phrase) ends with a number of the whole."""
    text = "".join(words)
    if len(text) <= _LONGEST_KEY:
        return text
    number = _number(text)
    return text[: _LONGEST_KEY - len(number)] + number


def _number(text: str) -> str:
    return sha256(text.encode()).hexdigest()[:8]
