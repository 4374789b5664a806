"""ClinicalTrials.gov records (API version 2) as documents and readings. No Django, no database."""
