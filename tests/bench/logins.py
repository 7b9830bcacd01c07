# SPDX-License-Identifier: MIT
"""A signed login beside what others ask of a processor who want to know who is at the other end.

warifu: warifu_verify() on an accepted socket, from reading the owner to the line in the log. MUNGE:
munge_decode() of a credential without payload, CPU time of the caller and of munged. TLS: a mutual
TLS 1.3 handshake in memory, CPU time of both sides, without any socket. They are run in turn, and
the ratios taken within each turn.
"""
import contextlib
import os
import statistics

from munged import CannotStart, Munged
from programs import run_json
from support import keyring

ROUNDS = 3
COMMANDS = 15
# Where the owner is read, and what the stack requires of it.
LOGINS = {"claim from the saved SYN": ("saved-syn", "claim"),
          "claim from the record": ("record", "claim"),
          "proof from the record": ("record", "proof")}
KEYS = {"ecdsa": "ECDSA P-256", "rsa": "RSA 2048"}


def measure(build, table, stamping):
    with contextlib.ExitStack() as stack:
        try:
            munged = stack.enter_context(Munged(os.path.join(build, "debian")))
        except CannotStart as reason:
            table.not_measured("MUNGE", str(reason))
            munged = None
        rounds = [_round(build, stamping, munged) for _ in range(ROUNDS)]
    _tell(table, rounds, munged is not None)


def _round(build, stamping, munged):
    found = {name: _login(build, stamping, *how) for name, how in LOGINS.items()}
    if munged:
        told = run_json(os.path.join(build, "tests/bench/bench_munge"), munged.library,
                        munged.socket, str(munged.pid))
        found["munge"] = {**told, "both_ns": told["client_ns"] + told["daemon_ns"],
                          "command_ns": statistics.median(munged.command_ns()
                                                          for _ in range(COMMANDS))}
    found.update(run_json(os.path.join(build, "tests/bench/bench_tls")))
    return found


def _login(build, stamping, source, require):
    # In its own folder: each login's replay cache is a new one, and so is its keyring.
    folder = os.path.join(stamping.folder, "login")
    files = keyring.SecretFiles(os.path.join(folder, "keys"))
    path = os.path.join(folder, "keyring.toml")
    with open(path, "w", encoding="ascii") as file:
        file.write(keyring.key(files, stamping.secret, slot=stamping.slot, uids=[os.geteuid()],
                               gids=[os.getegid()]))
    return run_json(os.path.join(build, "tests/bench/bench_login"), stamping.folder, path,
                    str(stamping.proof), source, require)


def _tell(table, rounds, with_munge):
    def median(figure):
        return statistics.median(figure(each) for each in rounds)

    def microseconds(what, name, member):
        table.told(what, median(lambda each: each[name][member]) / 1e3, " us")

    def ratio(other, name):
        return median(lambda each: each[other]["both_ns"] / each[name]["verify_ns"])

    if with_munge:
        microseconds("munge_decode(), caller and munged", "munge", "both_ns")
        microseconds("  the caller alone", "munge", "client_ns")
        microseconds("  unmunge(1), the command without munged", "munge", "command_ns")
    for kind, name in KEYS.items():
        microseconds(f"mutual TLS 1.3 handshake, {name}, both sides", kind, "both_ns")
        microseconds("  the server alone", kind, "server_ns")
    for name in LOGINS:
        microseconds(f"whole verify, {name}", name, "verify_ns")
        microseconds("  of that, reading the owner", name, "read_owner_ns")
        microseconds("  of that, the log's write(2)", name, "write_ns")
        if with_munge:
            table.at_least("  munge_decode() / that", ratio("munge", name), 25)
        table.at_least("  TLS handshake, ECDSA P-256 / that", ratio("ecdsa", name), 200)
        table.told("  TLS handshake, RSA 2048 / that", ratio("rsa", name))
