"""Which words state which kind of milestone.

A rule is one bounded pattern; its group ``v`` is the source's verb or noun ("initiated", "initiation"). Rules are tried only
where one of their ``needs`` occurs, and of overlapping hits the one listed first for a more specific kind wins (``rank``).
Whether the event happened, is expected or is only spoken of is not decided here (see factuality).
"""

import re
from dataclasses import dataclass

_G20, _G40, _G60, _G90, _G140, _G220 = (rf"[^;]{{0,{n}}}?" for n in (20, 40, 60, 90, 140, 220))


def _forms(*lemmas: str) -> str:
    """Inflected forms of regular verbs, "initiat" standing for initiate, initiates, initiated, initiating, initiation."""
    return "|".join(
        rf"{lemma}(?:e|es|ed|ing|ion)" if lemma.endswith(("at", "let", "min")) and lemma != "let" else rf"{lemma}(?:e|es|ed|ing|s)?"
        for lemma in lemmas
    )


_START = (
    r"(?P<v>initiat(?:e|es|ed|ing|ion)|(?:re)?start(?:s|ed|ing)?|commenc(?:e|es|ed|ing|ement)|launch(?:es|ed|ing)?|"
    r"beg(?:in|ins|an|un|inning)|(?:open(?:s|ed|ing)|(?<=to\s)open|(?<=will\s)open)(?![\s-]label)|kick(?:ed|s|ing)?[\s-]off|activat(?:e|es|ed|ing|ion)|"
    r"resum(?:e|es|ed|ing|ption))"
)
_STUDY = (
    r"(?:trials?|stud(?:y|ies)|[Pp]hase\s{0,1}[0-9IViv][0-9IViab/]{0,6}|cohorts?|arms?|extension|(?:human|"
    r"clinical)\s+(?:development|evaluation|testing|investigation)|enrol?l?ment|enrol?ling|recruitment|recruiting|"
    r"(?:patient|participant|subject)\s+(?:screening|dosing)|randomi[sz]ation|screening)"
)
_IND = (
    r"(?:INDs?\b|Investigational\s+New\s+Drug|investigational\s+new\s+drug|CTAs?\b|CTN\b|"
    r"[Cc]linical\s+[Tt]rial\s+(?:[Aa]pplication|[Nn]otification|[Aa]uthori[sz]ation)s?|IDE\b|"
    r"[Ii]nvestigational\s+[Dd]evice\s+[Ee]xemption)"
)
_APPLICATION = (
    r"(?:s?BLAs?\b|[Tt]ype\s+II\s+[Vv]ariation|EUA\s+request|[Ss]honin|(?:J-?|s|e)?NDAs?\b|MAAs?\b|[Bb]iologics?\s+[Ll]icen[sc]e|"
    r"(?:[Ss]upplemental\s+)?[Nn]ew\s+[Dd]rug\s+[Aa]pplication|[Mm]arketing\s+(?:[Aa]uthori[sz]ation|[Aa]pplication)|"
    r"[Rr]egulatory\s+(?:[Ss]ubmissions?|[Ff]ilings?|[Aa]pplications?)|510\(k\)|De\s+Novo|PMA\b|"
    r"[Rr]olling\s+(?:[Ss]ubmission|BLA|NDA)|"
    r"[Ll]icen[sc]e\s+[Aa]pplication|EUA\b|[Ee]mergency\s+[Uu]se\s+[Aa]uthori[sz]ation|[Dd]rug\s+[Aa]pplication|"
    r"registration\s+(?:application|dossier)|[Aa]pplication\s+for\s+(?:the\s+)?(?:approval|marketing|registration))"
)
_PERSON = r"(?:patient|participant|subject|volunteer|person|child|infant|individual|adult|human)s?"
_RESULTS = (
    r"(?:data|(?:final|official|clinical\s+study|[0-9]{1,2}-(?:month|week))\s+reports?|results?|findings|readouts?|"
    r"read-outs?|analys[ei]s|outcomes?|(?:data|clinical|efficacy|safety)\s+updates?|biomarker|top-?line)"
)
_STAGE = (
    r"(?:top-?line|interim|initial|preliminary|final|full|additional|updated|new|positive|clinical|complete|primary|"
    r"first|long-term|early|further|detailed|pivotal|safety|efficacy|encouraging|promising|proof[\s-]of[\s-]concept|"
    r"immunogenicity|biomarker|pharmacokinetic|PK)"
)
_SOON = (
    r"(?:expected|anticipated|planned|on\s+track|targeted|due(?!\s+to)|projected|estimated|scheduled|slated|upcoming|"
    r"to\s+follow)\b(?!\s+(?:statistical|treatment|benefit|to\s+(?:enrol|begin|initiat|start|commence|continu|last|"
    r"cost|treat|inform|support|serve|grow|increase|complete\s+(?:the\s+)?(?:enrol|trial|study)|be\s+(?:conducted|"
    r"completed|initiated|the\b|enrolled)|clear|run|provide\s+(?:funding|cash|runway)|extend|fund)))"
)


@dataclass(frozen=True)
class Rule:
    """``status`` overrides what the words around say; ``regulated`` rules need a regulator or its application in the sentence."""

    kind: str
    pattern: re.Pattern[str]
    needs: tuple[str, ...]
    rank: int
    status: str = ""
    regulated: bool = False
    detail: str = ""
    weak: bool = False  # only in headline, lead and bullets


@dataclass(frozen=True)
class Trigger:
    """A hit of a rule; offsets relative to the sentence. ``form``: "base", "present", "past", "ing", "noun"."""

    kind: str
    start: int
    end: int
    verb: str
    verb_start: int
    form: str
    rule: Rule


_RULES: list[Rule] = []


def _rule(
    kind: str,
    pattern: str,
    needs: str,
    *,
    status: str = "",
    regulated: bool = False,
    detail: str = "",
    weak: bool = False,
    flags: int = re.IGNORECASE,
) -> None:
    _RULES.append(
        Rule(kind, re.compile(r"(?<![\w-])" + pattern, flags), tuple(needs.split("|")), len(_RULES), status, regulated, detail, weak)
    )


# Clinical hold. "Removal of Clinical Hold", "FDA lifts partial clinical holds on X".
_rule(
    "hold_lifted",
    (
        rf"(?P<v>lift(?:s|ed|ing)?|remov(?:e|es|ed|al|ing)|releas(?:e|es|ed|ing))\b{_G60}\b(?:clinical|partial|"
        rf"full)\s+(?:clinical\s+)?holds?\b"
    ),
    " hold",
)
_rule(
    "hold_lifted",
    rf"clinical\s+holds?\b{_G60}\b(?:(?:was|were|has\s+been|have\s+been|is|be)\s+)?(?P<v>lifted|removed|released|resolved)\b",
    " hold",
)
_rule(
    "clinical_hold",
    (
        rf"(?P<v>plac(?:e|es|ed|ing)|impos(?:e|es|ed)|issu(?:e|es|ed)|receiv(?:e|es|ed)|put|announc(?:e|es|"
        rf"ed))\b{_G60}\b(?:clinical|partial|full)\s+(?:clinical\s+)?hold\b"
    ),
    " hold",
)
_rule(
    "clinical_hold",
    rf"(?P<v>(?:clinical|partial|full)\s+(?:clinical\s+)?hold)\b{_G20}(?:(?:was|has\s+been)\s+(?:placed|imposed|issued)|on\b)",
    " hold",
)

_rule("clinical_hold", r"(?P<v>put|placed)\s+on\s+(?:full\s+|partial\s+|clinical\s+){0,2}hold\b", " hold")

# Complete response and refusals, before approvals.
_rule(
    "complete_response",
    r"(?P<v>complete\s+response\s+letter|refuse[sd]?[\s-]to[\s-]file|refusal[\s-]to[\s-]file|\bCRL\b)",
    "complete response letter|refus|crl",
)
_rule(
    "complete_response",
    rf"(?P<v>reject(?:s|ed)|declin(?:es|ed)\s+to\s+approve)\b{_G60}(?:{_APPLICATION}|\bCHMP\b|marketing)",
    "reject|declin|negative opinion",
    regulated=True,
)

