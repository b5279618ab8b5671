"""The formats of the audit; alone, so that ``--help`` need not import the rules."""

from enum import StrEnum


class AuditFormat(StrEnum):
    """What findings can be written as."""

    text = "text"
    json = "json"
    sarif = "sarif"
    junit = "junit"
