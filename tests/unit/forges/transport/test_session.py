from __future__ import annotations

import ssl
import threading
from collections.abc import Iterator
from contextlib import closing
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from http.server import BaseHTTPRequestHandler, HTTPServer
from ipaddress import IPv4Address
from pathlib import Path

import pytest
from cryptography import x509
from cryptography.hazmat.primitives import hashes, serialization
from cryptography.hazmat.primitives.asymmetric import ec

from followthrough.forges.transport.exchange import NoAnswer
from followthrough.forges.transport.session import OneOrigin, answer_of, told_as_no_answer
from tests.simulators.loopback import LOOPBACK

pytestmark = LOOPBACK


class _Hello(BaseHTTPRequestHandler):
    def do_GET(self) -> None:
        self.send_response(200)
        self.send_header("Content-Length", "2")
        self.end_headers()
        self.wfile.write(b"{}")

    def log_message(self, *_told: object) -> None:
        """Say nothing."""


@dataclass(frozen=True)
class Secure:
    """A server with a certificate of its own making."""

    url: str
    bundle: Path

    def status(self, bundle: Path | None) -> int:
        with closing(OneOrigin(self.url, bundle)) as session, told_as_no_answer():
            return answer_of(session.get(f"{self.url}/x", timeout=5, stream=True)).status


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
        secure.status(None)
    assert not refused.value.sent


def test_a_bundle_that_is_named_is_trusted(secure: Secure) -> None:
    assert secure.status(secure.bundle) == 200


def test_a_bundle_that_is_named_goes_before_the_environments(secure: Secure, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("REQUESTS_CA_BUNDLE", str(secure.bundle.parent / "not-there.pem"))
    assert secure.status(secure.bundle) == 200


def test_the_environments_bundle_counts_where_none_is_named(secure: Secure, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("REQUESTS_CA_BUNDLE", str(secure.bundle))
    assert secure.status(None) == 200