# Advisory committees and CHMP opinions.
_rule(
    "advisory_committee",
    (
        rf"(?P<v>recommend(?:s|ed|ing|ation)|positive\s+opinion|adopt(?:s|ed)|vot(?:e|es|ed)|endors(?:e|es|"
        rf"ed))\b{_G90}\b(?:marketing\s+authori[sz]ation|approval\b|approve|(?:CHMP|[Aa]dvisory\s+[Cc]ommittee)\b)"
    ),
    "recommend|opinion|adopt|vote|endors",
    regulated=True,
)
_rule(
    "advisory_committee",
    rf"(?:CHMP|[Aa]dvisory\s+[Cc]ommittee|AdCom|ODAC)\b{_G90}(?P<v>recommend(?:s|ed)|positive\s+opinion|vot(?:e|es|ed)|opinion)\b",
    "chmp|committee|adcom|odac",
)
_rule(
    "advisory_committee",
    rf"(?P<v>hold|conven(?:e|es|ed|ing)|schedul(?:e|es|ed)|discuss|review)\b{_G60}\b(?:advisory\s+committee|AdCom|ODAC)\b",
    "advisory committee|adcom|odac",
)

_rule(
    "advisory_committee",
    rf"(?P<v>expect(?:s|ed)?|anticipat(?:e|es|ed))\b{_G40}\b(?:opinion|recommendation|vote)\b",
    "opinion|recommendation|vote",
    status="expected",
    regulated=True,
)

_rule(
    "advisory_committee",
    r"(?P<v>opinion)\b[^;]{0,90}?\b(?:is|are)\s+(?:still\s+|now\s+)?(?:expected|anticipated)\b",
    "opinion",
    status="expected",
    regulated=True,
)
_rule("advisory_committee", r"(?P<v>negative\s+(?:opinion|trend\s+vote))", "negative opinion|negative trend")
_rule("advisory_committee", r"(?P<v>discuss)\b[^;]{0,140}?\badvisory\s+committee\b", "advisory committee")

# Target action dates and expected decisions.
_rule(
    "decision_due",
    (
        rf"(?:PDUFA|Prescription\s+Drug\s+User\s+Fee\s+Act)\b{_G40}(?:(?:target\s+)?(?:action|goal)\s+date|date|"
        rf"target)\b{_G90}(?P<v>extended|is|was|of|for|set|in|by|on)\b"
    ),
    "pdufa|prescription drug user fee",
    status="expected",
)
_rule(
    "decision_due",
    rf"(?P<v>set|assign(?:ed|s)|establish(?:ed|es)|with|has)\b{_G40}(?:target\s+action\s+date|PDUFA|action\s+date)",
    "action date|pdufa",
    status="expected",
)
_rule(
    "decision_due",
    (
        r"(?:decision|action|approvals?\s+process|review|approval|authori[sz]ation)\b(?:\s+(?:of|from|by|on|for|"
        r"regarding)\s+[^;,]{1,100}?)?\s+(?:is|are|was|remains?)?\s?(?:now\s+|currently\s+|also\s+)?(?P<v>expected|"
        r"anticipated|planned)\b"
    ),
    "expected|anticipated|planned",
    status="expected",
    regulated=True,
)
_rule(
    "decision_due",
    (
        rf"(?P<v>expect(?:s|ed)?|anticipat(?:e|es|ed)|await(?:s|ed|ing)?)\b{_G40}\b(?:regulatory\s+|FDA\s+|EMA\s+|"
        rf"European\s+Commission\s+)?(?:decision|regulatory\s+action)\b"
    ),
    "decision|regulatory action",
    status="expected",
)

# Designations: what is granted stands in the detail.
_GRANT = (
    r"(?P<v>grant(?:s|ed|ing)?|receiv(?:e|es|ed|ing)|receipt|award(?:s|ed)?|obtain(?:s|ed)?|secur(?:e|es|ed)|"
    r"assign(?:s|ed)?|confer(?:s|red)|earn(?:s|ed)?|gain(?:s|ed)?|has|designat(?:e|es|ed))"
)
_DESIGNATION = (
    r"(?:orphan(?:\s+(?:medicinal\s+product|drug|medicine|product|disease))?(?:\s+(?:designations?|status))|"
    r"orphan\s+drug\b|fast[\s-]track|breakthrough\s+(?:therapy|device|designation)|regenerative\s+medicine\s+advanced|"
    r"RMAT\b|priority\s+review|rare\s+pa?ediatric\s+disease|QIDP|qualified\s+infectious|PRIME\b|"
    r"accelerated\s+(?:assessment|approval\s+(?:pathway|designation))|"
    r"sakigake|ILAP\b|innovation\s+passport|innovative\s+licen[cs]ing|conditional\s+(?:marketing\s+)?(?:approval|"
    r"authori[sz]ation)\s+designation)"
)
_rule(
    "designation",
    rf"{_GRANT}\b{_G90}\b(?P<what>{_DESIGNATION})",
    (
        "orphan|fast track|fast-track|breakthrough|regenerative medicine adv|rmat|priority review|rare ped|rare paed|"
        "qidp|qualified inf|prime|accelerated|sakigake|ilap|innovation passport|innovative lic"
    ),
)
_rule(
    "designation",
    (
        rf"(?P<what>{_DESIGNATION}){_G60}\b(?:was|were|has\s+been|have\s+been|is|be)?\s?(?P<v>granted|received|awarded|"
        rf"designation\s+(?:by|from|for|to|in))\b"
    ),
    "orphan|fast track|fast-track|breakthrough|rmat|priority review|rare ped|qidp|prime|sakigake|ilap|innovation passport",
)
_rule(
    "designation",
    rf"(?P<v>appl(?:y|ied|ication)|submi(?:t|tted|ssion)|request(?:s|ed)?)\b{_G40}\b(?:for\s+)?(?P<what>{_DESIGNATION})",
    "orphan|fast track|fast-track|breakthrough|rmat|rare ped|qidp|prime|sakigake|ilap",
    status="expected",
)

_rule("designation", r"accepted\b[^;]{0,90}?\b(?P<v>with)\s+(?P<what>priority\s+review)\b", "priority review", status="occurred")

# Marketing applications.
_rule(
    "marketing_accepted",
    rf"(?P<v>accept(?:s|ed|ance|ing)?|validat(?:e|es|ed|ion)|under\s+(?:priority\s+)?review)\b{_G90}\b{_APPLICATION}",
    "accept|validat|under",
    regulated=True,
)
_rule(
    "marketing_accepted",
    (
        rf"{_APPLICATION}{_G90}\b(?:has\s+been|have\s+been|was|were|is|are)\s+(?:currently\s+|now\s+)?(?P<v>accepted|"
        rf"validated|under\s+(?:priority\s+)?review)"
    ),
    "accepted|validated|under",
)
_rule(
    "marketing_submitted",
    (
        rf"(?P<v>submi(?:t|ts|tted|tting|ssion)s?|fil(?:e|es|ed|ing)|complet(?:e|es|ed|ing|ion)|seek(?:s|ing)?|initiat(?:e|"
        rf"es|ed|ing|ion))\b{_G60}\b{_APPLICATION}"
    ),
    "submi|fil|rolling|seek|complet|initiat",
)
_rule(
    "marketing_submitted",
    rf"{_APPLICATION}(?:\s+\([^)]{{1,20}}\))?(?:\s+(?:application|package))?\s+(?P<v>submissions?|filings?|resubmission)\b",
    "submission|filing",
)
_rule(
    "marketing_submitted",
    rf"{_APPLICATION}{_G60}\b(?:was|were|has\s+been|have\s+been|be)\s+(?P<v>submitted|filed|resubmitted)",
    "submitted|filed",
)
_rule(
    "marketing_submitted",
    r"(?P<v>submission|submit(?:s|ted|ting)?)\s+to\s+the\b[^;]{0,70}?\b(?:for|seeking)\s+(?:the\s+)?(?:approval|clearance|marketing)",
    "submi",
    regulated=True,
)
_rule(
    "marketing_submitted",
    rf"(?P<v>seek(?:s|ing)?)\s+(?:FDA|EMA|regulatory|marketing|U\.S\.)\b{_G20}(?:approval|authori[sz]ation|clearance)",
    "seek",
)

