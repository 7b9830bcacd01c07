# SPDX-License-Identifier: MIT
"""What stamping, signing and recording cost a connection: connect + accept + close over loopback,
beside the same with nothing attached."""
import os
import statistics

from programs import CannotMeasure, run_json

ROUNDS = 5
PLAIN, CLAIM = 13, 20  # lengths of the option


def measure(build, table, stamping):
    rounds = [_round(build, stamping) for _ in range(ROUNDS)]

    def ratio(above, below="nothing"):
        return statistics.median(each[above] / each[below] for each in rounds)
    table.told("connect + accept + close, nothing attached",
               statistics.median(each["nothing"] for each in rounds) / 1e3, " us")
    table.told("  attached, not a destination / nothing attached", ratio("other"))
    table.at_most("  plain claim / nothing attached", ratio("plain"), 1.08)
    table.told("  signed claim / nothing attached", ratio("claim"))
    table.at_most("  claim and proof, no reader / nothing attached", ratio("proof"), 1.16)
    table.told("  claim and proof, recorded / nothing attached", ratio("recorded"))
    table.told("  claim and proof, no reader - nothing attached",
               statistics.median(each["proof"] - each["nothing"] for each in rounds) / 1e3, " us")


def _round(build, stamping):
    """Name to nanoseconds: without the programs, with them, and with the reader as well."""
    names = ("plain", "claim", "proof", "other")
    without = _connect(build, stamping, (0, 0, 0, 0))
    stamping.attach()
    found = dict(zip(names, _connect(build, stamping, (PLAIN, CLAIM, CLAIM, 0))))
    stamping.detach()
    found["nothing"] = statistics.mean(without)
    stamping.attach(record=[stamping.proof])
    found["recorded"] = _connect(build, stamping, (PLAIN, CLAIM, CLAIM, 0))[2]
    _check(stamping.agent.counters())
    stamping.detach()
    return found


def _connect(build, stamping, lengths):
    told = run_json(os.path.join(build, "tests/bench/bench_connect"), *map(str, stamping.ports))
    if [each["option_length"] for each in told] != list(lengths):
        raise CannotMeasure("connections did not carry what was configured: "
                            + str([each["option_length"] for each in told]))
    return [each["median_ns"] for each in told]


def _check(counters):
    for each in ("proved", "recorded"):
        if not counters[each]:
            raise CannotMeasure(f"no connection was {each}")
