"""Which products a document reports on, and by what names.

Names known to the catalogue are used as they are. Others are discovered: candidates come from the forms that names take
(codes, nonproprietary names, trade marks, appositions, "About X"), and evidence decides which of them are the issuer's own:
where they stand, how often, in what words. Comparators, partners' drugs, genes and trial names collect evidence against themselves.
"""

import re
from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from functools import lru_cache

from pipeline_tracker.ingest.documents import KnownProgram
from pipeline_tracker.ingest.extract import diseases
from pipeline_tracker.ingest.extract.layout import Passage
from pipeline_tracker.ingest.extract.words import marketed, words
from pipeline_tracker.vocabulary.names import name_key, without_marks

_CODE = re.compile(
    r"(?<![\w.®™-])(?:"
    r"[A-Z][A-Za-z]{0,5}(?:[-‑][A-Z][A-Za-z]{0,5})?(?:[-‑ ]?[0-9]{2,6}|[-‑][0-9])(?:[A-Za-z]{1,4}[0-9]{0,2})?(?:[-‑][0-9]{1,4}[A-Za-z]?)?"
    r"|[A-Z]{1,5}[-‑][A-Z][A-Za-z]{1,6}[0-9]{1,5}[A-Z]?[0-9]?"
    r"|[A-Z]{2,6}[-‑][0-9][A-Z][0-9]{1,3}"
    r"|[A-Z]{2,5}[-‑][A-Z][0-9]{1,2}"
    r"|[a-z]{2,5}[-‑][0-9]{2,4}[a-z]?"
    r"|[0-9]{2,3}[A-Z][a-z][-‑][A-Z]{2,5}[-‑]?[0-9]{0,3}"
    r"|[A-Z]{2,5}[-‑][A-Z]{2,6}"
    r"|mRNA[-‑][0-9]{3,5}"
    r")(?!\w)"
)
_SHORT_CODE = re.compile(
    r"[A-Z]{2,5}[-‑][A-Z][0-9]{1,2}$|[a-z]{2,5}[-‑][0-9]{2,4}[a-z]?$|[A-Z]{1,6}[-‑]?[0-9]{1,2}[A-Za-z]?$|[A-Z]{2,5}[-‑][A-Z]{2,6}$"
)
_NEVER = re.compile(
    r"(?:COVID|SARS|MERS|H[0-9]+N|NCT|ISRCTN|EudraCT|CTRI|CD[0-9]|IL[-‑]?[0-9]|TNF|IFN|IG[GEMA]|HLA|HER[0-9]|EGFR|"
    r"VEGF|FGF|PDGF|TGF|KRAS|NRAS|BRAF|TP53|BRCA|JAK|STAT|TYK|BTK|PI3K|MTOR|MEK|ERK|CDK|PARP|BCL|PD[-‑ ]?L?1|CTLA|LAG|"
    r"TIM|TIGIT|GLP|GIP|GPR|"
    r"CYP|UGT|OATP|APOE|APOC|PCSK|LDL|HDL|HBA|EQ[-‑]5D|SF[-‑]36|PHQ|HAM|MADRS|PANSS|ADAS|CDR|MMSE|EASI|PASI|ACR[0-9]|"
    r"DAS28|ICD|ISO|USP|FORM|RULE|ITEM|SECTION|PHASE|GRADE|STAGE|TYPE|GROUP|COHORT|ARM|PART|DAY|WEEK|MONTH|YEAR|TABLE|"
    r"FIGURE|LEVEL|"
    r"AAV[0-9]|MSI|MMR|RECIST|ECOG|CTCAE|FDA|EMA|NMPA|ET|EST|PST|EDT|PDT|GMT|CET|US|UK|EU|USA|Q[1-4]|FY|CY|SEK|NOK|DKK|EUR|USD|GBP|CHF|JPY|RMB|HKD|AUD|CAD|CNY|KRW|INR|CAR|TCR|NK|"
    r"DNA|RNA|MRNA|HIV|HPV|HBV|HCV|RSV|HSV|CMV|EBV|MVA|BCG|PSA|PSMA|BCMA|GPC|CLDN|TROP|MUC|NECTIN|FLT|KIT|MET|ALK|ROS|"
    r"RET|NTRK|COX|HT|GABA|NMDA|AMPA|SIGMA|NAV|TRP|"
    r"A1C|B12|D3|K1|T[0-9]|C[0-9]|DR[0-9]|TL1|AE|SAE|ORR|PFS|OS|DOR|CR|PR|SD|PK|PD|BID|QD|IV|SC|LP|PLC|LLC|INC|NASDAQ|"
    r"NYSE|AMEX|OTC|TSX|HKEX|ASX|LSE|P[0-9]|No|Jan|Feb|Mar|Apr|May|Jun|June|Jul|July|Aug|Sep|Sept|Oct|Nov|Dec|"
    r"January|February|March|April|August|September|October|November|December|Suite|Room|Hall|Booth|Poster|Abstract|"
    r"Session|Phase|Phases|Grade|Stage|Type|Cohort|Part|Day|Week|Month|Year|Age|Aged|Over|About|Nearly|Approximately|"
    r"Top|In|On|At|By|Of|To|For|The|And|Or|From|With|Since|Until|Through|During|Level|Dose|Group|Table|Form|Rule|"
    r"Section|Item|Article|Act|Class|Exon|Version|Volume|Vol|Page|Figure|Fig|Chapter|Tower|Street|Floor|Route|"
    r"Building|Box|Call|Tel|Fax|BIO|ASCO|ASH|ESMO|AACR|EHA|EULAR|ECTRIMS|CTAD|SITC|ARVO|AAN|MDS)(?:[-‑ ]?[0-9+]|$|"
    r"[-‑ ][A-Z])"
)
_NEVER_WORD = re.compile(
    r"^(?:Class|Covid|Mid|Mid-|Non|Pre|Post|Anti|Co|CO|CEO|CFO|COO|IND|NDA|BLA|MAA|CTA|SEC|GAAP|NON|MID|PRE|POST|"
    r"FOLLOW|LONG|LATE|END|ON|OFF|ALL|ONE|TWO|THREE|FOUR|FIVE|SIX|NINE|TEN|TWELVE|ONCE|TWICE|FIRST|LAST|OPEN|HIGH|LOW|MULTI|SELF|CELL|GENE|DRUG|BIO|NEWS|FOR|THE|AND|"
    r"HEART|STEM|SKIN|LIVER)[-‑]"
)
_MARKED = re.compile(r"(?P<name>[A-Z][\w’'-]{1,30}(?:\s(?:[A-Z][\w’'-]{0,20}|[0-9]{1,4})){0,2})\s?(?:®|™|℠|\(R\)|\(TM\)|\(r\)|\(tm\))")
_SIGNS = ("®", "™", "℠", "(R)", "(TM)", "(r)", "(tm)")
_WORD = re.compile(
    r"[A-Za-z][a-z]{1,9}-cel\b|[A-Za-z][A-Za-z’']{4,24}(?:-(?!(?:plus|free|like|only|dose|arms|drug|cell|gene|part|half|week|high|days|year|"
    r"long|late|life|cost|term)\b)[a-z]{4}\b)?"
)
_PRODUCT = (
    r"(?:inhibitors?|antibod(?:y|ies)|agonists?|antagonists?|therap(?:y|ies|eutics?)|vaccines?|candidates?|degraders?|"
    r"conjugates?|ADCs?|modulators?|activators?|peptides?|proteins?|blockers?|oligonucleotides?|siRNA|mRNA|"
    r"biosimilars?|medicines?|treatments?|drugs?|"
    r"formulations?|products?|molecules?|injections?|infusions?|tablets?|capsules?|cell(?:s|\s+products?)|"
    r"stimulators?|potentiators?|correctors?|chaperones?|enzymes?|exosomes?|radioligands?|engagers?|bispecifics?|"
    r"compounds?|assets?|devices?|systems?|CAR[\s-]?T|prodrugs?|programs?|diagnostics?|tests?|sprays?|gels?|creams?|"
    r"implants?|steroids?|analogs?|analogues?|stabilizers?|senolytics?|psychedelics?)"
)
_APPOSITION = re.compile(
    (
        rf"\s?(?:®|™|\(R\))?(?:\s\([^()]{{1,60}}\))?(?:,|\s[-–—]|\s?—|\sis|\sis\sbeing\sdeveloped\sas|"
        rf",\swhich\sis)\s?(?:an?|the|our|its|their|[A-Z][\w]{{2,20}}['’]s|the\s+Company['’]s)\s(?:(?!trial\b|study\b|"
        rf"studies\b|trials\b|designed\b|evaluating\b)[\w’'/®™,()+-]{{1,30}}\s){{0,14}}?{_PRODUCT}\b"
    ),
    re.IGNORECASE,
)
_BEFORE_PRODUCT = re.compile(
    (
        r"(?:\b(?:product|drug|vaccine|lead|clinical|therapy|investigational|development|biosimilar|therapeutic|"
        r"lead\s+clinical|lead\s+product|lead\s+drug|antibody)[\s-](?:candidates?|asset|compound|program|drug|therapy|"
        r"medicine|product),?\s|\b(?:inhibitor|antibody|agonist|antagonist|therapy|vaccine|degrader|conjugate|ADC|"
        r"NMTi)\s)(?:called\s|named\s|known\s+as\s|oral\s)?\(?$"
    ),
    re.IGNORECASE,
)
_OWN_BEFORE = re.compile(
    r"\b(?:(?P<poss>[A-Z][\w]{1,20})['’]s?|(?i:our|its|company['’]s|evaluat(?:e|es|ed|ing)|investigat(?:e|es|ed|ing)|"
    r"assess(?:es|ed|ing)?|study(?:ing)?|test(?:s|ed|ing)?|develop(?:s|ed|ing|ment\s+of)|trials?\s+of|study\s+of|"
    r"studies\s+of|data\s+(?:of|for|from|on|with)|results\s+(?:of|for|from|with)|efficacy\s+(?:and\s+safety\s+)?of|"
    r"safety\s+(?:and\s+efficacy\s+)?of|dos(?:e|es|ed|ing)\s+(?:of|with)|treated\s+with|treatment\s+with|"
    r"application\s+for|(?:NDA|BLA|MAA|IND|sNDA|sBLA|CTA)\s+(?:for|of)|designation\s+(?:for|to)|approv(?:al|"
    r"ed)\s+(?:of|for)?|hold\s+on|(?:advance|advancing|advances)|commerciali[sz]ation\s+of|launch\s+of|rights\s+to|"
    r"initiat(?:ion|e|es|ed|ing)\s+.{0,30}\b(?:of|with)|receiving|received|administration\s+of|presents?|candidate|"
    r"opinion\s+(?:on|for)|(?:PDUFA|target|goal|action)\s+date\s+(?:of|for)|(?:submission|filing)\s+(?:of|for)|IND\s+filing\s+for|"
    r"announces|acquire[sd]?|license[sd]?))\s+(?i:a\s|an\s|the\s|oral\s|intravenous\s|subcutaneous\s|once-daily\s|"
    r"investigational\s|novel\s|single-agent\s){0,3}$"
)
_FOREIGN_BEFORE = re.compile(
    r"(?:\b(?:in\s+combination\s+with|combin(?:ed|ation)\s+(?:of\s+.{0,30}\s)?with|combined\s+with|compared\s+(?:with|"
    r"to)|comparing\s+.{0,60}\b(?:with|to)|versus|vs\.?|plus|added\s+to|biosimilar\s+(?:candidate\s+)?(?:to|of|"
    r"version\s+of)|reference\s+product|generic\s+(?:version\s+of\s+)?|similar\s+to|superior\s+to|relative\s+to|than(?:\s+(?:on|with|for|in))?|comparators?|alongside|"
    r"followed\s+by|failed|after|prior|previously\s+(?:treated|received)\s+(?:with)?|standard[\s-]of[\s-]care|"
    r"progress(?:ed|ion)\s+on|backbone|chemotherapy\s+treatments?|intolerant\s+to|refractory\s+to|resistant\s+to|"
    r"antibiotic|comparator|conditioning\s+with|add-on\s+to|on\s+top\s+of|together\s+with)\s|\+\s?|/)(?:the\s|a\s|"
    r"an\s|treatment\s+with\s|drugs\s+like\s|chemotherapy\s|intravenous\s|standard\s|oral\s|approved\s|low-dose\s|"
    r"neoadjuvant\s|recently\sapproved\s|approved\s){0,3}$",
    re.IGNORECASE,
)
_TRIAL_AFTER = re.compile(
    r"\s?(?:®|™)?(?:[\s-](?:global|pivotal|registrational|clinical|randomi[sz]ed|open-label|extension|Global|Pivotal|"
    r"Clinical|Extension|platform|long-term|phase\s[0-9/ab]{1,4}|Phase\s[0-9/abAB]{1,4}|"
    r"Phase\s[Ii]{1,3}[ab]?)){0,3}[\s-](?:trials?|stud(?:y|ies)|Trials?|Stud(?:y|ies)|TRIAL|STUDY|registry)\b|"
    r"\s?\(?NCT[0-9]|,\s(?:an?|the|our|its)\s(?:[\w/-]{1,20}\s){0,6}(?:trial|study)\b|\s(?:is|"
    r"was)\s(?:an?)\s(?:[\w/,-]{1,20}\s){0,8}(?:trial|study)\b"
)
# What says of any name that it is a trial's; "X trial" alone may as well mean a trial of the product X.
_IS_TRIAL = re.compile(
    r"\s?\(?NCT[0-9]|,\s(?:an?|the|our|its)\s(?:[\w/-]{1,20}\s){0,6}(?:trial|study)\b|\s(?:is|"
    r"was)\s(?:an?)\s(?:[\w/,-]{1,20}\s){0,8}(?:trial|study)\b"
)
_TRIAL_BEFORE = re.compile(
    r"\b(?:trials?|study|studies|program)\s?(?:,\s|\(|called\s|known\s+as\s|named\s)(?:the\s)?$|\b(?:Phase|"
    r"phase)\s[0-9/IViabAB]{1,5}\s(?:trial\s|study\s|clinical\strial\s)?\(?$"
)
_GENE_AFTER = re.compile(
    r"[\s-](?:positive|negative|mutation|mutations|mutated|mutant|mutants|expression|expressing|gene\b|genes|"
    r"receptors?|pathway|protein|proteins|levels?|inhibitors?|antagonists?|agonists?|targeting|targeted|degraders?|"
    r"antibod(?:y|ies)|amplified|amplification|signal(?:l)?ing|antigens?|ligand|blockade|\+|cells?\b|score|scale|"
    r"virus|variant|kinase|axis)"
)
_GENE_BEFORE = re.compile(
    (
        r"(?:anti-|target(?:s|ing|ed)?\s(?:the\s)?|against\s|bind(?:s|ing)?\s(?:to\s)?|inhibit(?:s|ing|or\sof|ion\sof)?\s|"
        r"block(?:s|ing)?\s|express(?:es|ing)?\s|mutant\s|receptor\s|protein\s|antigens?\s|gene\s)$"
    ),
    re.IGNORECASE,
)
_PLATFORM_AFTER = re.compile(
    (
        r"\s?(?:®|™|\(R\)|\(TM\))?[\s-](?:[\w-]{1,20}\s){0,2}(?:platforms?|technolog(?:y|ies)|delivery\s+system|library|"
        r"engine|software|discovery|manufacturing|cell\s+lines?|process|summit|conference|showcase|services|index|network)\b"
    ),
    re.IGNORECASE,
)
_THEN_CODE = re.compile(r"\s?(?:®|™|\(R\)|\(TM\))\s(?:[A-Z]{1,6}[-‑]?[0-9]{2,6}|[a-z]{5,20}(?:mab|tug|bart|mig|nib|cel)\b)")
_ALIAS_AFTER = re.compile(
    r"/(?P<slash>[A-Z]{1,6}-?[0-9]{2,6}[A-Z]{0,2})(?![\w-])|[\s”\"]{0,2}(?:®|™|\(R\)|\(TM\))?[\s”\"]{0,3}\((?P<inner>[^()]{2,110})\)"
    r"|\s?(?:®|™)?,?\s\(?(?:also\s+known\s+as|formerly\s+known\s+as|previously\s+known\s+as|"
    r"formerly\s+identified\s+as|formerly|previously|aka|a\.k\.a\.|"
    r"(?:currently\s+)?(?:marketed|sold|approved)\s+(?:in\s+(?:the\s+)?[A-Z][\w.]{1,15}(?:\s[A-Z][a-z]{2,12})?\s+)?(?:as|under\s+the\s+(?:brand|trade)\s+name))\s+"
    r"[“\"]?(?P<also>[A-Za-z][\w-]{2,25}(?:\s(?:or|and|/)\s[A-Z][\w-]{2,25})?)"
)
# What may introduce a second name in parentheses: "formerly known as", "generic name:", "development code:".
_ALIAS_LABEL = re.compile(
    r"(?:also\s+|formerly\s+|previously\s+)?(?:known\s+as|identified\s+as|called|referred\s+to\s+as|designated|aka|f/k/a|formerly|previously)\s+|"
    r"(?:(?:proposed|generic|brand|trade|development|code|product|proprietary|international\s+nonproprietary)\s+){1,3}(?:names?|code)?:?\s+",
    re.IGNORECASE,
)
_COMMON = frozenset(words("common_words"))
_COMMON_CAPITALS = frozenset(words("common_capitals"))
_HEADER = re.compile(r"(?:\s?(?:®|™|\(R\)))?(?:\s\([^()]{1,70}\))?\s?(?::|\s[-–—]\s|\s(?:for|in)\s[A-Z]|$)")
_ABOUT = re.compile(r"About\s+(?:the\s+)?(?:Oral\s+)?$")
_DESCRIPTIVE = re.compile(
    r"(?P<name>\b[Aa]nti-(?P<target>[A-Z][A-Z0-9]{1,7}?(?:[/x][A-Z][A-Z0-9]{1,7})?)(?P<glue>[\s-]?)(?P<what>(?:(?:allogeneic|"
    r"autologous|bispecific|monoclonal)\s)?(?:CAR[\s-]?T\b|CAR[\s-]?NK\b|CAR\b|TCR[\s-]?T\b|ADC\b|antibody\b|"
    r"bispecific\b|antibody-drug\sconjugate\b)))"
    r"|(?P<kind>\b(?:Universal|Allogeneic|Autologous|Dual|Tandem|Bispecific|Armou?red|Off-the-Shelf|Logic-Gated|"
    r"In\s[Vv]ivo|universal|allogeneic|autologous)\s(?:CAR[\s-]?T\b|CAR[\s-]?NK\b|CAR\b|TCR[\s-]?T\b|NK\b))"
)
_GLUED = re.compile(r"([A-Z0-9]{2,8})(CAR-?T|CAR-?NK|ADC)$")
_TRADEMARKS = re.compile(r"\b(?:trademarks?|service\s+marks?)\b", re.IGNORECASE)
_TRIAL_NAMED = re.compile(r"\s?(?:®|™|\(R\))\s?(?:[Tt]rials?|[Ss]tud(?:y|ies)|TRIAL)\b")
_PARTNER = re.compile(
    r"\b([A-Z][A-Za-z&-]{2,25})((?:[ ][A-Z][\w&-]{1,25}){0,2}?),?[ ](?:Inc|Corp|Ltd|Limited|LLC|PLC|plc|GmbH|AG|SA|SE|"
    r"S\.A|N\.?V|AB|Co|Biologics|Pharmaceuticals?|Pharma|Therapeutics|Biosciences?|BioSciences?|Biopharma|Biotech|"
    r"Medicines?|Laboratories|Oncology|University|Institute|Research|Hospital|Medical|Foundation|Association|and[ "
    r"]Company|Group|Partners|Capital)\b"
)
_LISTED = re.compile(r"\b([A-Z][A-Za-z&-]{2,25})\s\((?:NASDAQ|Nasdaq|NYSE|AMEX|LSE|TSX|ASX|SIX|HKEX|Euronext)\b[^()\n]{0,30}:")
_SEARCHED = frozenset({"title", "subtitle", "lead", "body", "upcoming", "financial", "about product", "about company", "call"})
_ENOUGH = 3.0