_rule("financing", rf"(?P<v>award(?:s|ed)|grant(?:s|ed))\b{_G40}(?:\$|€|£)\s?[0-9]", "award|grant")
_rule(
    "marketing_submitted",
    rf"(?:and|followed\s+by)\s+(?:an?\s+|the\s+|its\s+)?(?P<v>{_APPLICATION})(?=[^;]{{0,60}}?\b(?:to\s+the|with\s+the|in\s+(?:the|Europe|Japan|China|Canada))\b)",
    "and",
    detail="second",
)

_rule(
    "marketing_submitted",
    r"(?P<v>submitted|submits|filed|submit|file)\s+[A-Z][\w-]{3,25}(?:\s+for\s+[^;]{1,60}?)?\s+(?:to|with)\s+(?:the\s+)?(?=[A-Z])",
    "submit|file",
    regulated=True,
    flags=0,
)
_rule(
    "marketing_submitted",
    r"application(?:\s+(?:for|of)\s+[^;]{1,60}?)?\s+(?:was|were|has\s+been)\s+(?P<v>filed|submitted|lodged)\s+(?:with|to)\b",
    "application",
    regulated=True,
)
_rule("marketing_submitted", r"(?P<v>resubmi(?:t|ts|tted|ssion)|refil(?:e|ed|ing))\b", "resubmi|refil")

# Permission to start trials.
_rule("ind_accepted", rf"(?P<v>accept(?:s|ed|ance)s?)\b{_G60}\b{_IND}", "accept")
_rule(
    "ind_accepted",
    (
        rf"(?P<v>accept(?:ed|s))\b{_G60}\bapplications?\s+(?:for|to\s+(?:begin|initiate|start|conduct|"
        rf"commence))\s+(?:an?\s+|the\s+|its\s+)?(?:[\w-]{{1,20}}\s+){{0,3}}?(?:[Pp]hase|clinical\s+trial|trial|study)"
    ),
    "accept",
)
_rule(
    "ind_accepted", rf"(?P<v>accepted)\s+(?:by|for)\b{_G60}\bto\s+(?:begin|initiate|start|commence|conduct)\b{_G40}\b{_STUDY}", "accepted"
)
_rule("ind_accepted", rf"{_IND}{_G90}\b(?:was|were|has\s+been|have\s+been|is)\s+(?P<v>accepted)\b", "accepted")
_rule(
    "ind_cleared",
    (
        rf"(?P<v>clear(?:s|ed|ance)|no[\s-]objection(?:\s+letter)?|permi(?:ts|tted|ssion)|authori[sz](?:es|ed|ation)|"
        rf"approv(?:es|ed|al)|green\s?light|allow(?:s|ed)|(?:may|can|safe\s+to)\s+proceed|approval)\b{_G60}\b{_IND}"
    ),
    "clear|objection|permi|authori|approv|green|allow|proceed",
)
_rule(
    "ind_cleared",
    (
        rf"{_IND}(?:\s+\([^)]{{1,30}}\))?(?:\s+(?:application|submission))?\b{_G40}\b(?P<v>cleared|clearance|approved|"
        rf"approval|authori[sz]ed|in\s+effect|(?:may|can)\s+proceed|permitted)\b"
    ),
    "clear|approv|authori|in effect|proceed|permitted",
)
_rule(
    "ind_cleared",
    (
        rf"(?P<v>clearance|no[\s-]objection(?:\s+letter)?|permission|authori[sz]ation|authori[sz]es|approval|approved|"
        rf"clears|cleared|permitted|allowed|green\s?light)\b{_G40}\bto\s+(?:further\s+)?(?:begin|initiate|start|commence|"
        rf"conduct|proceed|expand|enrol?l|open|resume)\b"
    ),
    "clear|objection|permi|authori|approv|allow|green",
    regulated=True,
)
_rule(
    "ind_cleared",
    (
        rf"(?P<v>clearance|no[\s-]objection(?:\s+letter)?|authori[sz]es|authori[sz]ed|approv(?:es|ed|al)|clear(?:s|"
        rf"ed))\b{_G40}\b(?:clinical\s+trial|[Pp]hase\s?[1-3I]|inclusion\s+in|protocol)"
    ),
    "clear|objection|authori|approv",
    regulated=True,
)
_rule(
    "ind_submitted",
    rf"{_IND}(?:\s+\([^)]{{1,20}}\))?{_G140}\b(?:was|were|has\s+been|have\s+been|had\s+been)\s+(?P<v>submitted|filed|lodged|completed)\b",
    "submitted|filed|lodged|completed",
)
_rule("ind_submitted", rf"(?P<v>submi(?:t|ts|tted|tting|ssion)s?|fil(?:e|es|ed|ing)s?)\b{_G60}\b{_IND}", "submi|fil")
_rule(
    "ind_submitted",
    (
        rf"{_IND}(?:\s+\([^)]{{1,20}}\))?(?:\s+(?:application|amendment|package))?s?\s+(?:(?:is|was|has\s+been|had\s+been|"
        rf"to\s+be|will\s+be)\s+)?(?P<v>submissions?|filings?|submitted|filed)\b"
    ),
    "submission|submitted|filing|filed",
)

# Regulators' meetings and advice.
_rule(
    "regulatory_meeting",
    (
        rf"(?P<v>schedul(?:e|es|ed)|held|hold|complet(?:e|es|ed|ion)|conduct(?:s|ed)|met\s+with|meet(?:s|ing)?|request(?:s|"
        rf"ed)?|attend(?:s|ed)|follow(?:s|ing)|announc(?:e|es|ed)|host(?:s|ed))\b{_G60}\b(?:type[\s-]{{1,2}}[abcd]|"
        rf"end[\s-]of[\s-]phase\s?[0-9I]{{1,3}}|EOP[\s-]?[12]|pre-?\s?(?:BLA|NDA|IND|MAA|submission|sub)|"
        rf"INTERACT)\b{_G40}\bmeeting"
    ),
    "meeting",
)
_rule(
    "regulatory_meeting",
    rf"(?:type[\s-]{{1,2}}[abcd]|end[\s-]of[\s-]phase\s?[0-9I]{{1,3}}|EOP[\s-]?[12]|pre-?\s?(?:BLA|NDA|IND|MAA))\b{_G40}\b(?P<v>meeting)\b",
    "meeting",
)
_rule(
    "regulatory_meeting",
    (
        rf"(?P<v>receiv(?:e|es|ed|ing|ipt)|receipt|obtain(?:s|ed)?|provid(?:e|es|ed)|announc(?:e|es|ed)|favou?rable|"
        rf"positive|supportive)\b{_G60}\b(?:scientific\s+advice|regulatory\s+(?:guidance|advice|alignment|feedback)|(?:FDA|"
        rf"EMA)\s+(?:feedback|guidance|alignment))"
    ),
    "scientific advice|guidance|alignment|feedback|advice",
)
_rule(
    "regulatory_meeting",
    (
        rf"(?P<v>align(?:s|ed|ment)|reach(?:es|ed)|agree(?:s|d|ment))\b{_G60}\b(?:with\s+the\s+|with\s+)?(?:FDA|"
        rf"U\.S\.\s+Food|EMA|European\s+Medicines|PMDA|MHRA|NMPA)\b"
    ),
    "align|agree|reached",
)
_rule(
    "regulatory_meeting",
    (
        rf"(?:FDA|EMA|CHMP|Agency)\)?\s+(?:of\s+[^;]{{1,50}}?\s+)?(?:has\s+)?(?P<v>reviewed|agreed|confirmed|provided|"
        rf"endorsed|supported)\b{_G60}\b(?:study\s+design|trial\s+design|endpoints?|statistical|protocol|pathway|"
        rf"acceptability|proposed)"
    ),
    "reviewed|agreed|confirmed|provided|endorsed|supported",
)

