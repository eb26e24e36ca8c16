from __future__ import annotations

import pytest

from followthrough.forges.transport.addresses import is_below, links

ROOT = "https://git.acme.example/api/v3"


@pytest.mark.parametrize(
    ("url", "below"),
    [
        pytest.param("https://git.acme.example/api/v3/x", True, id="below"),
        pytest.param("https://git.acme.example:443/x", True, id="with its port"),
        pytest.param("http://git.acme.example/x", False, id="without TLS"),
        pytest.param("https://git.acme.example:8443/x", False, id="another port"),
        pytest.param("https://git.acme.example.evil.example/x", False, id="a longer name"),
        pytest.param("https://evil.example/https://git.acme.example", False, id="in the path"),
        pytest.param("https://git.acme.example@evil.example/x", False, id="as a user name"),
        pytest.param("https://me:secret@git.acme.example/x", False, id="with a password"),
        pytest.param("//git.acme.example/x", False, id="without a scheme"),
        pytest.param("/repositories/7", False, id="a path"),
        pytest.param("https://[bad", False, id="none at all"),
        pytest.param("https://git.acme.example:x/", False, id="no port"),
    ],
)
def test_whose_address_it_is(url: str, below: bool) -> None:  # noqa: FBT001 - the answer expected
    assert is_below(url, ROOT) is below


def test_the_neighbours_of_a_page() -> None:
    header = '<https://a.example/x?page=2>; rel="next", <https://a.example/x?a=1,2&page=9>; rel="last"'
    assert links({"link": header}) == {"next": "https://a.example/x?page=2", "last": "https://a.example/x?a=1,2&page=9"}


@pytest.mark.parametrize("header", ["", "nonsense", "<x>", "<x>; rel", ", ,"])
def test_a_page_without_neighbours(header: str) -> None:
    assert links({"link": header}) == {}