@dataclass
class _Candidate:
    key: str
    forms: Counter[str] = field(default_factory=Counter)
    first: tuple[int, int] = (0, 0)
    score: float = 0.0
    mentions: int = 0
    foreign: int = 0
    trial: int = 0
    gene: int = 0
    platform: int = 0
    own: int = 0
    headed: bool = False
    titled: bool = False
    marked: bool = False
    shapes: set[str] = field(default_factory=set)
    best: tuple[float, int, int] = (-1.0, 0, 0)


@dataclass(frozen=True)
class Named:
    """A program of this document: its names as written, and where it is best introduced."""

    name: str
    aliases: tuple[str, ...]
    start: int
    end: int
    known: bool = False
    descriptive: bool = False
    score: float = 0.0


@dataclass(frozen=True)
class Mention:
    """An occurrence of program number ``program`` in a passage; offsets relative to the passage."""

    start: int
    end: int
    program: int


class Roster:
    """The document's programs and a way to find them in any passage."""

    def __init__(self, programs: list[Named], foreign: Iterable[str] = (), trials: Iterable[str] = ()):
        self.programs = programs
        self.foreign = frozenset(foreign)
        self.trials = frozenset(trials)
        forms: dict[str, int] = {}
        for number, program in enumerate(programs):
            for form in (program.name, *program.aliases):
                forms.setdefault(_folded(form), number)
        self._forms = forms
        self.folded = frozenset(forms)
        self._pattern = _mention_pattern(forms)

    def mentions(self, text: str) -> list[Mention]:
        if self._pattern is None:
            return []
        found = []
        for match in self._pattern.finditer(_plain(text)):
            number = self._forms.get(_folded(match[0]))
            if number is not None:
                found.append(Mention(match.start(), match.end(), number))
        return found


