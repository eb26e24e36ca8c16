from __future__ import annotations

import json
import socket
import ssl
import threading
from collections.abc import Iterator, Mapping
from contextlib import closing
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from http.server import BaseHTTPRequestHandler, HTTPServer
from io import BytesIO
from ipaddress import IPv4Address
from pathlib import Path

import pytest
import requests
from cryptography import x509
from cryptography.hazmat.primitives import hashes, serialization
from cryptography.hazmat.primitives.asymmetric import ec
from requests import exceptions
from urllib3.connection import HTTPConnection
from urllib3.connectionpool import HTTPConnectionPool
from urllib3.exceptions import (
    MaxRetryError,
    NameResolutionError,
    NewConnectionError,
    ProtocolError,
    ReadTimeoutError,
)

from followthrough.forges.transport import session
from followthrough.forges.transport.exchange import Answer, NoAnswer
from followthrough.forges.transport.session import OneOrigin, answer_of, told_as_no_answer
from tests.simulators.loopback import LOOPBACK

pytestmark = LOOPBACK

POOL = HTTPConnectionPool("127.0.0.1", 9)
CONNECTION = HTTPConnection("127.0.0.1", 9)
NO_SUCH_HOST = NameResolutionError("git.acme.invalid", CONNECTION, socket.gaierror("unknown"))


class _Hello(BaseHTTPRequestHandler):
    def do_GET(self) -> None:
        body = json.dumps({"authorization": self.headers.get("Authorization")}).encode()
        self.send_response(200)
        self.send_header("Content-Length", str(len(body)))
        self.end_headers()
        self.wfile.write(body)

    def log_message(self, *_told: object) -> None:
        """Say nothing."""


@dataclass(frozen=True)
class Secure:
    """A server with a certificate of its own making."""

    url: str
    bundle: Path

    def ask(self, bundle: Path | None) -> Answer:
        with closing(OneOrigin(self.url, bundle)) as session, told_as_no_answer():
            return answer_of(session.get(f"{self.url}/x", timeout=5, stream=True))


@pytest.fixture
def secure(tmp_path: Path) -> Iterator[Secure]:
    bundle, key = _certificate(tmp_path)
    context = ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER)
    context.load_cert_chain(bundle, key)
    server = HTTPServer(("127.0.0.1", 0), _Hello)
    server.socket = context.wrap_socket(server.socket, server_side=True)
    thread = threading.Thread(target=server.serve_forever, args=(0.01,), daemon=True)
    thread.start()
    yield Secure(f"https://127.0.0.1:{server.server_address[1]}", bundle)
    server.shutdown()
    thread.join()
    server.server_close()


def _certificate(folder: Path) -> tuple[Path, Path]:
    key = ec.generate_private_key(ec.SECP256R1())
    name = x509.Name([x509.NameAttribute(x509.NameOID.COMMON_NAME, "git.acme.example")])
    now = datetime.now(UTC)
    made = (
        x509.CertificateBuilder(name, name, key.public_key(), x509.random_serial_number())
        .not_valid_before(now - timedelta(days=1))
        .not_valid_after(now + timedelta(days=1))
        .add_extension(x509.SubjectAlternativeName([x509.IPAddress(IPv4Address("127.0.0.1"))]), critical=False)
        .add_extension(x509.BasicConstraints(ca=True, path_length=None), critical=True)
        .sign(key, hashes.SHA256())
    )
    bundle, secret = folder / "ca.pem", folder / "key.pem"
    bundle.write_bytes(made.public_bytes(serialization.Encoding.PEM))
    plain = serialization.NoEncryption()
    secret.write_bytes(key.private_bytes(serialization.Encoding.PEM, serialization.PrivateFormat.PKCS8, plain))
    return bundle, secret


def test_a_certificate_nobody_vouches_for_is_refused_before_anything_is_sent(secure: Secure) -> None:
    with pytest.raises(NoAnswer, match="not trusted") as refused:
        secure.ask(None)
    assert told(refused.value) == ("its certificate is not trusted", "unsent", "for good")
    assert refused.value.mend == "name the certificate of its authority with --ca-bundle, then run again"


def test_a_bundle_that_is_named_is_trusted(secure: Secure) -> None:
    assert secure.ask(secure.bundle).status == 200


