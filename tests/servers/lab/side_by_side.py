# SPDX-License-Identifier: MIT
"""Figures: what a server does in a second with warifu and without, in turn in one run. They are printed;
nothing depends on them."""
import statistics

ROUNDS = 11


def compare(what, with_it, without, at_most):
    """Both are called in turn and return operations a second. `at_most`: percent that may be lost."""
    lost = []
    for turn in range(ROUNDS):
        order = (with_it, without) if turn % 2 else (without, with_it)
        rates = {each: each() for each in order}
        lost.append(100 * (1 - rates[with_it] / rates[without]))
    low, middle, high = statistics.quantiles(lost)
    print(f"\n{what}: {middle:.1f} % fewer with warifu (half of {ROUNDS} turns: {low:.1f} to {high:.1f}); "
          f"target: at most {at_most} %, {judged(low, middle, at_most)}")


def judged(low, middle, at_most):
    if round(middle) <= at_most:
        return "met"
    return "missed" if round(low) > at_most else "not told from noise"
