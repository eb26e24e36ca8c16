"""The report as one HTML page: no script has to run, nothing is loaded, and what others wrote is only ever text."""

from __future__ import annotations

from base64 import b64encode
from collections.abc import Iterable
from datetime import date
from functools import cache
from hashlib import sha256
from importlib import resources

from jinja2 import DictLoader, Environment, StrictUndefined, Template
from markupsafe import Markup

from followthrough.rollups.item import TrackedItem
from followthrough.rollups.report.view import view_of
from followthrough.tracking.characters import visible
from followthrough.tracking.ledger import Ledger

_TEMPLATE = "report.html"


def render_report(items: Iterable[TrackedItem], ledgers: Iterable[Ledger], today: date, *, of: str) -> str:
    """The whole page; `of` says whose items they are: the repository, or several.

    The same input gives the same page, byte by byte. A policy in its head allows its own style and script alone.
    """
    style, script = _packaged("report.css"), _packaged("report.js")
    policy = (
        f"default-src 'none'; style-src '{_hash(style)}'; script-src '{_hash(script)}'; "
        "base-uri 'none'; form-action 'none'"
    )
    return _template().render(
        view=view_of(items, ledgers, today),
        of=of,
        policy=policy,
        style=Markup(style),  # noqa: S704 - ours, from the package
        script=Markup(script),  # noqa: S704 - ours, from the package
    )


@cache
def _template() -> Template:
    environment = Environment(
        loader=DictLoader({_TEMPLATE: _packaged("report.html.jinja")}),
        autoescape=True,
        finalize=_shown,
        undefined=StrictUndefined,
        trim_blocks=True,
        lstrip_blocks=True,
        keep_trailing_newline=True,
    )
    return environment.get_template(_TEMPLATE)


def _shown(value: object) -> object:
    """What is written into the page: HTML has no place for control characters, which file names may hold."""
    return visible(value) if isinstance(value, str) and not isinstance(value, Markup) else value


def _packaged(name: str) -> str:
    return resources.files("followthrough.rollups.report").joinpath(name).read_text(encoding="utf-8")


def _hash(text: str) -> str:
    """As a content security policy names an inline style or script (CSP level 2, section 4.2.3)."""
    return "sha256-" + b64encode(sha256(text.encode()).digest()).decode("ascii")