def discover(passages: list[Passage], company_keys: frozenset[str], known: Iterable[KnownProgram] = ()) -> Roster:
    """The programs of a document: the known ones that it mentions, then those it introduces itself."""
    candidates: dict[str, _Candidate] = {}
    everything = "\n".join(passage.text for passage in passages if passage.section in _SEARCHED)
    # Passage by passage: a title that ends in a name is no part of the company's name that follows it.
    marked = {_key(match["name"].split()[-1]) for match in _marked(everything)}
    others = frozenset[str]().union(*(_other_companies(passage.text) for passage in passages if passage.section in _SEARCHED))
    company_keys |= others - marked
    company_keys |= {
        key
        for passage in passages
        if passage.section == "about company" and passage.heading and passage.text.startswith("About ")
        for key in map(name_key, passage.text.split()[1:])
        if len(key) > 3 and key not in marked
    }
    lower = frozenset(re.findall(r"(?<![\w’'-])[a-z][a-z’']{3,24}", everything))
    pairs: list[tuple[str, str]] = []
    shapes = {passage.index: list(_shapes(passage)) for passage in passages if passage.section in _SEARCHED}
    for passage in passages:
        for start, end, shape in shapes.get(passage.index, ()):
            surface = passage.text[start:end]
            key = _key(surface)
            if shape == "mark" and _TRADEMARKS.search(passage.text):
                continue  # a list of whose marks are whose
            if len(key) < 3 or key in company_keys or (shape in ("apposition", "about") and surface.lower() in lower):
                continue
            candidate = candidates.setdefault(key, _Candidate(key, first=(passage.start + start, passage.start + end)))
            _weigh(candidate, passage, start, end, shape, company_keys)
    _count_plain(candidates, passages, shapes, company_keys)
    for passage in passages:
        if passage.section in _SEARCHED:
            pairs.extend(_aliases(passage, shapes[passage.index], candidates))
    return _choose(candidates, pairs, passages, list(known), company_keys)