def test_a_bundle_that_is_named_goes_before_the_environments(secure: Secure, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("REQUESTS_CA_BUNDLE", str(secure.bundle.parent / "not-there.pem"))
    assert secure.ask(secure.bundle).status == 200


def test_the_environments_bundle_counts_where_none_is_named(secure: Secure, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("REQUESTS_CA_BUNDLE", str(secure.bundle))
    assert secure.ask(None).status == 200


def test_a_password_file_of_the_machine_is_not_used(secure: Secure, monkeypatch: pytest.MonkeyPatch) -> None:
    netrc = secure.bundle.parent / "netrc"
    netrc.write_text("machine 127.0.0.1 login alice password wonderland\n", encoding="utf-8")
    monkeypatch.setenv("NETRC", str(netrc))
    assert secure.ask(secure.bundle).data == {"authorization": None}


@pytest.mark.parametrize("url", ["https://evil.example/x", "http://127.0.0.1/x", ""])
def test_nothing_goes_to_another_host(secure: Secure, url: str) -> None:
    request = requests.Request("GET", "https://git.acme.example/x").prepare()
    request.url = url
    with closing(OneOrigin(secure.url)) as session, pytest.raises(NoAnswer) as refused:
        session.send(request)
    assert told(refused.value) == ("it leads to another host", "unsent", "for good")


@pytest.mark.parametrize("variable", ["REQUESTS_CA_BUNDLE", "CURL_CA_BUNDLE"])
def test_a_bundle_of_the_environment_that_is_not_there_is_named(
    secure: Secure, monkeypatch: pytest.MonkeyPatch, variable: str
) -> None:
    bundle = secure.bundle.parent / "not-there.pem"
    monkeypatch.delenv("REQUESTS_CA_BUNDLE", raising=False)
    monkeypatch.setenv(variable, str(bundle))
    with pytest.raises(NoAnswer) as met:
        secure.ask(None)
    assert told(met.value) == (f"the certificates in {bundle} cannot be read", "unsent", "for good")


def test_a_bundle_of_the_environment_that_is_there_is_not_to_blame(
    secure: Secure, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("REQUESTS_CA_BUNDLE", str(secure.bundle))
    with pytest.raises(NoAnswer) as met, told_as_no_answer():
        raise OSError("cut off")
    assert told(met.value) == ("the answer broke off", "perhaps sent", "for now")


@pytest.mark.parametrize(
    ("error", "why", "sent", "lasting"),
    [
        pytest.param(
            exceptions.ConnectTimeout(), "the connection took too long", "unsent", "for now", id="connecting takes long"
        ),
        pytest.param(exceptions.ProxyError(), "the proxy does not let us through", "unsent", "for now", id="proxy"),
        pytest.param(
            exceptions.ConnectionError(MaxRetryError(POOL, "/x", NO_SUCH_HOST)),
            "there is no host of that name",
            "unsent",
            "for now",
            id="no such host",
        ),
        pytest.param(
            exceptions.ConnectionError(MaxRetryError(POOL, "/x", NewConnectionError(CONNECTION, "refused"))),
            "it refuses the connection",
            "unsent",
            "for now",
            id="connection refused",
        ),
        pytest.param(
            exceptions.ConnectionError(ReadTimeoutError(POOL, "/x", "slow")),
            "it took too long",
            "perhaps sent",
            "for now",
            id="the answer stops on its way",
        ),
        pytest.param(
            exceptions.ConnectionError(ProtocolError("aborted")),
            "the connection broke off",
            "perhaps sent",
            "for now",
            id="connection reset",
        ),
        pytest.param(
            exceptions.ConnectionError(), "the connection broke off", "perhaps sent", "for now", id="nothing known"
        ),
        pytest.param(exceptions.ReadTimeout(), "it took too long", "perhaps sent", "for now", id="no answer in time"),
        pytest.param(
            exceptions.SSLError(), "the encrypted connection broke off", "perhaps sent", "for now", id="encryption"
        ),
        pytest.param(
            exceptions.InvalidHeader(),
            "the token or the address has characters that cannot be sent",
            "unsent",
            "for good",
            id="a token with a line end",
        ),
        pytest.param(
            UnicodeEncodeError("latin-1", "ghp_…", 4, 5, "ordinal not in range(256)"),
            "the token or the address has characters that cannot be sent",
            "unsent",
            "for good",
            id="a token with an ellipsis",
        ),
        pytest.param(
            exceptions.ChunkedEncodingError(), "the answer broke off", "perhaps sent", "for now", id="half an answer"
        ),
        pytest.param(OSError("cut"), "the answer broke off", "perhaps sent", "for now", id="a socket that fails"),
        pytest.param(
            ProtocolError("cut"), "the answer broke off", "perhaps sent", "for now", id="a library that lets it through"
        ),
    ],
)
def test_every_way_to_be_left_without_an_answer(error: Exception, why: str, sent: str, lasting: str) -> None:
    """Only what surely never left counts as unsent, since that alone lets a write be sent again."""
    with pytest.raises(NoAnswer) as met, told_as_no_answer():
        raise error
    assert told(met.value) == (why, sent, lasting)
    assert met.value.__cause__ is error


def test_an_answer_is_read_whole_with_its_headers_in_lower_case() -> None:
    answer = answer_of(response(b'{"number": 7}', {"Retry-After": "5"}))
    assert (answer.status, answer.data, answer.is_json, answer.headers) == (
        201,
        {"number": 7},
        True,
        {"retry-after": "5"},
    )


@pytest.mark.parametrize(
    ("body", "is_json"),
    [
        pytest.param(b"", True, id="nothing"),
        pytest.param(b"<html>", False, id="a page"),
        pytest.param(b"[" * 100_000, False, id="JSON of endless depth"),
    ],
)
def test_an_answer_without_json_has_no_data(body: bytes, is_json: bool) -> None:  # noqa: FBT001 - a column of the table
    answer = answer_of(response(body))
    assert (answer.data, answer.is_json) == (None, is_json)


def test_a_giant_answer_is_not_read_to_its_end(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(session, "MOST_BYTES", 1_000_000)
    assert answer_of(response(b" " * 999_998 + b"{}")).data == {}
    with pytest.raises(NoAnswer) as met:
        answer_of(response(b" " * 999_999 + b"{}"))
    assert told(met.value) == ("the answer has more than 1 MB", "perhaps sent", "for now")


def told(lost: NoAnswer) -> tuple[str, str, str]:
    """Why there is no answer, whether anything left, and whether it would come to the same again."""
    return lost.why, "perhaps sent" if lost.sent else "unsent", "for good" if lost.lasting else "for now"


def response(body: bytes, headers: Mapping[str, str] | None = None) -> requests.Response:
    """An answer that has come in, and is yet to be read."""
    made = requests.Response()
    made.status_code, made.raw = 201, BytesIO(body)
    made.headers.update(headers or {})
    return made