# Approvals and launches.
_rule(
    "approved",
    rf"(?P<v>grant(?:s|ed)|obtain(?:s|ed)?|receiv(?:e|es|ed)|secur(?:e|es|ed)|issu(?:e|es|ed)|won|wins)\b{_G60}"
    r"\b(?:(?:manufacturing\s+and\s+)?marketing\s+(?:approval|authori[sz]ation)|premarket\s+approval|PMA\b|Notice\s+of\s+Compliance|"
    r"CE\s+mark(?:ing)?|IVDR\s+certification|510\(k\)\s+clearance|marketing\s+licen[cs]e)\b(?!\s+application)",
    "approval|authori|pma|compliance|ce mark|ivdr|510(k)|licen",
)
_rule("launched", r"(?P<v>first\s+prescriptions?\s+(?:was|were|has\s+been|have\s+been)\s+(?:filled|written))", "first prescription")
_rule(
    "launched", rf"(?P<v>expects?|expected|anticipates?)\b{_G60}\bto\s+be\s+(?:commercially\s+)?available\b", "available", status="expected"
)
_rule(
    "approved",
    (
        rf"(?P<v>approv(?:es|ed|al)|grant(?:s|ed)?|receiv(?:e|es|ed)|authori[sz](?:es|ed)|licen[sc](?:es|"
        rf"ed))\b{_G60}\b(?:marketing\s+authori[sz]ation|marketing\s+approval|(?:conditional|accelerated|regulatory|full|"
        rf"traditional|marketing)\s+(?:marketing\s+)?(?:approval|authori[sz]ation)|emergency\s+use\s+authori[sz]ation|"
        rf"510\(k\)\s+clearance|De\s+Novo\s+(?:clearance|classification))\b(?!\s+(?:application|pathway))"
    ),
    "authori|approval|clearance|classification",
)
_rule(
    "approved",
    (
        r"(?:FDA|U\.S\.|Health\s+Canada|EMA|European\s+Commission|\(?EC\)?|MHRA|NMPA|PMDA|MHLW|TGA|Commission|"
        r"Administration|Agency|Authority|Ministry\s+of\s+Health[\w ,]{0,20}|Swissmedic|ANVISA)\)?\s+(?:has\s+|have\s+|"
        r"today\s+|recently\s+)?(?P<v>approv(?:es|ed)|approval)\b(?!\s+(?:process|pathway|letter|decision|to\s|"
        r"of\s+(?:the\s+)?(?:IND|CTA|protocol)))"
    ),
    "approv",
)
_rule(
    "approved",
    (
        r"(?:is|was|has\s+been|are|were|been|recently|first|currently|also)\s+(?P<v>approved|licensed|"
        r"authori[sz]ed)\s+(?:in|by|for|as|under)\b"
    ),
    "approved|licensed|authori",
)
_rule(
    "approved",
    r"(?P<v>approval|approved)\s+(?:from|by)\s+(?:the\s+)?(?:U\.?S\.?\s|FDA|EMA|European|Health\s+Canada|NMPA|MHRA|Japan|PMDA|TGA)",
    "approv",
)
_rule(
    "launched",
    (
        rf"(?P<v>launch(?:es|ed|ing)?|commerciali[sz](?:e|es|ed|ation))\b{_G40}\b(?:in\s+the\s+(?:U\.?S|United\s+States|EU|"
        rf"UK)|commercial|product|in\s+(?:Europe|Japan|China|Canada|Germany))"
    ),
    "launch|commerciali",
)
_rule("launched", r"(?:U\.S\.|US|European|Japanese|product|potential)\s+(?P<v>launch(?:es)?)\b", "launch")
_rule("launched", r"commercial\s+(?P<v>launch(?:es|ed)?|availability|sales)\b", "commercial")
_rule(
    "launched",
    rf"(?P<v>deliver(?:s|ed|y)?|ship(?:s|ped|ment)?|available)\b{_G20}\b(?:the\s+)?first\s+(?:commercial\s+)?doses\b",
    "first doses|first commercial doses",
)
_rule(
    "launched",
    r"(?:expected|anticipated|planned|will)\s+(?:to\s+)?be\s+(?:commercially\s+)?(?P<v>available)\s+(?:in|by|for|to\s+patients|at)\b",
    "available",
    status="expected",
)
_rule(
    "launched",
    rf"\b(?:now|be|is|are|become)\s+(?P<v>available)\b{_G20}\b(?:by\s+prescription|in\s+pharmacies|commercially|for\s+(?:order|purchase)|in\s+the\s+(?:U\.S\.|United\s+States|EU|UK)|in\s+(?:Europe|Japan|China|Canada|Germany|France))",
    "available",
)
_rule(
    "marketing_withdrawn", rf"(?P<v>withdr(?:aw|aws|ew|awn|awal|awing))\b{_G60}\b(?:{_APPLICATION}|from\s+the\s+market|marketing)", "withdr"
)

_rule(
    "marketing_withdrawn",
    r"(?P<v>withdr(?:aw|aws|ew|awing))\s+(?:its\s+|the\s+|an\s+|our\s+)?(?:[\w-]{1,25}\s+){0,3}?(?:application|indication|product|filing|certificate)",
    "withdr",
)
_rule(
    "marketing_withdrawn",
    r"(?:application|indication|product|certificate|authori[sz]ation)\b[^;]{0,50}?\b(?:was|were|has\s+been|have\s+been)\s+(?P<v>withdrawn)\b",
    "withdrawn",
)

# Stopped and discontinued.
_rule(
    "discontinued",
    r"development(?:\s+(?:of|in)\s+[^;]{1,60}?)?\s+(?:has\s+been|have\s+been|was|were|is|will\s+be)\s+(?P<v>terminated|discontinued|stopped|ended|halted)\b",
    "development",
)
_rule("discontinued", r"(?P<v>removed\s+from\s+(?:the\s+|its\s+)?pipeline)", "removed from")
_rule(
    "discontinued",
    (
        r"(?P<v>discontinu(?:e|es|ed|ing|ation)|terminat(?:e|es|ed|ing|ion)|ceas(?:e|es|ed|ing)|conclud(?:e|es|ed|ing)|"
        r"deprioriti[sz](?:e|es|ed|ing|ation)|halt(?:s|ed|ing)?|stop(?:s|ped|ping)?|end(?:s|ed|ing)?)\b\s+(?:the\s+|"
        r"further\s+|our\s+|its\s+|all\s+|clinical\s+|internal\s+)*(?:[\w-]{1,20}\s+){0,3}?(?:development|programs?\b|"
        r"pipeline)"
    ),
    "discontinu|terminat|ceas|conclud|depriorit|halt|stop|end",
)
_rule("discontinued", r"(?P<v>deprioriti[sz](?:e|es|ed|ing))\b", "depriorit")
_rule(
    "discontinued",
    r"development(?:\s+(?:of|in)\s+[^;]{1,60}?)?\s+(?:has\s+been|have\s+been|was|were|is|will\s+be)\s+(?P<v>terminated|discontinued|stopped|ended|halted)\b",
    "development",
)
_rule("discontinued", r"(?P<v>removed\s+from\s+(?:the\s+|its\s+)?pipeline)", "removed from")
_rule(
    "discontinued",
    rf"(?P<v>not\s+(?:to\s+)?(?:pursue|advance|continue))\b{_G40}\bdevelopment",
    "not pursue|not to pursue|not advance|not continue|not to advance|not to continue",
)
_rule(
    "trial_stopped",
    (
        r"(?P<v>terminat(?:e|es|ed|ing|ion)|halt(?:s|ed|ing)?|suspend(?:s|ed|ing)?|suspension|paus(?:e|es|ed|ing)|"
        r"discontinu(?:e|es|ed|ing|ation)|stop(?:s|ped|ping)?|clos(?:e|es|ed|ing|ure))\b\s+(?:of\s+)?(?:the\s+|its\s+|"
        r"our\s+)?(?:[\w/-]{1,20}\s+){0,6}?(?:trials?|study|studies|dosing|enrol?lment|recruitment|arm)\b"
    ),
    "terminat|halt|suspen|paus|discontinu|stop|clos",
)
_rule(
    "trial_stopped",
    (
        r"(?:trials?|study|studies|dosing|enrol?lment)\s+(?:was|were|has\s+been|have\s+been|is|be|"
        r"will\s+be)\s+(?:voluntarily\s+|temporarily\s+)?(?P<v>terminated|halted|suspended|paused|discontinued|stopped)"
    ),
    "terminated|halted|suspended|paused|discontinued|stopped",
)

