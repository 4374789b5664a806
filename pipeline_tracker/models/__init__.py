"""The tables. Start at documents and claims (what was said), then milestones and standings (what is so)."""

from .addresses import FormerAddress
from .benchmarks import BenchmarkFigures
from .calendar import WindowCount
from .claims import AttributeClaim, Claim, Evidence, PastAssignment, Presentation
from .companies import Company, CompanyAlias, CompanyCount
from .documents import Document, ProgramMention, TrialMention
from .facets import FacetCount
from .financials import FinancialResult
from .indications import Indication, IndicationAlias
from .landscape import PastPhaseCount, PhaseCount
from .milestones import Milestone, PastMilestone, PastMilestoneProgram
from .programs import PastProgram, PastProgramIndication, Program, ProgramAlias
from .regulators import Regulator, RegulatorName
from .runs import Run, RunNote
from .standings import PastStanding, Standing
from .trials import PastTrial, PastTrialIndication, PastTrialProgram, Trial, TrialIdentifier

__all__ = [
    "AttributeClaim",
    "BenchmarkFigures",
    "Claim",
    "Company",
    "CompanyAlias",
    "CompanyCount",
    "Document",
    "Evidence",
    "FacetCount",
    "FinancialResult",
    "FormerAddress",
    "Indication",
    "IndicationAlias",
    "Milestone",
    "PastAssignment",
    "PastMilestone",
    "PastMilestoneProgram",
    "PastPhaseCount",
    "PastProgram",
    "PastProgramIndication",
    "PastStanding",
    "PastTrial",
    "PastTrialIndication",
    "PastTrialProgram",
    "PhaseCount",
    "Presentation",
    "Program",
    "ProgramAlias",
    "ProgramMention",
    "Regulator",
    "RegulatorName",
    "Run",
    "RunNote",
    "Standing",
    "Trial",
    "TrialIdentifier",
    "TrialMention",
    "WindowCount",
]
