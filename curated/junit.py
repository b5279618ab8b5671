"""The audit's findings as JUnit XML: a test suite a document, a test case a rule."""

import re
from collections import Counter
from collections.abc import Sequence
from xml.etree import ElementTree

from curated.audit.rule import Rule
from curated.dataset import Dataset
from curated.decisions import rulings
from curated.schema import Finding

_UNWRITABLE = re.compile("[^\t\n\r -\ud7ff\ue000-\ufffd\U00010000-\U0010ffff]")
MOST = 200
"""Findings of one rule that are written out; the rest is counted."""


def junit_text(dataset: Dataset, rules: Sequence[Rule]) -> str:
    """The findings of each rule on each document. Errors and warnings fail a case; notes are in its output.

    Characters that XML cannot hold are written as U+FFFD.
    """
    names = list(dict.fromkeys([*(rule.name for rule in rules), *(finding.rule for finding in dataset.findings)]))
    titles = {rule.name: rule.title for rule in rules}
    suites = ElementTree.Element("testsuites", name="litcurate audit")
    settled = rulings(dataset).settled
    totals: Counter[str] = Counter()
    for document in dataset.documents:
        suite = ElementTree.SubElement(suites, "testsuite", name=_writable(document.name), id=document.document_id)
        found = [
            one for one in dataset.findings if one.document_id == document.document_id and one.finding_id not in settled
        ]
        failed = 0
        for name in names:
            case = ElementTree.SubElement(
                suite, "testcase", classname=_writable(f"litcurate.{name}"), name=_writable(titles.get(name, name))
            )
            failed += _fill(case, [one for one in found if one.rule == name])
        counts = {"tests": len(names), "failures": failed, "errors": 0, "skipped": 0}
        suite.attrib.update({key: str(value) for key, value in counts.items()})
        totals.update(counts)
    for key in ("tests", "failures", "errors", "skipped"):
        suites.set(key, str(totals[key]))
    ElementTree.indent(suites)
    return ElementTree.tostring(suites, encoding="unicode", xml_declaration=False).join(
        ('<?xml version="1.0" encoding="UTF-8"?>\n', "\n")
    )


def _fill(case: ElementTree.Element, findings: Sequence[Finding]) -> bool:
    """Whether the case failed."""
    grave = [one for one in findings if one.severity != "note"]
    if grave:
        failure = ElementTree.SubElement(
            case,
            "failure",
            type=grave[0].severity,
            message=_writable(f"{len(grave)} findings: {grave[0].message}"[:500]),
        )
        failure.text = _lines(grave)
    notes = [one for one in findings if one.severity == "note"]
    if notes:
        ElementTree.SubElement(case, "system-out").text = _lines(notes)
    return bool(grave)


def _lines(findings: Sequence[Finding]) -> str:
    lines = [
        f"{one.severity} ({one.confidence}) {one.subject}: {one.message}"
        + (f" Look at: {one.look_at}" if one.look_at else "")
        for one in findings[:MOST]
    ]
    if len(findings) > MOST:
        lines.append(f"and {len(findings) - MOST} more")
    return _writable("\n".join(lines))


def _writable(text: str) -> str:
    return _UNWRITABLE.sub("\ufffd", text)