# First patients.
_rule(
    "first_patient_dosed",
    (
        rf"(?P<v>first)[\s-](?!two\b|three\b|four\b|five\b|six\b|seven\b|eight\b|ten\b|few\b|several\b|"
        rf"[0-9])(?:[\w-]{{1,20}}\s+){{0,3}}?{_PERSON}(?:\s+has|\s+have|\s+was|\s+were|\s+been|\s+to\s+be|\s+will\s+be|"
        rf"\s+successfully|\s+is|\s+(?:in|of|on)\s+[^;]{{1,100}}?)?(?:\s+was|\s+were|\s+has|\s+have)?(?:\s+been|\s+successfully|\s+(?:is\s+|are\s+)?(?:expected|"
        rf"anticipated|planned|on\s+track|scheduled)\s+to\s+be)?\s?[\s-](?:dosed|enrol?led|randomi[sz]ed|treated|"
        rf"vaccinated|infused|screened|dosing|enrol?lment|first\s+visit|in\b(?=\s*(?:[,;.()–-]|$|milestone)))"
    ),
    "first",
)
_rule(
    "first_patient_dosed",
    (
        rf"(?P<v>dos(?:e|es|ed|ing)|enrol?l(?:s|ed|ing|ment)?|randomi[sz](?:e|es|ed|ing|ation)|treat(?:s|ed|ing|ment)?|"
        rf"vaccinat(?:e|es|ed|ing|ion)|infus(?:e|es|ed|ion))\s+(?:of\s+)?(?:the\s+|its\s+|a\s+|"
        rf"their\s+)?first\s+(?:[\w-]{{1,20}}\s+){{0,3}}?{_PERSON}"
    ),
    "first",
)
_rule(
    "first_patient_dosed",
    (
        rf"(?:{_PERSON}|first)\s+(?:dosing|treatment|enrol?lment|randomi[sz]ation)\s+(?:has\s+|have\s+|was\s+|"
        rf"is\s+)?(?:been\s+)?(?P<v>initiated|begun|began|commenced|started|underway)"
    ),
    "dosing|treatment",
)
_rule(
    "first_patient_dosed",
    (
        rf"(?P<v>initiat(?:e|es|ed|ing|ion)|start(?:s|ed|ing)?|beg(?:in|ins|an|un|inning)|commenc(?:e|es|ed|ing|"
        rf"ement))\s+(?:of\s+)?(?:{_PERSON}\s+)?dosing\b"
    ),
    "dosing",
)

# Enrolment and completion.
_rule(
    "enrollment_completed",
    (
        r"(?P<v>complet(?:e|es|ed|ing|ion)|clos(?:e|es|ed|ing)|finish(?:es|ed)?|conclud(?:e|es|ed)|reach(?:es|ed)?|"
        r"achiev(?:e|es|ed)|exceed(?:s|ed)?)\s+(?:of\s+)?(?:the\s+|its\s+|full\s+|target\s+|targeted\s+|planned\s+|"
        r"all\s+)*(?:[\w/-]{1,20}\s+){0,3}?(?:enrol?l?ment|recruitment|enrol?ling|dosing\b|randomi[sz]ation|accrual)"
    ),
    "enrol|recruit|dosing|randomi|accrual",
)
_rule(
    "enrollment_completed",
    (
        rf"(?:enrol?l?ment|recruitment|dosing|randomi[sz]ation|accrual)\b{_G140}\b(?:is|are|was|were|has\s+been|"
        rf"have\s+been|be|to\s+be|now|fully|[-–—])\s*(?:now\s+|fully\s+|successfully\s+|"
        rf"substantially\s+)?(?P<v>complete[d]?|closed)\b"
    ),
    "enrol|recruit|dosing|randomi|accrual",
)
_rule("enrollment_completed", r"(?P<v>(?:full|complete)\s+enrol?l?ment)\b", "full enrol|complete enrol")
_rule(
    "enrollment_completed",
    r"(?:enrol?l?ment|dosing|recruitment|randomi[sz]ation)\s+(?P<v>completion|complete[d]?)\b",
    "enrol|dosing|recruit|randomi",
)
_rule(
    "enrollment_completed",
    (
        rf"(?P<v>fully\s+enrol?led|last\s+(?:of\s+(?:the\s+|its\s+)?[0-9,]{{1,6}}\s+)?{_PERSON}\s+(?:has\s+been\s+|was\s+|have\s+been\s+|to\s+be\s+)?(?:enrol?led|in\b|"
        rf"dosed|randomi[sz]ed|treated))"
    ),
    "enrol|last",
)
_rule(
    "trial_completed",
    (
        r"(?P<v>complet(?:e|es|ed|ing|ion)|conclud(?:e|es|ed)(?!\s+that)|conclusion|finish(?:es|"
        r"ed)?)\b(?:\s+of)?\s+(?:the\s+|its\s+|our\s+|their\s+|a\s+|an\s+|this\s+|all\s+)?(?:(?!data\b|results\b|response|"
        r"remission|dose-escalation|analys|enrol|recruit)[\w/'’,()&®™-]{1,30}\s+){0,9}?(?:trials?|stud(?:y|ies)|follow-up|"
        r"arm\b|treatment\s+period)(?!\s+(?:enrol|recruit|design|start))"
    ),
    "complet|conclu|finish",
)
_rule(
    "trial_completed",
    (
        r"(?:trials?|study|studies|follow-up)(?:\s+(?:of|in|for|with|evaluating)\s+[^;]{1,70}?)?\s+(?:was|were|has\s+been|"
        r"have\s+been|is|are|be|to\s+be)\s+(?:expected\s+to\s+be\s+|now\s+|successfully\s+)?(?P<v>complete[d]?|concluded|"
        r"finished)\b"
    ),
    "complete|concluded|finished",
)
_rule("trial_completed", r"(?P<v>wrap(?:s|ped|ping)?\s+up)\s+(?:the\s+|its\s+|our\s+)?(?:[\w-]{1,20}\s+){0,4}?(?:trial|study)", "wrap")
_rule("trial_completed", r"(?:trial|study)(?:\s+\([^)]{1,30}\))?\s+(?P<v>ended|concluded|finished)\b", "ended|concluded|finished")
_rule("trial_completed", rf"(?P<v>last\s+visit\s+of\s+the\s+last\s+{_PERSON})", "last visit")
_rule("trial_completed", rf"(?P<v>last\s+{_PERSON}(?:['’]s)?\s+(?:last\s+)?visit)", "last ")

