from __future__ import annotations

from base64 import b64encode
from urllib.parse import quote

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from followthrough.redaction import redacted, secrets_in

SECRET = "s3cr3t+value/with~odd=signs"  # noqa: S105 - opens nothing


def test_secrets_in() -> None:
    """What is secret is told by the names of variables; a value too short to be one would only garble text."""
    environ = {"GITHUB_TOKEN": SECRET, "FOLLOWTHROUGH_TOKEN": "short", "DB_PASSWORD": "p" * 8, "HOME": "/home/ada"}
    assert secrets_in(environ) == {SECRET, "p" * 8}


@settings(max_examples=150)
@given(
    st.binary(max_size=7),
    st.text(alphabet=st.characters(codec="utf-8"), min_size=12, max_size=40),
    st.binary(max_size=7),
)
def test_encoded_secrets(before: bytes, secret: str, after: bytes) -> None:
    """A secret is gone however it is encoded and whatever stands around it."""
    raw = secret.encode()
    inside = b64encode(before + raw + after).decode()
    start, end = -(-len(before) * 8 // 6), (len(before) + len(raw)) * 8 // 6
    told = redacted(f"{secret} {quote(secret, safe='')} {inside}", [secret])
    assert inside[start:end] not in told
    assert secret not in told
    assert quote(secret, safe="") not in told


@pytest.mark.parametrize(
    "text",
    [
        pytest.param("remote: https://oauth2:hunter2hunter2@git.acme.example/a", id="an address"),
        pytest.param("ghp_hunter2hunter2hunter2", id="a GitHub token"),
        pytest.param("github_pat_hunter2_hunter2hunter2", id="a fine-grained one"),
        pytest.param("glpat-hunter2hunter2hunter2", id="a GitLab token"),
        pytest.param("authorization: Bearer hunter2", id="a header"),
        pytest.param("PRIVATE-TOKEN: hunter2", id="another header"),
    ],
)
def test_shapes(text: str) -> None:
    """What looks like a credential is taken out even where nobody knows it for one."""
    told = redacted(text, ())
    assert "hunter2" not in told
    assert "***" in told


def test_plain_text_stays() -> None:
    """Text without secrets stays as it is."""
    text = "postmortems/2026-11-03-checkout.md:71:45  FT203  mail ada@acme.example, see https://acme.example/a"
    assert redacted(text, [SECRET]) == text