def _other_companies(text: str) -> frozenset[str]:
    """First words of names with a legal form or a trade's word: partners, not products."""
    found = {name_key(match[1]) for match in _PARTNER.finditer(text)}
    if "(" in text:
        found.update(name_key(match[1]) for match in _LISTED.finditer(text))
    return frozenset(key for key in found if len(key) >= 4)


def descriptive(text: str) -> list[tuple[int, int, str, str]]:
    """Products that are only described ("anti-BCMA CAR-T", "Universal CAR"): start, end, name, other spelling."""
    found = []
    for match in _DESCRIPTIVE.finditer(text):
        surface = match[0]
        if match["kind"]:
            found.append((match.start(), match.end(), surface, ""))
            continue
        name = f"{match['name'][:5]}{match['target']} {match['what']}"
        found.append((match.start(), match.end(), name, surface if surface != name else ""))
    return found


def _marked(text: str) -> Iterator[re.Match[str]]:
    """Names with a trade mark's sign, looked for only where there is a sign."""
    return _MARKED.finditer(text) if any(sign in text for sign in _SIGNS) else iter(())


def _shapes(passage: Passage) -> Iterator[tuple[int, int, str]]:  # noqa: PLR0912 - one test for each shape
    """Spans that look like a product's name, with the shape that says so."""
    text = passage.text
    spans: list[tuple[int, int]] = []
    for match in _marked(text):
        start, end = match.start("name"), match.end("name")
        start = _trimmed_mark(text, start, end)
        if start < end:
            spans.append((start, end))
            yield start, end, "mark"
    for match in _CODE.finditer(text):
        surface = match[0]
        if _NEVER.match(surface) or _NEVER_WORD.match(surface) or any(start <= match.start() < end for start, end in spans):
            continue
        if " " in surface and (not re.fullmatch(r"[A-Z]{2,6} [0-9]{3,6}[A-Z]?", surface) or re.search(r" (?:19|20)[0-9]{2}$", surface)):
            continue  # "ACR 2025" is a meeting
        if re.fullmatch(r"[A-Z][a-z]+[ -]?[0-9]+", surface) and not re.fullmatch(r"[A-Z][a-z]{1,4}-?[0-9]{3,6}", surface):
            continue
        study = re.fullmatch(r"(?P<base>[A-Z]{1,5}-?[0-9]{2,5}[A-Z]{0,2})[-‑][0-9]{2,4}", surface)
        if study:  # RZ101-204 is a study of RZ101
            yield match.start(), match.start() + study.end("base"), "code"
            continue
        yield match.start(), match.end(), "short code" if _SHORT_CODE.fullmatch(surface) else "code"
    for match in _WORD.finditer(text):
        word = match[0]
        if _is_inn(word) and not re.match(r"[-‑][A-Z0-9]", text[match.end() : match.end() + 2]):
            yield match.start(), match.end(), "inn"
        elif (
            word[0].isupper()
            and word not in _COMMON_CAPITALS
            and "-" not in word
            and "’" not in word
            and "'" not in word
            and word not in diseases.EPONYMS
        ):
            before = text[max(0, match.start() - 60) : match.start()]
            if word.isupper() and len(word) >= 4 and not re.match(r"\s?[(®™]", text[match.end() : match.end() + 2]):
                continue  # trials are named so
            if (
                passage.section in ("title", "subtitle")
                and re.match(r"\s[A-Z]", text[match.end() : match.end() + 2])
                and not before.endswith(("About ",))
            ):
                continue  # a word of a longer name or of a headline in capitals
            if before.endswith("(") or text[match.end() : match.end() + 1] in ("-", "‑"):
                continue
            pair = re.match(r"\s\((?P<inn>[a-z]{6,24}(?:-[a-z]{4})?)\)", text[match.end() : match.end() + 34])
            if pair and _is_inn(pair["inn"]):
                yield match.start(), match.end(), "brand"
            elif re.fullmatch(r"[A-Z]{2,6}i?s", word):
                continue  # a class of products: ADCs, NMTis
            elif match.start() < 12 and _ABOUT.search(before) and (passage.heading or passage.section == "about product"):
                yield match.start(), match.end(), "about"
            elif _BEFORE_PRODUCT.search(before) or (
                _APPOSITION.match(text, match.end(), min(len(text), match.end() + 220))
                and not re.match(
                    r"\s?,?\s(?:is\s)?(?:an?|the)\s(?:[\w’'-]{1,25},?\s){0,8}(?:company|firm|leader)", text[match.end() : match.end() + 160]
                )
            ):
                yield match.start(), match.end(), "apposition"


