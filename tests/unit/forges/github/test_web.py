from __future__ import annotations

import pytest

from followthrough.forges.github.web import Web, web_url
from followthrough.forges.transport.exchange import Malformed
from followthrough.forges.transport.fields import Fields


@pytest.mark.parametrize(
    "url", ["javascript:alert(1)", "https://evil.example/acme/shop/issues/1", "", "//x", "https://github.com/a/b"]
)
def test_an_address_of_another_host_is_no_answer_of_this_one(url: str) -> None:
    web = Web.of("https://git.acme.example/api/v3", "acme/shop")
    with pytest.raises(Malformed, match="leads to another host"):
        web.url(Fields({"html_url": url}, "answer"), "issues/1")


@pytest.mark.parametrize(
    ("answer", "expected"),
    [
        pytest.param(
            {"html_url": "https://git.acme.example/acme/shop/issues/1"},
            "https://git.acme.example/acme/shop/issues/1",
            id="told",
        ),
        pytest.param({}, "https://git.acme.example/acme/shop/issues/1", id="not told"),
        pytest.param({"html_url": None}, "https://git.acme.example/acme/shop/issues/1", id="null"),
    ],
)
def test_every_issue_has_an_address(answer: dict[str, object], expected: str) -> None:
    web = Web.of("https://git.acme.example/api/v3", "acme/shop")
    assert web.url(Fields(answer, "answer"), "issues/1") == expected


def test_a_server_on_this_machine_may_stand_in_for_github() -> None:
    web = Web.of("http://127.0.0.1:8080", "acme/shop")
    assert web.issue_in("https://github.com/acme/shop/issues/7") == 7
    told = Fields({"html_url": "https://github.com/acme/shop/issues/7"}, "answer")
    assert web.url(told, "issues/7") == "https://github.com/acme/shop/issues/7"


@pytest.mark.parametrize(
    ("api_url", "expected"),
    [
        ("https://api.github.com", "https://github.com"),
        ("https://git.acme.example/api/v3", "https://git.acme.example"),
        ("https://api.acme.ghe.com", "https://acme.ghe.com"),
    ],
)
def test_where_people_look(api_url: str, expected: str) -> None:
    assert web_url(api_url) == expected
