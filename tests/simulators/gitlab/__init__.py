"""A GitLab to test against: REST API v4 over real HTTP on 127.0.0.1, with people, roles, tiers, limits and faults."""

from tests.simulators.gitlab.records import Role, Tier
from tests.simulators.gitlab.simulator import GitLabSimulator
from tests.simulators.gitlab.tokens import Kind, Token

__all__ = ["GitLabSimulator", "Kind", "Role", "Tier", "Token"]