@lru_cache(maxsize=1)
def _stems() -> tuple[dict[str, int], tuple[str, ...]]:
    table = {}
    entries = words("inn_stems")
    for ending, shortest in zip(entries[::2], entries[1::2], strict=True):
        table[ending] = int(shortest)
    return table, tuple(table)


@lru_cache(maxsize=64)  # asked for by each trigger of a sentence
def names_others(text: str, own: frozenset[str]) -> bool:
    """Whether a sentence is about a product that is none of the document's own: a known one, or a generic name.

    One that only stands beside ("in combination with pembrolizumab") does not make the sentence another's.
    """
    return any(
        (name_key(match[0]) in marketed() or (_is_inn(match[0]) and match[0].casefold() not in own))
        and not _FOREIGN_BEFORE.search(text[max(0, match.start() - 90) : match.start()])
        for match in re.finditer(r"[A-Za-z][A-Za-z-]{4,24}", text)
    )


@lru_cache(maxsize=8192)
def _is_inn(word: str) -> bool:
    table, endings = _stems()
    base = word.lower().partition("-")[0] if not word.endswith("-cel") else word.lower()
    if base.endswith("-cel"):
        return len(base) >= 7
    if not base.endswith(endings) or base in _COMMON:
        return False
    return any(base.endswith(ending) and len(base) >= shortest for ending, shortest in table.items())


