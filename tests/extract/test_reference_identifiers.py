"""Identifiers are found wherever and however they are printed."""

import pytest

from extract.reference_identifiers import identifiers_in
from extract.reference_values import closed_up

PRINTED = [
    ("doi:10.1234/abc.5", [("doi", "10.1234/abc.5")]),
    ("doi: 10.1234/abc.5.", [("doi", "10.1234/abc.5")]),
    ("https://doi.org/10.1234/x(1)2.", [("doi", "10.1234/x(1)2")]),
    ("(doi:10.1234/x12)", [("doi", "10.1234/x12")]),
    ("[http://dx.doi.org/10.1234/x12] [PMID: 12345]", [("doi", "10.1234/x12"), ("pmid", "12345")]),
    ("10.1234/x12[pii]", [("doi", "10.1234/x12")]),
    ("10.1234/ab[1:c]2.0.co;2 PMID: 12345", [("doi", "10.1234/ab[1:c]2.0.co;2"), ("pmid", "12345")]),
    ("doi:10.1234/x12.PMID:12345", [("doi", "10.1234/x12"), ("pmid", "12345")]),
    (
        "10.1002/1097-0142(19860415)57:8<1::AID-C2>3.0.CO;2-3",
        [("doi", "10.1002/1097-0142(19860415)57:8<1::AID-C2>3.0.CO;2-3")],
    ),
    # parted by line ends, and by blanks where a line end was
    (
        "https://doi.org/10.1371/journal.\npmed.1000100 PMID: 12345",
        [("doi", "10.1371/journal.pmed.1000100"), ("pmid", "12345")],
    ),
    ("https://doi.org/10.1371/journal.pone.\n0001721", [("doi", "10.1371/journal.pone.0001721")]),
    ("doi:10.1016/j. cell.2009.01.002 19167326", [("doi", "10.1016/j.cell.2009.01.002")]),
    ("doi:10.1371/ \njournal.pone.0002680)", [("doi", "10.1371/journal.pone.0002680")]),
    ("https://doi.org/10.1\n038/nrc.2015.99.", [("doi", "10.1038/nrc.2015.99")]),
    ("https://doi.org/1\n0.1016/j.x.2017.07.045.", [("doi", "10.1016/j.x.2017.07.045")]),
    ("doi.\norg/10.1007/s0025\u200b\n3-012-4641-8.", [("doi", "10.1007/s00253-012-4641-8")]),
    ("doi:10.1016/S0167-8809\n(00)00169-9", [("doi", "10.1016/S0167-8809(00)00169-9")]),
    ("https://doi.org/10.1158/1055‐9965.EPI‐\n13‐1165", [("doi", "10.1158/1055-9965.EPI-13-1165")]),
    # what stands behind is no part of it
    ("doi:10.1234/x.12\nAccessed 2020", [("doi", "10.1234/x.12")]),
    ("doi:10.1234/x.12.\n12345678", [("doi", "10.1234/x.12")]),
    ("doi:10.1371/journal.pgen.10013731100–1104.", [("doi", "10.1371/journal.pgen.1001373")]),
    ("PMID 1234567; PMCID: PMC7654321", [("pmid", "1234567"), ("pmcid", "PMC7654321")]),
    ("PubMed PMID:30254579; PubMed Central PMCID:PMC6141757", [("pmid", "30254579"), ("pmcid", "PMC6141757")]),
    ("arXiv:1705.01234v2 [hep-th]", [("arxiv", "1705.01234v2")]),
    ("arXiv :hep-ph/0109119", [("arxiv", "hep-ph/0109119")]),
    ("ISBN 978-3-16-148410-0.", [("isbn", "978-3-16-148410-0")]),
    ("Available from: https://example.org/a_b(c). Accessed", [("url", "https://example.org/a_b(c)")]),
    ("https://example.org/long/\npath/index.html", [("url", "https://example.org/long/path/index.html")]),
    ("(www.example.org/x)", [("url", "www.example.org/x")]),
    ("version 10.1 of doi and ISBN, PMID", []),
    ("", []),
]


@pytest.mark.parametrize(("printed", "wanted"), PRINTED)
def test_identifiers(printed: str, wanted: list[tuple[str, str]]) -> None:
    found = identifiers_in(printed)
    assert [(one.kind, closed_up(printed[one.value_start : one.value_end])) for one in found] == wanted
    assert all(one.start <= one.value_start <= one.value_end <= one.end for one in found)
