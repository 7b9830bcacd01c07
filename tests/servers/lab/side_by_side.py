# SPDX-License-Identifier: MIT
"""Figures: what a server does in a second with warifu and without, in turn in one run. They are printed;
nothing depends on them."""
import statistics

ROUNDS = 5


def compare(what, with_it, without, at_most):
    """Both are called in turn and return operations a second. `at_most`: percent that may be lost."""
    lost = []
    for turn in range(ROUNDS):
        order = (with_it, without) if turn % 2 else (without, with_it)
        rates = {each: each() for each in order}
        lost.append(100 * (1 - rates[with_it] / rates[without]))
    found = statistics.median(lost)
    print(f"\n{what}: {found:.1f} % fewer with warifu (each turn: "
          f"{', '.join(f'{each:.1f}' for each in lost)}); target: at most {at_most} %"
          f"{'' if round(found) <= at_most else '  MISSED'}")