def _trimmed_mark(text: str, start: int, end: int) -> int:
    """A trade mark is the last word before the sign, or the last two where the last is too short to stand alone."""
    words = text[start:end].split(" ")
    if len(words) == 1:
        return start
    keep = 1
    if len(words[-1]) <= 3 or words[-1].isdigit():
        keep = 2
    if words[-keep] in _COMMON_CAPITALS:
        return end if keep == 1 else start + len(" ".join(words[: -keep + 1])) + 1
    return end - len(" ".join(words[-keep:]))


def _weigh(  # noqa: PLR0912, PLR0917 - one test for each kind of evidence
    candidate: _Candidate, passage: Passage, start: int, end: int, shape: str, company_keys: frozenset[str]
) -> None:
    text = passage.text
    surface = without_marks(text[start:end])
    before, after = text[max(0, start - 90) : start], text[end : end + 120]
    candidate.forms[surface] += 1
    candidate.mentions += 1
    candidate.shapes.add(shape)
    if shape == "mark" and _TRIAL_NAMED.match(after):
        candidate.trial += 2
    if _PLATFORM_AFTER.match(after) or (shape == "mark" and _THEN_CODE.match(after)):
        candidate.platform += 1
        return
    numbered = shape in ("code", "short code") and re.search(r"[0-9]{3}", surface)
    if _IS_TRIAL.match(after) or (not numbered and (_TRIAL_AFTER.match(after) or _TRIAL_BEFORE.search(before))):
        candidate.trial += 1
    if _GENE_AFTER.match(after) or _GENE_BEFORE.search(before):
        candidate.gene += 1
    possessive = re.search(r"([A-Z][\w&.-]{1,24})['’]s?\s+(?:[\w-]{1,20}\s+){0,3}$", before)
    inner = re.search(r"[\w®™-]{2,30}\s?\($", before)  # the second name of a product stands where the first does
    if _FOREIGN_BEFORE.search(before[: inner.start()] if inner else before):
        candidate.foreign += 1
        return
    gain = 0.0
    if passage.section == "title":
        gain += 3.0
        candidate.titled = True
    elif passage.section == "subtitle":
        gain += 2.0
    elif passage.section == "lead":
        gain += 1.5
    if _OWN_BEFORE.search(before[: inner.start()] if inner else before) or _OWN_BEFORE.search(before):
        gain += 1.5
        candidate.own += 1
    if _APPOSITION.match(text, end, min(len(text), end + 220)):
        gain += 1.5
        candidate.own += 1
    if _BEFORE_PRODUCT.search(before):
        gain += 1.5
        candidate.own += 1
    if start < 12 and _ABOUT.search(before):
        gain += 3.0
        candidate.own += 1
        candidate.headed = True
    if (passage.bullet or passage.heading) and start < 4 and _HEADER.match(after):
        gain += 2.0
        candidate.own += 1
    if possessive and name_key(possessive[1]) in company_keys:
        gain += 1.0
    if shape == "mark":
        candidate.marked = True
    if gain > candidate.best[0]:
        candidate.best = (gain, passage.start + start, passage.start + end)
    candidate.score += min(gain, 4.5)


def _count_plain(
    candidates: dict[str, _Candidate], passages: list[Passage], shapes: dict[int, list[tuple[int, int, str]]], company_keys: frozenset[str]
) -> None:
    """Mentions without mark or apposition of names found by such shapes elsewhere."""
    wanted = {
        key: candidate
        for key, candidate in candidates.items()
        if candidate.shapes & {"mark", "apposition", "about", "brand"} and not candidate.shapes & {"inn", "code", "short code"}
    }
    if not wanted:
        return
    forms = {_folded(form): key for key, candidate in wanted.items() for form in candidate.forms}
    pattern = _mention_pattern(forms)
    if pattern is None:
        return
    for passage in passages:
        if passage.section not in _SEARCHED:
            continue
        seen = {start for start, _, _ in shapes[passage.index]}
        for match in pattern.finditer(_plain(passage.text)):
            key = forms.get(_folded(match[0]))
            if key and match.start() not in seen:
                _weigh(wanted[key], passage, match.start(), match.end(), "plain", company_keys)


