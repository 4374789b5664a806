"""When two spellings are one name: the keys under which names are compared and the slugs of addresses."""

import re
import unicodedata
from functools import lru_cache

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


@lru_cache(maxsize=1 << 14)  # the same names stand in many documents
def name_key(name: str) -> str:
    """Letters and digits only, case, accents, hyphens and trade marks aside: "C-CAR 088" and "CCAR088" are one."""
    return "".join(words_of(name)).replace("_", "")


def company_words(name: str) -> list[str]:
    """The words of a company's name without its legal form ("Inc.", "N.V.")."""
    words = words_of(re.sub(r"(?<=\b\w)\.(?=\w\b)", "", name))
    while len(words) > 1 and words[-1] in _LEGAL_FORMS:
        words.pop()
        if len(words) > 1 and words[-1] == "and":  # "Eli Lilly and Company", also written with an ampersand
            words.pop()
    return words


@lru_cache(maxsize=1 << 14)
def company_key(name: str) -> str:
    """As name_key, without the legal form: "Example Bio, Inc." and "Example Bio" are one company."""
    return "".join(company_words(name))


def slug(words: list[str]) -> str:
    """Lower-case words joined by hyphens, for an address; at most 80 characters, cut between words."""
    text = "-".join(words)
    return text if len(text) <= 80 else text[:81].rsplit("-", 1)[0]
