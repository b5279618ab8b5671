"""The page: templates filled with values that are always escaped, under a policy that lets nothing in or out."""

import base64
import hashlib
from collections.abc import Mapping
from functools import cache
from typing import Any

from jinja2 import Environment, PackageLoader, StrictUndefined
from markupsafe import Markup

from curated.columns import json_text
from curated.report.states import LOOKS, ORDER
from curated.report.wording import brief, counted, shown, words

SCRIPTS = ("words", "decisions", "panel", "lists", "route")
"""The page's script, in the parts that it is written in; one script when it runs."""
STYLES = ("page", "reading", "panel")
_ESCAPES = {ord(letter): f"\\u{ord(letter):04x}" for letter in "<>&\u2028\u2029"}


def html(template: str, values: Mapping[str, Any]) -> str:
    """A template filled. Every string is escaped, and what cannot be seen in it is shown (:func:`wording.shown`)."""
    return _environment().get_template(template).render(**values)


def page_html(values: Mapping[str, Any], data: Any) -> str:
    """The whole page: ``values`` for its templates, ``data`` for its script."""
    style, start, script = _style(), _source("start.js"), _script()
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
        "data": script_json(data),
    }
    return html("page.html", {**values, **inserted})


def script_json(value: Any) -> Markup:
    """A value as JSON that can stand inside a script element: nothing in it can end the element or open a comment.

    >>> str(script_json({"title": "</script><!--"}))
    '{"title":"\\\\u003c/script\\\\u003e\\\\u003c!--"}'
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
    made.filters.update(words=words, brief=brief)
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
    return "\n".join(_source(f"{name}.css") for name in STYLES)


@cache
def _script() -> str:
    body = "\n".join(_source(f"{name}.js") for name in SCRIPTS)
    return f"(() => {{\n'use strict';\n{body}\n}})();"


def _hash(source: str) -> str:
    return f"sha256-{base64.b64encode(hashlib.sha256(source.encode()).digest()).decode()}"
