"""The pages of staff, one module for each area. They read models and write through curation only."""

from . import accounts, claims, companies, documents, indications, milestones, programs, regulators, runs, site, trials

site.install()

__all__ = ["accounts", "claims", "companies", "documents", "indications", "milestones", "programs", "regulators", "runs", "trials"]
