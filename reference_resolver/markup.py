"""Markup in registries' titles and abstracts: taken out, with the step that says so."""

import html
import re

from curated.provenance import Method

REMOVED = Method(name="markup-removed", version="1")
"""The step for a value whose tags were removed, character references resolved and white space collapsed."""

_NAMES = "i|b|u|em|strong|sub|sup|scp|sc|tt|br|p|div|span|a|inf|italic|bold|underline|title|sec|list|list-item|label"
_ATTRIBUTES = r"""(?:\s+[\w:.-]+\s*=\s*(?:"[^"]*"|'[^']*'))*"""
_NAMED = rf"(?:(?:jats|mml|m|xhtml|tex):[\w-]+|math|m[a-z]{{1,12}}|{_NAMES})"
_TAG = re.compile(rf"</?{_NAMED}{_ATTRIBUTES}\s*/?>", re.IGNORECASE)
_UNSEEN = re.compile(r"<((?:mml:|jats:)?(?:annotation|tex-math))\b[^>]*>.*?</\1>", re.IGNORECASE | re.DOTALL)
_BLOCK_ENDS = re.compile(r"</(?:jats:)?(?:title|p|sec|list-item)>", re.IGNORECASE)
_SPACE = re.compile(r"\s+")


def without_markup(text: str) -> str:
    r"""The text as a reader sees it; what only looks like a tag (``p<b and c>d``) stays.

    >>> without_markup("<scp>T</scp>reebase: an <i>R</i>\n package for &amp;lt; 5 % p<b and c>d")
    'Treebase: an R package for < 5 % p<b and c>d'
    """
    text = _UNSEEN.sub(" ", text)
    text = _TAG.sub("", _BLOCK_ENDS.sub(" ", text))
    if "&" in text:
        text = html.unescape(html.unescape(text))  # some depositors escape twice
    return _SPACE.sub(" ", text).strip()