def _aliases(passage: Passage, shapes: list[tuple[int, int, str]], candidates: dict[str, _Candidate]) -> Iterator[tuple[str, str]]:
    """Pairs of names that the text says are one: "X (Y)", "X, formerly known as Y"."""
    text = passage.text
    for start, end, _ in shapes:
        key = _key(text[start:end])
        if key not in candidates:
            continue
        match = _ALIAS_AFTER.match(text, end, min(len(text), end + 90))
        if not match:
            continue
        inner = match["slash"] or match["inner"] or match["also"]
        for piece in re.split(r"\s(?:or|and|/)\s|[,;]\s", inner):
            part = _second_name(piece, candidates)
            other = _key(part)
            if len(other) < 3 or other == key:
                continue
            if other in candidates:
                yield key, other
            elif _looks_like_a_name(part):
                candidate = candidates.setdefault(other, _Candidate(other))
                candidate.forms[part] += 1
                candidate.shapes.add("alias")
                yield key, other


def _second_name(piece: str, candidates: dict[str, _Candidate]) -> str:
    """A name in parentheses without its label, quotes and what follows it ("examplinib tablets")."""
    part = without_marks(_ALIAS_LABEL.sub("", piece.strip(), count=1)).strip(" “”\"'")
    first = part.split(maxsplit=1)[0] if part else ""
    return first if _key(part) not in candidates and (_key(first) in candidates or _is_inn(first)) else part


def _looks_like_a_name(part: str) -> bool:
    if _NEVER.match(part) or _NEVER_WORD.match(part):
        return False
    return bool(
        _CODE.fullmatch(part)
        or re.fullmatch(r"[A-Z]{2,5}[0-9]{0,2}-[A-Za-z]{1,2}[A-Z0-9][A-Za-z0-9]{1,8}", part)
        or (re.fullmatch(r"[a-z]{6,24}(?:-[a-z]{4})?", part) and _is_inn(part))
        or re.fullmatch(r"[a-z]{5,14}[0-9]{1,2}", part)
    )


def _choose(  # noqa: PLR0912 - groups, known programs and verdicts build on one another
    candidates: dict[str, _Candidate],
    pairs: list[tuple[str, str]],
    passages: list[Passage],
    known: list[KnownProgram],
    company_keys: frozenset[str],
) -> Roster:
    group = {key: key for key in candidates}

    def root(key: str) -> str:
        while group[key] != key:
            key = group[key]
        return key

    for one, other in pairs:
        if one in group and other in group:
            group[root(other)] = root(one)
    for key, candidate in candidates.items():
        base = re.sub(r"[a-z]{4}$", "", key)
        if base != key and base in candidates and any("-" in form for form in candidate.forms):
            group[root(key)] = root(base)
    members: dict[str, list[_Candidate]] = defaultdict(list)
    for key, candidate in candidates.items():
        members[root(key)].append(candidate)

    programs: list[Named] = []
    taken: set[str] = set()
    everything = _plain("\n".join(passage.text for passage in passages if passage.section in _SEARCHED))
    others = {_key(form) for program in known for form in (program.name, *program.aliases) if form}
    for program in known:
        forms = [form for form in (program.name, *program.aliases) if form]
        pattern = _mention_pattern({_folded(form): 0 for form in forms})
        match = pattern.search(everything) if pattern else None
        if match is None:
            continue
        where = next(
            (passage.start + hit.start(), passage.start + hit.end())
            for passage in passages
            if passage.section in _SEARCHED and pattern and (hit := pattern.search(_plain(passage.text)))
        )
        keys = {_key(form) for form in forms}
        stated = {
            form
            for group_members in members.values()
            if keys & {c.key for c in group_members}
            for form in _own_forms(group_members, others - keys)
        }
        programs.append(
            Named(program.name, tuple(sorted({*_written(forms, everything), *stated} - {program.name})), *where, known=True, score=9.0)
        )
        taken.update(keys)

    _lend_prefixes(members, company_keys)
    scored = []
    foreign: set[str] = set()
    trials: set[str] = set()
    for group_members in members.values():
        keys = {candidate.key for candidate in group_members}
        if keys & taken:
            continue
        verdict, score = _verdict(group_members)
        if verdict == "foreign":
            foreign.update(keys)
        elif verdict == "trial":
            trials.update(keys)
        elif verdict == "own":
            scored.append((score, group_members))
    for score, group_members in sorted(scored, key=lambda item: (-item[0], item[1][0].first)):
        counted: Counter[str] = Counter()
        for candidate in group_members:
            for form, count in candidate.forms.items():
                counted[form] += count
        name = _best_form(counted, group_members)
        best = max((candidate.best for candidate in group_members), key=lambda found: found[0])
        start, end = (best[1], best[2]) if best[0] >= 0 else group_members[0].first
        further = [form for form in sorted(counted, key=lambda form: (-counted[form], form)) if name_key(form) != name_key(name)]
        programs.append(Named(name, tuple(further), start, end, score=score))
    return Roster(programs, foreign, trials)


def _written(forms: list[str], text: str) -> list[str]:
    """The names that the plain text uses: what a document does not write, it does not state."""
    return [form for form in forms if (pattern := _mention_pattern({_folded(form): 0})) and pattern.search(text)]


def _own_forms(members: list[_Candidate], others: set[str]) -> set[str]:
    """The spellings of a group of names, but for those that are known as another program's."""
    return {form for candidate in members if candidate.key not in others for form in candidate.forms}


def _lend_prefixes(members: dict[str, list[_Candidate]], company_keys: frozenset[str]) -> None:
    """Codes whose letters recall the issuer's name, or begin like a code that is surely its own, are likely its own too."""
    sure = {
        _letters(candidate)
        for group in members.values()
        for candidate in group
        if _verdict(group)[0] == "own" and candidate.shapes & {"code", "short code"}
    }
    for group in members.values():
        for candidate in group:
            letters = _letters(candidate)
            if not letters or not candidate.shapes & {"code", "short code"}:
                continue
            recalls = any(_recalls(letters, key) for key in company_keys)
            if (letters in sure and recalls) or any(len(letters) > 2 and key.startswith(letters) for key in company_keys):
                candidate.score += 3.5
                candidate.own += 1
            elif letters in sure or recalls:
                candidate.score += 2.0
                candidate.own += 1


