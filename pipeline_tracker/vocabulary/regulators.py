"""Regulators, the names they had and when, and the territories they decide for."""

from dataclasses import dataclass

from .marking import gettext_noop as _

UNSTATED = "unstated"

TERRITORIES = (
    ("US", _("United States")),
    ("EU", _("European Union")),
    ("GB", _("United Kingdom")),
    ("CN", _("China")),
    ("JP", _("Japan")),
    ("KR", _("South Korea")),
    ("CA", _("Canada")),
    ("AU", _("Australia")),
    ("CH", _("Switzerland")),
    ("BR", _("Brazil")),
    ("IN", _("India")),
    ("SG", _("Singapore")),
    ("TW", _("Taiwan")),
    ("IL", _("Israel")),
    ("ZA", _("South Africa")),
    (UNSTATED, _("territory not stated")),
)
TERRITORY_LABELS = dict(TERRITORIES)


@dataclass(frozen=True)
class Name:
    """A name of a regulator; ``since`` and ``until`` are calendar years, both included, None where open."""

    name: str
    short: str
    since: int | None = None
    until: int | None = None


@dataclass(frozen=True)
class RegulatorSeed:
    code: str
    territory: str
    names: tuple[Name, ...]  # oldest first; the last is the present name
    bodies: tuple[str, ...] = ()  # centres, committees and ministries that speak for it
    misnomers: tuple[str, ...] = ()  # slips seen in releases


REGULATORS = (
    RegulatorSeed("FDA", "US", (Name("Food and Drug Administration", "FDA"),), bodies=("CDER", "CBER")),
    RegulatorSeed(
        "EMA",
        "EU",
        (
            Name("European Agency for the Evaluation of Medicinal Products", "EMEA", until=2009),
            Name("European Medicines Agency", "EMA", since=2009),
        ),
        bodies=("CHMP", "COMP", "CAT", "PRAC", "European Commission"),
    ),
    RegulatorSeed(
        "MHRA",
        "GB",
        (
            Name("Medicines Control Agency", "MCA", until=2003),
            Name("Medicines and Healthcare products Regulatory Agency", "MHRA", since=2003),
        ),
    ),
    RegulatorSeed(
        "NMPA",
        "CN",
        (
            Name("State Drug Administration", "SDA", since=1998, until=2003),
            Name("State Food and Drug Administration", "SFDA", since=2003, until=2013),
            Name("China Food and Drug Administration", "CFDA", since=2013, until=2018),
            Name("National Medical Products Administration", "NMPA", since=2018),
        ),
        bodies=("CDE", "Center for Drug Evaluation"),
        misnomers=("National Medicinal Products Administration",),
    ),
    RegulatorSeed(
        "PMDA",
        "JP",
        (Name("Pharmaceuticals and Medical Devices Agency", "PMDA"),),
        bodies=("MHLW", "Ministry of Health, Labour and Welfare"),
    ),
    RegulatorSeed(
        "MFDS",
        "KR",
        (
            Name("Korea Food and Drug Administration", "KFDA", until=2013),
            Name("Ministry of Food and Drug Safety", "MFDS", since=2013),
        ),
    ),
    RegulatorSeed("HC", "CA", (Name("Health Canada", "Health Canada"),)),
    RegulatorSeed("TGA", "AU", (Name("Therapeutic Goods Administration", "TGA"),)),
    RegulatorSeed("SWISSMEDIC", "CH", (Name("Swissmedic", "Swissmedic"),)),
    RegulatorSeed("ANVISA", "BR", (Name("Agência Nacional de Vigilância Sanitária", "ANVISA"),)),
    RegulatorSeed("CDSCO", "IN", (Name("Central Drugs Standard Control Organisation", "CDSCO"),), bodies=("DCGI",)),
    RegulatorSeed("HSA", "SG", (Name("Health Sciences Authority", "HSA"),)),
    RegulatorSeed("TFDA", "TW", (Name("Taiwan Food and Drug Administration", "TFDA"),)),
    RegulatorSeed("IMOH", "IL", (Name("Israel Ministry of Health", "IMOH"),)),
    RegulatorSeed(
        "SAHPRA",
        "ZA",
        (
            Name("Medicines Control Council", "MCC", until=2018),
            Name("South African Health Products Regulatory Authority", "SAHPRA", since=2018),
        ),
    ),
)

TERRITORY_OF = {seed.code: seed.territory for seed in REGULATORS}