# Starts.
_rule(
    "trial_initiated",
    (
        rf"{_START}\s+(?:of\s+)?(?:[\w/'’,()&®™“”.\"-]{{1,30}}\s+){{0,13}}?{_STUDY}\b(?!\s+(?:results|data|report|readout|"
        rf"completion|drug|material|start-?up|preparation|activities|plann))"
    ),
    "initiat|start|commenc|launch|beg|open|kick|activat|resum",
)
_rule(
    "trial_initiated",
    (
        rf"{_STUDY}\b(?:\s+\([^)]{{1,40}}\))?(?:\s+(?:of|in|for|with|evaluating)\s+[^;]{{1,90}}?)?\s+(?:was|were|"
        rf"has\s+been|have\s+been|has|have|is|are|be|to\s+be|to|will\s+be|will|now|planned\s+to|expected\s+to(?:\s+be)?|"
        rf"anticipated\s+to(?:\s+be)?)\s+(?:now\s+|currently\s+|officially\s+|recently\s+|already\s+)?{_START}\b"
    ),
    "initiat|start|commenc|launch|beg|open|activat|resum",
)
_rule(
    "trial_initiated",
    rf"{_STUDY}\b(?:\s+(?:of|in|for|with|into)\s+[^;]{{1,90}}?)?\s+(?P<v>began|commenced|started|opened|kicked\s+off|underway|under\s+way)\b",
    "began|commenced|started|opened|kicked|underway",
)
_rule(
    "trial_initiated",
    (
        r"(?P<v>enter(?:s|ed|ing)?)\s+(?:the\s+clinic\b|(?:an?\s+|its\s+)?(?:[Pp]hase\s?[0-9IViv][0-9IViab/]{0,6}|"
        r"clinical\s+(?:development|trials?|testing)|pivotal|first-in-human))"
    ),
    "enter",
)
_rule(
    "trial_initiated",
    (
        r"(?:trials?|stud(?:y|ies)|[Pp]hase\s?[0-9IViv][0-9IViab/]{0,6}|enrol?lment|cohort)\s+(?P<v>initiation|start|"
        r"launch|commencement|underway|initiated|begins?)(?!\s+(?:activities|preparation))\b"
    ),
    "initiation|start|launch|commencement|underway|initiated|begin",
)
_rule(
    "trial_initiated",
    (
        rf"(?P<v>advanc(?:e|es|ed|ing|ement)|progress(?:es|ed|ing|ion)?|mov(?:e|es|ed|ing)|enter(?:s|ed|ing)?|"
        rf"transition(?:s|ed|ing)?|proceed(?:s|ed|ing)?|expan(?:d|ds|ded|ding|sion))\b{_G60}\b(?:in|into|to|"
        rf"towards?)\s+(?:an?\s+|the\s+|our\s+|"
        rf"its\s+)?(?:[\w/'’-]{{1,25}}\s+){{0,5}}?(?:[Pp]hase\s?[0-9IViv][0-9IViab/]{{0,6}}|clinical\s+(?:trials?|"
        rf"development|evaluation)|the\s+clinic\b|pivotal|registrational|trial\b)"
    ),
    "phase|clinic|pivotal|registrational|trial",
)
_rule(
    "trial_initiated",
    (
        rf"(?P<v>plans?\s+for|planning\s+(?:is\s+)?underway\s+for|planned|upcoming|preparing\s+for|"
        rf"preparations?\s+for)\s+(?:a\s+|an\s+|the\s+|its\s+|"
        rf"our\s+)?(?:[\w/'’-]{{1,25}}\s+){{0,4}}?(?:[Pp]hase\s?[0-9IViv][0-9IViab/]{{0,6}})\b{_G20}(?:trial|study)"
    ),
    "plan|upcoming|prepar",
    status="expected",
)
_rule(
    "trial_initiated",
    (
        rf"(?:{_PERSON}\s+)?(?P<v>enrol?lment|recruitment)\s+(?:(?:of|in|into|for)\s+(?:(?!data\b|results\b|"
        rf"topline)[^;]){{1,70}}?\s+)?(?:is\s+|are\s+|has\s+)?(?:now\s+)?(?:expected|anticipated|planned|"
        rf"on\s+track)\s+(?:to\s+(?:begin|start|commence)|(?<!track\s)(?:in|by|for|during))\b"
    ),
    "enrol|recruit",
    status="expected",
)
_rule(
    "trial_initiated",
    (
        rf"(?P<v>(?:human|clinical)\s+(?:trials?|evaluation|studies))\b{_G60}\b(?:expected|anticipated|planned|on\s+track|"
        rf"targeted)\s+to\s+(?:begin|initiate|start|commence)"
    ),
    "clinical|human",
    status="expected",
)
_rule("trial_initiated", r"(?P<v>planned\s+for\s+20[0-9]{2}\s+(?:trial|study)\s+(?:launch|start|initiation))", "planned for")

# Publications.
_rule(
    "publication",
    (
        rf"(?P<v>publi(?:shed|shes|cation|shing))\b{_G60}\b(?:in\s+(?:the\s+|"
        rf"an?\s+)?(?:[\w-]{{1,20}}\s+){{0,3}}?(?:journal|lancet|nature|science\b|cell\b|blood\b|JAMA|BMJ|NEJM|"
        rf"new\s+england|PLOS|frontiers|proceedings|annals|neurology|circulation|vaccines|clinical\s+cancer|cancers?\b|"
        rf"archives|bulletin|international|european\s+\w+|american\s+\w+)|of\s+(?:[^\s;]{{1,25}}\s+){{0,8}}?(?:article|"
        rf"paper|results|data|findings|study|manuscript)\b)"
    ),
    "publi",
)
_rule(
    "publication",
    (
        r"(?P<v>(?:article|paper|manuscript)\s+(?:titled|entitled|published|describing)|peer-reviewed\s+(?:article|paper|"
        r"publication|journal|manuscript))"
    ),
    "article|paper|manuscript|peer-reviewed",
)

_rule("publication", r"(?:paper|article|results|manuscript|report)\b[^;]{0,60}?\b(?P<v>appear(?:ed|s))\s+in\b", "appear")

# Presentations at congresses. A congress in the sentence is asked for in frames, unless the words say poster or oral.
_rule(
    "presentation",
    (
        r"(?P<v>(?:poster|oral|podium|platform|plenary|late-breaking|encore)(?:\s+(?:poster|oral|podium|platform|"
        r"plenary))?\s+(?:presentations?|sessions?))"
    ),
    "presentation|session",
)
_rule(
    "presentation",
    (
        r"(?P<v>present(?:s|ed|ing|ations?)?|showcas(?:e|es|ed|ing)|highlight(?:s|ed|ing)?|featur(?:e|es|ed|ing)|shar(?:e|"
        r"es|ed|ing)|report(?:s|ed|ing)?|unveil(?:s|ed)?|discuss(?:es|ed)?|announc(?:e|es|ed|ing)|deliver(?:s|ed)?)\b"
    ),
    "present|showcas|highlight|featur|shar|report|unveil|discuss|announc|deliver",
)
_rule("presentation", rf"(?P<v>abstracts?|posters?|presentations?)\b{_G60}\b(?:accepted|selected|chosen)", "abstract|poster|presentation")
_rule("presentation", r"submitted\s+for\s+(?P<v>presentation)\s+at\b", "for presentation", status="expected")

_rule(
    "presentation",
    r"(?P<v>(?i:data|results|findings|analysis|presentation))\s+(?:from\s+[^;]{1,80}?\s+)?at\s+(?:the\s+)?(?=[A-Z0-9])",
    "data|results|findings|analysis|presentation",
    flags=0,
)

