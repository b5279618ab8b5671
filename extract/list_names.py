"""What reference lists are called, and what stands behind them: known by its words, in the languages journals print."""

import re

_NUMBER = r"(?:(?:\d{1,2}(?:\.\d{1,2}){0,3}|[IVX]{1,5}|[A-Z])[.)]?\s{1,4}(?:\|\s{0,3})?)?"
_KINDS = (
    r"(?:(?:cited|selected|general|key|main|additional|supplementa(?:l|ry)|online|primary|secondary|other|methods?)\s)?"
)
_NAMES = (
    # English
    r"references?(?:\s(?:and|&)\s(?:end\s?|foot)?notes?|\scited|\slist|\s(?:and|&)\s(?:further|recommended|suggested)\sreading"
    r"|\s(?:for|in|to|of)\s.{1,60})?",
    r"(?:end\s?)?notes?\s(?:and|&)\sreferences?",
    r"(?:lists?\sof\s)?(?:references?|works?\scited|literature)",
    r"(?:literature|works?|sources?)(?:\s(?:cited|consulted))",
    r"(?:cited\s)?(?:literature|bibliography|bibliographies|bibliographic\sreferences)",
    r"(?:further|recommended|suggested|additional|background)\sreadings?",
    # German, French, Spanish, Italian, Portuguese, Dutch, Nordic, Polish, Czech, Hungarian, Turkish, Indonesian
    r"literatur(?:verzeichnis|angaben|liste|hinweise)?|quellen(?:verzeichnis|angaben)?|weiterführende\sliteratur|schrifttum",
    r"(?:liste\sdes\s)?références(?:\sbibliographiques)?|bibliographie|ouvrages\scités",
    r"(?:lista\sde\s)?referencias(?:\sbibliográficas)?|bibliograf[ií]a(?:\scitada)?|literatura\scitada|lecturas\srecomendadas",
    r"riferimenti(?:\sbibliografici)?|bibliografia",
    r"referências(?:\sbibliográficas)?|bibliografia",
    r"literatuur(?:lijst|opgave|verwijzingen)?|referenties|geraadpleegde\sliteratuur",
    r"litteratur(?:lista|liste|förteckning|fortegnelse)?|referenser|referanser|referencer|källor|kilder",
    r"piśmiennictwo|literatura|bibliografia|seznam\s(?:použité\s)?literatury|irodalom(?:jegyzék)?|kaynak(?:lar|ça)|daftar\spustaka",
    # Cyrillic, Greek, Chinese, Japanese, Korean
    r"(?:список\s(?:использованной\s)?)?литератур[аы]|библиография|література|βιβλιογραφία|参考文献|參考文獻|文献|引用文献|참고\s?문헌",
)
LIST_NAME = re.compile(rf"{_NUMBER}{_KINDS}(?:{'|'.join(_NAMES)})\s?[:.]?$", re.IGNORECASE)
"""A heading that says that references follow."""
LONGEST_NAME = 80

_PUBLISHERS = (
    r"publisher['’]?s\snote|springer\snature\sremains|how\sto\scite\sthis|(?:please\s|to\s)?cite\sthis\s(?:article|paper)"
    r"|submit\s(?:your\s(?:next\s)?(?:manuscript|article|research|paper)|a\smanuscript)|ready\sto\ssubmit|your\snext\ssubmission"
    r"|(?:this\sis\san\s|this\sarticle\sis\san\s)open[\s-]access|open\saccess\sthis\s|©|\(c\)\s(?:19|20)\d\d"
    r"|this\s(?:article|work)\sis\s(?:licen[cs]ed|distributed|published)|the\simages\sor\sother\sthird"
    r"|(?:article\s)?(?:received|submitted|accepted)\s?:|received\s(?:in\s|on\s)?\d{1,2}\s[A-Z]"
)
_OTHERS = (
    r"(?:✉|\*)?\s?correspond(?:ence|ing\sauthors?)\b|address(?:es)?\s(?:for\s)?correspondence|reprint(?:s\sand\spermissions|\srequests?)"
    r"|open\saccess\b\s?(?:statement|\.|$)|copyright\b|creative\scommons|licensee\b|(?:revised|published(?:\sonline)?)\s?:"
    r"|conflicts?\sof\sinterests?|competing\s(?:financial\s)?interests?|declarations?\sof|disclosures?\s?:"
    r"|acknowledge?ments?\b|funding\b\s?[:.]|author['’]?s?['’]?\s(?:contributions?|affiliations?|information|details|biograph|note)"
    r"|about\sthe\sauthors?|biograph(?:y|ies|ical\s(?:note|sketch))\b|supplement(?:ary|al)\s(?:material|information|data|figure|table|file)"
    r"|supporting\sinformation\b|additional\s(?:supporting\s)?(?:information|files?)\b|data\savailability|appendix\b|abbreviations?\s?:"
    r"|sample\savailability|academic\seditor|(?:edited|reviewed)\sby\s?:|handling\seditor|peer\sreview(?:er)?\s?(?:information|history|:)"
    r"|publish\swith\b|advance\syour\sresearch|journals?\shomepage|this\sarticle\s(?:has|was|may)\b|permissions?\s?:|disclaimer\b"
)
PUBLISHERS_WORDS = re.compile(rf"\s{{0,4}}(?:{_PUBLISHERS})", re.IGNORECASE)
"""How a line begins that a publisher prints behind a list or at the foot of a page, and that is never a reference's."""
AFTER_LIST = re.compile(rf"\s{{0,4}}(?:{_PUBLISHERS}|{_OTHERS})", re.IGNORECASE)
"""How a paragraph begins that stands behind or between references, and is none. Titles can begin so too."""


def names_list(text: str) -> bool:
    """Whether a heading or a line that stands alone says that references follow.

    >>> [names_list(text) for text in ("References", "7. Literature cited", "REFERENCES AND NOTES", "Литература")]
    [True, True, True, True]
    >>> [names_list(text) for text in ("Referenced works", "Literature search", "Bibliometric analysis")]
    [False, False, False]
    """
    text = text.strip()
    return len(text) <= LONGEST_NAME and LIST_NAME.match(text) is not None
