"""Where a reader may go from the report: addresses built from validated identifiers, never taken from a text."""

import re
from urllib.parse import quote

from curated.identifiers import normalise_doi

_PMID = re.compile(r"[1-9]\d{0,8}")
_PMCID = re.compile(r"PMC[1-9]\d{0,8}", re.IGNORECASE)
_NCT = re.compile(r"NCT\d{8}")


def doi_address(doi: str | None) -> str | None:
    """The address of a DOI at doi.org.

    >>> doi_address("10.1056/NEJMoa1915745")
    'https://doi.org/10.1056/nejmoa1915745'
    >>> doi_address("javascript:alert(1)") is None
    True
    """
    whole = normalise_doi(doi) if doi and len(doi) < 300 else None
    return f"https://doi.org/{quote(whole, safe='/():;.-_')}" if whole else None


def pubmed_address(pmid: str | None) -> str | None:
    """The address of a PMID at PubMed."""
    return f"https://pubmed.ncbi.nlm.nih.gov/{pmid}/" if pmid and _PMID.fullmatch(pmid) else None


def pmc_address(pmcid: str | None) -> str | None:
    """The address of a PMCID at PubMed Central."""
    found = pmcid and _PMCID.fullmatch(pmcid)
    return f"https://pmc.ncbi.nlm.nih.gov/articles/{pmcid.upper()}/" if pmcid and found else None


def trial_address(trial_id: str | None) -> str | None:
    """The address of a trial at ClinicalTrials.gov; other registries are not linked.

    >>> trial_address("NCT03434379"), trial_address("NCT1"), trial_address("ISRCTN12345678")
    ('https://clinicaltrials.gov/study/NCT03434379', None, None)
    """
    return f"https://clinicaltrials.gov/study/{trial_id}" if trial_id and _NCT.fullmatch(trial_id) else None


def addresses(doi: str | None, pmid: str | None, pmcid: str | None) -> list[tuple[str, str]]:
    """The addresses of a work, each with the name of the place."""
    found = (("DOI", doi_address(doi)), ("PubMed", pubmed_address(pmid)), ("PMC", pmc_address(pmcid)))
    return [(name, address) for name, address in found if address]
