# SPDX-License-Identifier: MIT
"""Authorities and certificates, made by openssl in a private folder when a test needs them."""
import ssl
import subprocess

HERE = "IP:127.0.0.1,DNS:localhost"


def _openssl(*words):
    done = subprocess.run(["openssl", *map(str, words)], capture_output=True, text=True,
                          timeout=120, check=False)
    assert done.returncode == 0, done.stderr


class Authority:
    def __init__(self, folder, name):
        self._folder, self._name = folder, name
        self.key, self.certificate = folder / f"{name}.key", folder / f"{name}.pem"
        _openssl("req", "-x509", "-newkey", "ec", "-pkeyopt", "ec_paramgen_curve:P-256", "-nodes",
                 "-keyout", self.key, "-out", self.certificate, "-subj", f"/CN={name}", "-days", "2")
        self.certificate.chmod(0o644)

    def issue(self, name, says=HERE, expired=False):
        """Key and certificate of somebody whose certificate says these names."""
        key, request, made = (self._folder / f"{self._name}-{name}.{kind}"
                              for kind in ("key", "csr", "pem"))
        _openssl("req", "-newkey", "ec", "-pkeyopt", "ec_paramgen_curve:P-256", "-nodes", "-keyout",
                 key, "-out", request, "-subj", f"/CN={name}")
        extensions = request.with_suffix(".ext")
        extensions.write_text(f"subjectAltName={says}\n")
        _openssl("x509", "-req", "-in", request, "-CA", self.certificate, "-CAkey", self.key,
                 "-CAcreateserial", "-out", made, "-extfile", extensions,
                 "-days", "-1" if expired else "2")
        key.chmod(0o600)
        made.chmod(0o644)
        return Identity(key, made)


class Identity:
    def __init__(self, key, certificate):
        self.key, self.certificate = key, certificate

    def server_context(self, clients=None, most=None):
        """As a server shows it; `clients`: the authority that a client's certificate must be of."""
        context = ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER)
        if most:
            context.maximum_version = most
        context.load_cert_chain(self.certificate, self.key)
        if clients:
            context.load_verify_locations(clients.certificate)
            context.verify_mode = ssl.CERT_REQUIRED
        return context
