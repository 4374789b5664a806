"""The other numbers of a trial."""

import re

from .names import plain
from .study import Identification, SecondaryId

# EudraCT: 2019-001234-56. CTIS: 2023-512345-67-00, its running number begins with 5; the last pair counts resubmissions.
_EU = re.compile(r"(?<![0-9-])(?:19|20)[0-9]{2}-([0-9])[0-9]{5}-[0-9]{2}(-[0-9]{2})?(?![0-9]|-[0-9])")
_SCHEMES = {"EUDRACT_NUMBER": "eudract", "CTIS": "ctis", "REGISTRY": "registry"}
_LONGEST = 100  # characters; longer texts tell of numbers and are none


def identifiers(found: Identification) -> tuple[tuple[str, str], ...]:
    """(scheme, value) of each number once: "nct_alias", "protocol", "eudract", "ctis", "registry", in the order of the record."""
    numbers = [
        ("nct_alias", plain(alias, "/protocolSection/identificationModule/nctIdAliases", _LONGEST)) for alias in found.nct_id_aliases
    ]
    if found.org_study_id_info and found.org_study_id_info.id:
        numbers.append(("protocol", plain(found.org_study_id_info.id, "/protocolSection/identificationModule/orgStudyIdInfo/id", _LONGEST)))
    numbers += filter(None, map(identifier, found.secondary_id_infos))
    return tuple(dict.fromkeys(number for number in numbers if number[1]))


def identifier(secondary: SecondaryId) -> tuple[str, str] | None:
    """The number in one of ``secondaryIdInfos``, None where its type is ignored (grants, unnamed systems) and no EU number stands in it.

    An EU number is told by its form, which is the same with and without the country that EudraCT sets around it
    ("EUCTR2019-001234-56-DE"); of any other number only its type tells what it is.
    """
    scheme = _SCHEMES.get(secondary.type or "")
    if scheme is None and secondary.type not in (None, "OTHER"):
        return None  # a grant or an agency's own number
    if len(eu := list(_EU.finditer(secondary.id))) == 1:
        return ("ctis" if eu[0][1] == "5" or eu[0][2] else "eudract"), eu[0][0]
    value = plain(secondary.id, limit=4 * len(secondary.id))
    return (scheme, value) if scheme and len(value) <= _LONGEST else None