# Readouts.
_rule(
    "data_readout",
    (
        r"(?P<v>(?:interim|initial|preliminary|topline|top-line|final|emerging)\s+(?:[\w-]{1,20}\s+)?(?:data|results|"
        r"analysis|findings))\s+(?:from\s+[^;]{1,60}?\s+)?(?:resulted\s+in|led\s+to|showed|demonstrated|support(?:s|ed)?|"
        r"indicate[sd]?|confirm(?:s|ed)?|suggest(?:s|ed)?)\b"
    ),
    "interim|initial|preliminary|topline|top-line|final|emerging",
    status="occurred",
)
_rule(
    "data_readout",
    (
        r"(?P<v>data\s+(?:and|&)?\s?(?:safety\s+)?(?:and\s+)?monitoring\s+(?:board|committee)|DSMB|DMC|IDMC|"
        r"safety\s+review\s+committee|SRC)\b[^;]{0,80}?\b(?:recommend(?:s|ed)|approv(?:es|ed)|review(?:s|ed)?|conven(?:es|"
        r"ed)|conclud(?:es|ed)|complet(?:es|ed)|determin(?:es|ed)|endors(?:es|ed))\b"
    ),
    "monitoring|dsmb|dmc|review committee|src",
    status="occurred",
)
_rule(
    "data_readout",
    (
        rf"(?P<v>{_STAGE}(?:[\s,/-]+(?:and\s+)?{_STAGE}){{0,4}}\s+(?:[\w-]{{1,25}}\s+){{0,3}}?{_RESULTS})\b{_G220}\b(?:is|"
        rf"are|was|remain|remains)?\s?(?:now\s+|still\s+|currently\s+)?{_SOON}"
    ),
    "expected|anticipated|planned|on track|targeted|due|projected|estimated|scheduled|slated|follow",
    status="expected",
)
_rule(
    "data_readout",
    rf"(?P<v>{_RESULTS})\b{_G220}\b(?:is|are|was|remain|remains)?\s?(?:now\s+|still\s+|currently\s+)?{_SOON}",
    "expected|anticipated|planned|on track|targeted|due|projected|estimated|scheduled|slated",
    status="expected",
)
_rule(
    "data_readout",
    (
        rf"(?P<v>expect(?:s|ed|ing|ation)?|anticipat(?:e|es|ed|ing)|plan(?:s|ning|ned)?|on\s+track|intend(?:s|ed)?|will|"
        rf"look(?:s|ing)?\s+forward|target(?:s|ing|ed)?|estimat(?:e|es|ed))\b{_G60}\b(?:report(?:ing)?|announc(?:e|ing)|"
        rf"releas(?:e|ing)|shar(?:e|ing)|disclos(?:e|ing)|provid(?:e|ing)|present(?:ing)?|deliver(?:ing)?|hav(?:e|ing)|"
        rf"receiv(?:e|ing)|obtain(?:ing)?)\b{_G60}\b{_RESULTS}"
    ),
    "data|result|finding|readout|read-out|analys|outcome|update|topline|top-line",
    status="expected",
)
_rule(
    "data_readout",
    (
        rf"(?P<v>expect(?:s|ed|ing)?|anticipat(?:e|es|ed|ing)|on\s+track\s+for|target(?:s|ing)?|await(?:s|"
        rf"ing)?)\s+(?:the\s+|to\s+have\s+)?(?:[\w/-]{{1,25}}\s+){{0,5}}?{_RESULTS}\b"
    ),
    "data|result|readout|read-out|topline|top-line",
    status="expected",
)
_rule(
    "data_readout",
    rf"(?:followed\s+by|and)\s+(?P<v>(?:full|final|additional|topline|interim|initial)\s+{_RESULTS})\s+(?:in|by|during)\b",
    "data|result|readout",
    status="expected",
)
_rule(
    "data_readout",
    (
        rf"(?P<v>announc(?:e|es|ed|ing)|report(?:s|ed|ing)?|releas(?:e|es|ed|ing)|shar(?:e|es|ed|ing)|disclos(?:e|es|ed)|"
        rf"present(?:s|ed)?|provid(?:e|es|ed)|showcas(?:e|es|ed)|unveil(?:s|ed)?|deliver(?:s|ed)?|observ(?:e|es|ed)|"
        rf"review(?:s|ed)|reveal(?:s|ed)?|show(?:s|ed|ing)?)\s+(?:that\s+|the\s+|its\s+|new\s+|"
        rf"today\s+)*(?:[\w/'’,()&%®™-]{{1,30}}\s+){{0,8}}?{_RESULTS}\b"
    ),
    "data|result|finding|readout|read-out|analys|outcome|topline|top-line",
)
_rule(
    "data_readout",
    (
        rf"(?P<v>(?:did\s+not\s+|not\s+|failed\s+to\s+)?(?:met|meet|achiev(?:e|ed|es)|miss(?:ed|es)?|reach(?:ed|"
        rf"es)?))\b{_G40}\b(?:primary|secondary|co-primary|key|all|its|study)\b{_G20}\bend\s?points?"
    ),
    "endpoint|end point",
)
_rule(
    "data_readout",
    (
        rf"(?:primary|secondary|co-primary)\b{_G40}\bendpoints?\b{_G20}\b(?:was|were|has\s+been|"
        rf"is)?\s?(?:not\s+)?(?P<v>met|achieved|reached)\b"
    ),
    "endpoint",
)
_rule(
    "data_readout",
    (
        r"(?P<v>demonstrat(?:e|es|ed|ing)|show(?:s|ed|n|ing)?|significantly\s+\w+|outperform(?:s|ed)?|resulted\s+in|"
        r"achieved|slow(?:ed)?|did\s+not\s+slow)\b"
    ),
    "demonstrat|show|significantly|outperform|resulted in|achieved|slow",
    weak=True,
)
_rule(
    "data_readout",
    rf"(?P<v>{_STAGE}(?:[\s,/-]+(?:and\s+)?{_STAGE}){{0,4}}\s+(?:[\w-]{{1,25}}\s+){{0,3}}?(?:data|results|findings|readouts?|analysis))\b",
    "data|result|finding|readout|analysis",
    weak=True,
)
_rule(
    "data_readout",
    rf"(?P<v>complet(?:e|es|ed|ion))\b{_G20}\b(?:interim|final|data|DSMB|safety)\s+(?:data\s+)?(?:review|analysis)",
    "review|analysis",
)

# Preclinical work.
_rule(
    "preclinical",
    r"(?:pre-?clinical|IND[\s-]enabling|toxicology)\s+(?:[\w-]{1,20}\s+){0,3}?(?:studies|study|work|activities)\b[^;]{0,90}?\s+(?:will|to|are\s+to|is\s+to|has|have|is|are|was|were)\s+"
    r"(?:been\s+|be\s+)?(?P<v>start(?:ed)?|begin|begun|commence[d]?|initiate[d]?|completed?|under\s+way|underway|ongoing)\b",
    "clinical|enabling|toxicology",
)
_rule(
    "preclinical",
    r"candidates?\s+(?:for\s+[^;]{1,60}?\s+)?(?:was|were|has\s+been|have\s+been)\s+(?P<v>nominated|selected|declared)\b",
    "candidate",
)
_rule(
    "preclinical",
    (
        rf"(?P<v>nominat(?:e|es|ed|ing|ion)|select(?:s|ed|ing|ion)?|declar(?:e|es|ed))\b{_G60}\b(?:development|clinical|"
        rf"preclinical|drug|lead|product)\s+candidates?"
    ),
    "candidate",
)
_rule(
    "preclinical",
    (
        rf"(?P<v>initiat(?:e|es|ed|ing|ion)|start(?:s|ed|ing)?|complet(?:e|es|ed|ing|ion)|commenc(?:e|es|ed|ing)|beg(?:in|"
        rf"ins|an|un)|advanc(?:e|es|ed|ing)|conduct(?:s|ed|ing)?|expand(?:s|ed|ing)?)\b{_G40}\b(?:IND[\s-]enabling|"
        rf"pre-?clinical|toxicology)\b"
    ),
    "enabling|clinical|toxicology",
)
_rule(
    "preclinical",
    (
        rf"(?P<v>establish(?:es|ed|ing)?|demonstrat(?:e|es|ed|ing)|achiev(?:e|es|ed|ing)|obtain(?:s|"
        rf"ed)?)\b{_G40}\b(?:pre-?clinical|in\s+vivo)\b{_G20}\bproof[\s-]of[\s-]concept"
    ),
    "proof",
)
_rule(
    "preclinical",
    rf"(?P<v>evaluat(?:e|es|ing)|assess(?:ing|es)?|test(?:ing|s)|stud(?:ying|ies))\b{_G90}\bin\s+preclinical\s+(?:models|studies)",
    "preclinical",
)
_rule(
    "preclinical",
    (
        r"(?:preclinical|IND[\s-]enabling)\s+(?:studies|work|activities|development|programs?|evaluations?)(?:\s+(?:of|"
        r"for|with)\s+[^;]{1,60}?)?\s+(?:are|is|were|have)\s+(?:now\s+|currently\s+)?(?P<v>expanding|underway|ongoing|"
        r"initiated|completed|complete|begun|progressing)"
    ),
    "preclinical|enabling",
)
_rule(
    "preclinical",
    (
        rf"(?P<v>readouts?|updates?|data|results|report(?:s|ed|ing)?|announc(?:e|es|ed))\b{_G20}\b(?:from|on|"
        rf"of)?\s?(?:its\s+|the\s+|new\s+|positive\s+)*pre-?clinical\b"
    ),
    "preclinical|pre-clinical",
)
_rule("preclinical", r"announce[sd]?\s+(?:the\s+)?(?P<v>development)\s+of\b", "development of", status="occurred")

