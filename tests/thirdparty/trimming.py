"""GitHub's OpenAPI description cut down to some operations: the whole takes 13 seconds to load, the cut half of one.

Three repairs are made, each for something the real service is known to do:
- a nullable enum lists null too: `state_reason: null` is what an open issue has (PyGithub's recordings show it);
- errors that any operation may answer with (wrong token, rate limit, moved, gone ...) are declared for each;
- labels may be added as a bare list, as the description's own prose says and PyGithub does.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence

from tests.simulators.github.routes import ADD_LABELS

Json = dict[str, object]

ANYWHERE = {
    "301": "basic-error",
    "401": "basic-error",
    "403": "basic-error",
    "404": "basic-error",
    "410": "basic-error",
    "422": "validation-error",
    "429": "basic-error",
}
_WORDY = frozenset({"description", "externalDocs", "example", "examples", "x-octokit", "x-github", "x-webhooks"})


def trimmed(description: Mapping[str, object], operations: Sequence[str]) -> Json:
    """The description of these operations (`GET /repos/{owner}/{repo}`) and of all that they refer to."""
    paths = _kept(_object(description["paths"]), operations)
    components: dict[str, Json] = {}
    waiting: list[object] = [paths, *({"$ref": f"#/components/schemas/{name}"} for name in set(ANYWHERE.values()))]
    while waiting:
        for reference in _references(waiting.pop()):
            kind, name = reference.removeprefix("#/components/").split("/")
            if name not in components.setdefault(kind, {}):
                part = _terse(_object(_object(_object(description["components"])[kind])[name]))
                components[kind][name] = part
                waiting.append(part)
    whole: Json = {
        "openapi": description["openapi"],
        "info": {"title": "GitHub", "version": "trimmed"},
        "servers": [{"url": "https://api.github.com"}],
        "paths": paths,
        "components": components,
    }
    _repair(whole)
    return whole


def _object(value: object) -> Json:
    assert isinstance(value, dict)
    return value


def _kept(paths: Json, operations: Sequence[str]) -> Json:
    kept: dict[str, Json] = {}
    for operation in operations:
        method, template = operation.split(" ")
        item = _object(_terse(_object(paths[template])[method.lower()]))
        responses = _object(item["responses"])
        for status, schema in ANYWHERE.items():
            content = {"application/json": {"schema": {"$ref": f"#/components/schemas/{schema}"}}}
            responses.setdefault(status, {"description": "", "content": content})
        if operation == ADD_LABELS:
            _accept_bare_list(item)
        kept.setdefault(template, {})[method.lower()] = item
    return dict(kept)


def _accept_bare_list(operation: Json) -> None:
    body = _object(_object(operation["requestBody"])["content"])
    choices = _object(_object(body["application/json"])["schema"])["oneOf"]
    assert isinstance(choices, list)
    choices.append({"type": "array", "minItems": 1, "items": {"type": "string"}})


def _terse(value: object, *, names: bool = False) -> object:
    """The value without prose; below `properties`, keys are names and stay."""
    if isinstance(value, dict):
        return {
            key: _terse(part, names=key == "properties" and not names)
            for key, part in value.items()
            if names or key not in _WORDY
        }
    if isinstance(value, list):
        return [_terse(part) for part in value]
    return value


def _references(value: object) -> Iterator[str]:
    if isinstance(value, dict):
        reference = value.get("$ref")
        if isinstance(reference, str):
            yield reference
        for part in value.values():
            yield from _references(part)
    elif isinstance(value, list):
        for part in value:
            yield from _references(part)


def _repair(value: object) -> None:
    if isinstance(value, dict):
        enum = value.get("enum")
        if value.get("nullable") is True and isinstance(enum, list) and None not in enum:
            enum.append(None)
        responses = value.get("responses")
        for response in responses.values() if isinstance(responses, dict) else ():
            if isinstance(response, dict) and "$ref" not in response:
                response.setdefault("description", "")
        for part in value.values():
            _repair(part)
    elif isinstance(value, list):
        for part in value:
            _repair(part)
