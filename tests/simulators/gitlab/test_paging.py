from __future__ import annotations

import pytest

from tests.simulators.client import Answer, Client
from tests.simulators.gitlab import GitLabSimulator, paging

PROJECT = "/projects/acme%2Fplatform%2Fshop"
ISSUES = f"{PROJECT}/issues"


def iids(answer: Answer) -> list[object]:
    return [issue["iid"] for issue in answer.entries]


def followed(client: Client, path: str) -> list[Answer]:
    """All pages, by their links."""
    pages = [client.get(path)]
    while (following := pages[-1].link("next")) is not None:
        pages.append(client.get(following))
    return pages


def opened(gitlab: GitLabSimulator, count: int) -> None:
    for number in range(count):
        gitlab.person("alice").open_issue(f"Item {number}")


@pytest.mark.parametrize("keyset", ["", "&pagination=keyset"])
@pytest.mark.parametrize("count", [0, 1, 20, 21, 40, 41])
def test_links_lead_through_all_pages_once(gitlab: GitLabSimulator, client: Client, count: int, keyset: str) -> None:
    opened(gitlab, count)
    pages = followed(client, f"{ISSUES}?sort=asc{keyset}")
    assert [iid for page in pages for iid in iids(page)] == list(range(1, count + 1))
    assert len(pages) == max(-(-count // 20), 1)


def test_a_page_tells_of_all_the_others(gitlab: GitLabSimulator, client: Client) -> None:
    opened(gitlab, 5)
    answer = client.get(f"{ISSUES}?per_page=2&page=2&state=all&labels=")
    told = {name: answer.headers[f"x-{name}"] for name in ("total", "total-pages", "page", "next-page", "prev-page")}
    assert told == {"total": "5", "total-pages": "3", "page": "2", "next-page": "3", "prev-page": "1"}
    following = str(answer.link("next"))
    assert following.startswith(f"{gitlab.url}{ISSUES}?")
    assert "state=all" in following
    assert "labels=&" in following
    for rel, first in (("first", 5), ("prev", 5), ("next", 1), ("last", 1)):
        assert iids(client.get(str(answer.link(rel))))[0] == first


def test_the_last_page_names_no_next(gitlab: GitLabSimulator, client: Client) -> None:
    opened(gitlab, 3)
    answer = client.get(f"{ISSUES}?per_page=2&page=2")
    assert (answer.headers["x-next-page"], answer.link("next")) == ("", None)


def test_a_great_list_is_not_counted(gitlab: GitLabSimulator, client: Client, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(paging, "COUNTED_UP_TO", 4)
    opened(gitlab, 5)
    answer = client.get(f"{ISSUES}?per_page=2")
    assert ("x-total" in answer.headers, "x-total-pages" in answer.headers, answer.link("last")) == (False, False, None)
    assert len(followed(client, f"{ISSUES}?per_page=2")) == 3


def test_no_page_is_larger_than_a_hundred(gitlab: GitLabSimulator, client: Client) -> None:
    opened(gitlab, 101)
    assert len(client.get(f"{ISSUES}?per_page=500").entries) == 100


def test_nothing_is_numbered_beyond_the_fifty_thousandth(client: Client) -> None:
    assert client.get(f"{ISSUES}?per_page=100&page=500").status == 200
    assert client.get(f"{ISSUES}?per_page=100&page=501").status == 405


def test_a_keyset_is_not_shifted_by_what_comes_and_goes(gitlab: GitLabSimulator, client: Client) -> None:
    opened(gitlab, 6)
    first = client.get(f"{ISSUES}?pagination=keyset&per_page=3&sort=asc&order_by=created_at")
    assert ("x-total" in first.headers, first.link("last")) == (False, None)
    for iid in (1, 3):
        gitlab.person("alice").delete(iid)
    assert iids(client.get(str(first.link("next")))) == [4, 5, 6]


def test_older_versions_and_other_lists_know_no_keyset(gitlab: GitLabSimulator, client: Client) -> None:
    gitlab.world.keyset_issues = False
    answer = client.get(f"{ISSUES}?pagination=keyset")
    assert (answer.status, answer.entry["error"]) == (
        405,
        "Keyset pagination is not yet available for this type of request",
    )


def test_a_cursor_that_is_none_is_refused(client: Client) -> None:
    assert client.get(f"{ISSUES}?pagination=keyset&cursor=xyz").status == 400