# Company events.
_rule(
    "acquisition",
    (
        rf"(?P<v>acqui(?:re|res|red|ring|sition)|bought|purchased|merg(?:e|es|ed|er))\b{_G60}\b(?:of|by|with|all|outstanding|company|"
        rf"[A-Z][a-z]+\s+(?:Inc|Therapeutics|Pharma|Biosciences))"
    ),
    "acqui|merg",
)
_rule(
    "partnership",
    (
        rf"(?P<v>enter(?:s|ed|ing)?\s+into|announc(?:e|es|ed)|sign(?:s|ed)?|execut(?:e|es|ed)|establish(?:es|ed)|form(?:s|"
        rf"ed)?|expand(?:s|ed)?|initiat(?:e|es|ed)|new)\b{_G60}\b(?:collaborations?|partnerships?|licen[sc](?:e|"
        rf"ing)\s+agreement|(?:exclusive|global|worldwide)\s+licen[sc]e|licen[sc]e\s+(?:for|from|to)|option\s+agreement|"
        rf"agreement\s+(?:with|to)|strategic\s+alliance|supply\s+agreement|joint\s+venture|co-development)\b"
    ),
    "collaborat|partner|licen|agreement|alliance|venture|co-development",
)
_rule(
    "partnership",
    rf"(?P<v>(?:out-?|in-?|sub)?licen[sc](?:ed|es|ing)|regain(?:s|ed)?|return(?:s|ed)?)\b{_G90}\brights\b",
    "licen|regain|return",
)
_rule("partnership", r"(?P<v>exercis(?:e|es|ed))\s+(?:its|an|the|their)\s+option\b", "option")
_rule("partnership", r"rights\b[^;]{0,40}?\b(?:were|was|have\s+been|has\s+been)\s+(?P<v>licensed|returned|granted|acquired)\b", "rights")
_rule("financing", r"(?P<v>rais(?:e|es|ed))\s+(?:approximately\s+|about\s+|up\s+to\s+)?(?:US)?[$€£][0-9]", "rais")
_rule("financing", r"(?P<v>grant|award)\s+of\s+(?:up\s+to\s+|approximately\s+)?(?:US)?[$€£][0-9]", "grant|award")
_rule(
    "financing",
    (
        rf"(?P<v>clos(?:e|es|ed|ing)|pric(?:e|es|ed|ing)|rais(?:e|es|ed|ing)|complet(?:e|es|ed|ion)|announc(?:e|es|ed)|"
        rf"receiv(?:e|es|ed)|secur(?:e|es|ed))\b{_G60}\b(?:public\s+offering|private\s+placement|registered\s+direct|"
        rf"equity\s+financing|financing|PIPE|Series\s+[A-F]|initial\s+public\s+offering|IPO|convertible\s+notes?|"
        rf"credit\s+facility|term\s+loan|at-the-market)\b"
    ),
    "offering|placement|direct|financing|pipe|series|ipo|convertible|facility|loan|at-the-market",
)
_rule("partnership", r"(?P<v>exercis(?:e|es|ed))\s+(?:its|an|the|their)\s+option\b", "option")
_rule("partnership", r"rights\b[^;]{0,40}?\b(?:were|was|have\s+been|has\s+been)\s+(?P<v>licensed|returned|granted|acquired)\b", "rights")
_rule("financing", r"(?P<v>rais(?:e|es|ed))\s+(?:approximately\s+|about\s+|up\s+to\s+)?(?:US)?[$€£][0-9]", "rais")
_rule("financing", r"(?P<v>grant|award)\s+of\s+(?:up\s+to\s+|approximately\s+)?(?:US)?[$€£][0-9]", "grant|award")
_rule(
    "financing",
    (
        rf"(?P<v>award(?:s|ed)?|receiv(?:e|es|ed)|grant(?:s|ed)?|secur(?:e|es|ed))\b{_G60}\b(?:grant\b|award\b|funding|"
        rf"contract)\b{_G60}\b(?:from|by|\$|million|NIH|BARDA|DoD|CIRM|Foundation)"
    ),
    "grant|award|funding|contract",
)
_rule("financing", rf"(?P<v>terminat(?:e|es|ed|ing|ion))\b{_G60}\b(?:award|grant|contract|funding)\b", "terminat", status="dropped")
_rule(
    "facility",
    (
        rf"(?P<v>open(?:s|ed|ing)?|expan(?:d|ds|ded|ding|sion)|start(?:s|ed|ing)?|leas(?:e|es|ed|ing)|build(?:s|ing)?|"
        rf"built|construct(?:s|ed|ion)|purchas(?:e|es|ed)|acquir(?:e|es|ed)|establish(?:es|ed|ing)?|complet(?:e|es|ed|ion)|"
        rf"relocat(?:e|es|ed|ion)|inaugurat(?:e|es|ed)|new|mov(?:e|ed|es))\b{_G90}\b(?P<site>facility|facilities|"
        rf"manufacturing\s+(?:plant|site)|laborator(?:y|ies)|headquarters|plant|campus|site\b)"
    ),
    "facilit|plant|laborator|headquarters|campus|site",
)

RULES = tuple(_RULES)
_BY_NEED = {need: [number for number, rule in enumerate(RULES) if need in rule.needs] for rule in RULES for need in rule.needs}


def find(text: str) -> list[Trigger]:
    """Hits of all rules; overlaps are resolved later, when slots are known."""
    lower = text.lower()
    numbers = {number for need, wanting in _BY_NEED.items() if need in lower for number in wanting}
    found: list[Trigger] = []
    for rule in (RULES[number] for number in sorted(numbers)):
        for match in rule.pattern.finditer(text):
            verb = match["v"] if match["v"] else match[0]
            start = match.start("v") if match["v"] else match.start()
            found.append(Trigger(rule.kind, match.start(), match.end(), verb, start, form_of(verb, text, start), rule))
    return found


_NOUNS = frozenset(
    [
        "data",
        "result",
        "results",
        "finding",
        "findings",
        "readout",
        "readouts",
        "read-out",
        "read-outs",
        "analysis",
        "outcomes",
        "update",
        "updates",
        "biomarker",
        "topline",
        "top-line",
        "presentation",
        "presentations",
        "poster",
        "posters",
        "abstract",
        "abstracts",
        "session",
        "sessions",
        "trials",
        "trial",
        "studies",
        "evaluation",
        "enrollment",
        "enrolment",
        "grant",
        "award",
        "recruitment",
        "hold",
        "article",
        "paper",
        "publication",
        "journal",
        "manuscript",
        "letter",
        "crl",
        "objection",
        "approval",
        "clearance",
        "removal",
        "receipt",
        "submission",
        "submissions",
        "filing",
        "filings",
        "resubmission",
        "opinion",
        "opinions",
        "start",
        "launch",
        "initiation",
        "commencement",
        "availability",
        "sales",
        "startup",
        "start-up",
        "visit",
        "new",
        "agreement",
        "alignment",
        "development",
        "plans",
    ]
)


_FIRST_NOUN = re.compile(
    r"first[\s-](?:[\w-]{1,20}\s+){0,3}?(?:patient|participant|subject|volunteer)s?[\s-](?:first\s+visit|dosing|enrol?l?ment|randomi[sz]ation)\b"
)


def form_of(verb: str, text: str, start: int) -> str:
    """The verb's inflection: "past", "present", "ing", "noun" (initiation and the like), "base" after "to" or a modal."""
    words = verb.lower().split()
    first, last = words[0], words[-1]
    before = text[max(0, start - 16) : start].lower()
    whole = text[start : start + 90].lower()
    if (first == "first" and _FIRST_NOUN.match(whole)) or (first == "last" and "visit" in words):
        return "noun"
    led = re.search(r"\b(?:to|will|would|may|could|should|can|must|might|not)\s+(?:[a-z]+ly\s+)?$", before) is not None
    if led and not first.endswith(("ed", "ing", "ion")):
        return "base"
    if first.endswith(("tion", "sion", "ment", "ance")) or last in _NOUNS:
        return "noun"
    if first.endswith("ed") or first in (
        "began",
        "begun",
        "held",
        "met",
        "withdrew",
        "withdrawn",
        "built",
        "put",
        "first",
        "last",
        "fully",
        "complete",
        "underway",
        "ongoing",
        "expanding",
        "progressing",
        "did",
    ):
        return "past"
    if first.endswith("ing"):
        return "ing"
    if first.endswith("s") and not first.endswith("ss"):
        return "present"
    return "base"
