"""The page: templates filled with values that are always escaped, under a policy that lets nothing in or out."""

import base64
import hashlib
import re
from collections.abc import Mapping
from functools import cache
from typing import Any

from jinja2 import Environment, PackageLoader, StrictUndefined
from markupsafe import Markup

from curated.columns import json_text
from curated.report.states import LOOKS, ORDER
from curated.report.wording import brief, brief_in, counted, shown, words

SCRIPTS = ("words", "decisions", "panel", "lists", "route")
"""The page's script, in the parts that it is written in; one script when it runs."""
STYLES = ("page", "reading", "panel")
_INDENT = re.compile(r"\n\s+")
_ESCAPES = {ord(letter): f"\\u{ord(letter):04x}" for letter in "<>&\u2028\u2029"}


def main_html(values: Mapping[str, Any]) -> Markup:
    """What the page is about, as the templates draw it: all views, without frame and script.

    Every string is escaped, and what cannot be seen in it is shown (:func:`curated.report.wording.shown`).
    """
    return Markup(thin(_rendered("main.html", values)))  # noqa: S704 - what a template with autoescape made


def page_html(values: Mapping[str, Any], main: Markup, data: Markup) -> str:
    """The whole page: ``values`` for its frame, ``data`` (JSON) for its script."""
    style, start, script = _style(), thin(_source("start.js")), _script()
    policy = "; ".join(
        (
            "default-src 'none'",
            "img-src data:",
            f"style-src '{_hash(style)}'",
            f"script-src '{_hash(start)}' '{_hash(script)}'",
            "base-uri 'none'",
            "form-action 'none'",
            "require-trusted-types-for 'script'",
            "trusted-types 'none'",
        )
    )
    inserted = {
        "policy": policy,
        "style": Markup(style),  # noqa: S704 - ours, from this package
        "start": Markup(start),  # noqa: S704
        "script": Markup(script),  # noqa: S704
        "main": main,
        "data": data,
    }
    return thin(_rendered("page.html", {**values, **inserted}))


def _rendered(template: str, values: Mapping[str, Any]) -> str:
    return _environment().get_template(template).render(**values)


def thin(text: str) -> str:
    """The text without empty lines and blanks at the beginning of lines: a quarter of a page is indentation."""
    return _INDENT.sub("\n", text)


def script_json(value: Any) -> Markup:
    r"""A value as JSON that can stand inside a script element: nothing in it can end the element or open a comment.

    >>> str(script_json({"title": "</script><!--"}))
    '{"title":"\\u003c/script\\u003e\\u003c!--"}'
    """
    return Markup(json_text(value).translate(_ESCAPES))  # noqa: S704 - made inert on this line


@cache
def _environment() -> Environment:
    made = Environment(
        loader=PackageLoader("curated.report"),
        autoescape=True,
        undefined=StrictUndefined,
        finalize=_visible,
        trim_blocks=True,
        lstrip_blocks=True,
    )
    made.filters.update(words=words, brief=brief, brief_in=brief_in)
    made.globals.update(looks=LOOKS, states=ORDER, counted=counted)
    return made


def _visible(value: Any) -> Any:
    return shown(value) if isinstance(value, str) and not isinstance(value, Markup) else value


@cache
def _source(name: str) -> str:
    environment = _environment()
    source, _, _ = PackageLoader("curated.report").get_source(environment, name)
    return source


@cache
def _style() -> str:
    return thin("\n".join(_source(f"{name}.css") for name in STYLES))


@cache
def _script() -> str:
    body = "\n".join(_source(f"{name}.js") for name in SCRIPTS)
    return thin(f"(() => {{\n'use strict';\n{body}\n}})();")


def _hash(source: str) -> str:
    return f"sha256-{base64.b64encode(hashlib.sha256(source.encode()).digest()).decode()}"
