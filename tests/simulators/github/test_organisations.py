from __future__ import annotations

from tests.simulators.client import Client
from tests.simulators.github import GitHubSimulator


def names(client: Client, query: str = "") -> list[object]:
    return [one["full_name"] for one in client.get(f"/orgs/acme/repos{query}").entries]


def test_an_organisation_lists_what_the_bearer_sees(github: GitHubSimulator, client: Client) -> None:
    github.world.repository("acme/cart")
    github.world.repository("other/shop")
    assert names(client) == ["acme/cart", "acme/shop"]


def test_its_repositories_come_in_pages(github: GitHubSimulator, client: Client) -> None:
    github.world.repository("acme/cart")
    answer = client.get("/orgs/acme/repos?per_page=1")
    assert 'rel="next"' in answer.headers["link"]
    assert names(client, "?per_page=1&page=2") == ["acme/shop"]


def test_a_person_is_no_organisation(github: GitHubSimulator, client: Client) -> None:
    github.person("alice")
    assert client.get("/orgs/alice/repos").status == 404
    assert client.get("/orgs/nobody/repos").status == 404
