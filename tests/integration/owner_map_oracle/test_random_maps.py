# SPDX-License-Identifier: MIT
"""Random maps: the library against the oracle, question by question."""
import collections
import json
import random
import subprocess

from oracle import FAIL, PASS, UNAVAILABLE, UNKNOWN, WOULD_BLOCK, answers
from worlds import World


def ask(program, cases):
    text = "".join(json.dumps(case) + "\n" for case in cases)
    done = subprocess.run([program], input=text, capture_output=True, text=True, timeout=300,
                          check=False)
    assert done.returncode == 0, done.stderr
    given = [json.loads(line) for line in done.stdout.splitlines()]
    assert len(given) == len(cases)
    return given


def differences(case, expected, given):
    if expected is None or given is None:
        return [] if expected == given else [("loads", given is not None, case["files"])]
    return [(question, f"expected {want}, is {have}")
            for question, want, have in zip(case["questions"], expected, given, strict=True)
            if want != have]


def test_random_maps(request):
    seed = request.config.getoption("--seed")
    world_of = random.Random(seed)
    cases = [World(world_of).case() for _ in range(request.config.getoption("--maps"))]
    expected = [answers(case) for case in cases]
    given = ask(request.config.getoption("--answers"), cases)
    for case, want, have in zip(cases, expected, given, strict=True):
        wrong = differences(case, want, have)
        assert not wrong, f"seed {seed}\n{case['map']}\n{wrong[0]}"
    # Worlds in which nothing happens would prove nothing.
    counted = collections.Counter(code for each in expected if each for code in each)
    assert all(counted[code] > len(cases) / 40
               for code in (PASS, FAIL, UNKNOWN, UNAVAILABLE, WOULD_BLOCK)), counted
    refused = sum(each is None for each in expected)
    assert len(cases) / 100 < refused < len(cases) / 2, refused