def _letters(candidate: _Candidate) -> str:
    """The letters that a code begins with: "nsx" of NSX-201."""
    match = re.match(r"[A-Za-z]{2,6}(?=[-‑ ]?[A-Z]{0,3}[0-9]|[-‑][A-Z]{2})", next(iter(candidate.forms), ""))
    return match[0].lower() if match else ""


def _recalls(letters: str, key: str) -> bool:
    """Whether a company's name begins with the code's first letter and holds the others in order."""
    if len(letters) < 2 or not key.startswith(letters[0]):
        return False
    position = 0
    for char in letters[:3]:
        position = key.find(char, position) + 1
        if position == 0:
            return char == "x" and letters.endswith("x")
    return True


def _verdict(members: list[_Candidate]) -> tuple[str, float]:
    """ "own", "foreign", "trial" or "no", and the strength of the evidence."""
    mentions = sum(candidate.mentions for candidate in members)
    score = sum(candidate.score for candidate in members)
    foreign = sum(candidate.foreign for candidate in members)
    trial = sum(candidate.trial for candidate in members)
    gene = sum(candidate.gene for candidate in members)
    platform = sum(candidate.platform for candidate in members)
    own = sum(candidate.own for candidate in members)
    shapes = set().union(*(candidate.shapes for candidate in members))
    if mentions == 0:
        return "no", 0.0
    if platform and platform >= 0.4 * mentions:
        return "no", 0.0
    if (
        any(candidate.key in marketed() for candidate in members)
        and own < 2
        and not any(candidate.headed for candidate in members)
        and score < 4.5
    ):
        return "foreign", 0.0
    if (
        foreign
        and foreign >= (0.75 if any(candidate.titled for candidate in members) else 0.5) * mentions
        and not any(candidate.headed for candidate in members)
    ):
        return "foreign", 0.0
    if trial and "mark" not in shapes and all(_like_a_trial(candidate) for candidate in members) and trial >= 0.25 * mentions:
        return "trial", 0.0
    if trial and trial >= 0.6 * mentions and own < mentions - trial + 1:
        return "trial", 0.0
    if gene and gene >= 0.4 * mentions and "mark" not in shapes and "inn" not in shapes:
        return "no", 0.0
    if "code" in shapes:
        score += 1.5
    if "inn" in shapes:
        score += 1.0
    if shapes & {"mark", "brand"}:
        score += 2.75
    if len(members) > 1:
        score += 1.0
    score += 0.4 * min(mentions, 8)
    score -= 1.5 * foreign + 1.0 * trial + 1.0 * gene
    strict = shapes <= {"short code", "plain"} or shapes <= {"apposition", "plain", "about"}
    enough = _ENOUGH + (0.5 if "short code" in shapes else 2.0 if strict else 0.0)
    if strict and own == 0:
        return "no", score
    return ("own" if score >= enough else "foreign" if foreign else "no"), score


def _like_a_trial(candidate: _Candidate) -> bool:
    """Names as trials have them: words in capitals with a number of one digit (LANTERN-2), or two such words."""
    return all(re.fullmatch(r"[A-Z]{4,}[-‑ ]?[0-9]|[A-Z]{3,}[-‑][A-Z][A-Za-z]{1,}", form) for form in candidate.forms)


def _best_form(forms: Counter[str], members: list[_Candidate]) -> str:
    """The name used most; of spellings of one name, the one with capitals of its own."""
    by_key: Counter[str] = Counter()
    for form, count in forms.items():
        by_key[name_key(form)] += count
    top = max(by_key, key=lambda key: (by_key[key], -len(key)))
    spellings = [form for form in forms if name_key(form) == top]
    lower = [form for form in spellings if form.islower()]
    if lower:
        return lower[0]
    mixed = [form for form in spellings if not form.isupper() or any(char.isdigit() for char in form) or len(form) <= 5]
    return max(mixed or spellings, key=lambda form: forms[form])


@lru_cache(maxsize=4096)
def _key(name: str) -> str:
    """name_key with the letter O beside a digit read as the zero it was meant for."""
    return name_key(re.sub(r"(?<=[0-9])[oO](?=[0-9A-Z])|(?<=[A-Z])O(?=[0-9])", "0", without_marks(name)))


def _folded(form: str) -> str:
    return re.sub(r"[\s‑–-]+", "", re.sub(r"[®™]|\((?:R|TM)\)", "", form)).casefold()


def _plain(text: str) -> str:
    """The text with one sign for all hyphens and one for all marks, place by place."""
    return text.replace("‑", "-").replace("–", "-").replace("™", "®")


def _mention_pattern(forms: Iterable[str] | dict[str, int] | dict[str, str]) -> re.Pattern[str] | None:
    """A pattern that finds the forms with any hyphens, spaces and trade marks between their parts, in `_plain` text.

    Plain, because sets of characters beyond Latin-1 take many times as long to compile, and each document has a pattern of its own.
    """
    bodies = []
    for form in sorted(forms, key=len, reverse=True):
        if len(form) < 2:
            continue
        bodies.append(
            r"[\s-]?".join(re.escape(char) for char in form)
            if any(char.isdigit() for char in form) or len(form) <= 12
            else re.escape(form[0]) + "".join(r"[\s®-]{0,2}" + re.escape(char) for char in form[1:])
        )
    if not bodies:
        return None
    return re.compile(r"(?<![\w])(?:" + "|".join(bodies) + r")(?![A-Za-z0-9])", re.IGNORECASE)
