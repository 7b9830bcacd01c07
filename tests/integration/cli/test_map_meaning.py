# SPDX-License-Identifier: MIT
"""warifu map import pg_ident: the map lets in whom pg_ident.conf lets in, and nobody else."""
import pytest

from support.owner_map import Map, by_module
from support.pg_ident import Files, may_log_in

FILES = 30


def imported(warifu, lines, path):
    """The map, without the lines that the import refuses, and those that stayed."""
    path.write_text("".join(line.text("m") for line in lines))
    outcome = warifu("map", "import", "pg_ident", path, "--postgresql", "16")
    if outcome.status == 0:
        return outcome.out, lines
    assert (outcome.status, outcome.out) == (1, "")
    refused = {int(line.removeprefix(f"{path}:").split(":")[0]) for line in outcome.err.splitlines()}
    kept = [line for number, line in enumerate(lines, 1) if number not in refused]
    assert refused and len(kept) == len(lines) - len(refused), outcome
    return imported(warifu, kept, path) if kept else (None, [])


@pytest.mark.parametrize("seed", range(3))
def test_random_files(warifu, build, seed, tmp_path):
    files = Files(seed)
    met = {True: 0, False: 0}
    for number in range(FILES):
        path = tmp_path / f"{number}.conf"
        text, lines = imported(warifu, files.lines(), path)
        if not lines:
            continue
        toml = tmp_path / f"{number}.toml"
        toml.write_text(text)
        names = [files.name() for _ in range(25)]
        owners = {line.owner for line in lines if line.owner[0] != "/"} | set(names)
        accounts = {line.account for line in lines if line.account[0] != "/"} | set(names) | \
            {f"{name}_a" for name in names} | {f"b{name}" for name in names}
        pairs = sorted((owner, account) for owner in owners for account in accounts)
        wanted = [may_log_in(lines, *pair) for pair in pairs]
        answers = [[Map(text).passes(*pair) for pair in pairs], by_module(build, toml, pairs)]
        for answer in answers:
            if answer is not None:
                wrong = [pair for pair, want, got in zip(pairs, wanted, answer) if want != got]
                assert (len(answer), wrong) == (len(pairs), []), (lines, text)
        for want in wanted:
            met[want] += 1
    assert min(met.values()) > 300, met
