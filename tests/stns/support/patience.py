# SPDX-License-Identifier: MIT
"""Waiting for what happens by itself, and is not announced."""
import time

SECONDS = 60  # far longer than anything here is kept; only what never comes takes it


def until(ask, wanted):
    """Asks again and again until `wanted` is true of the answer: all answers, that one last."""
    answers, end = [], time.monotonic() + SECONDS
    while not answers or not wanted(answers[-1]):
        assert time.monotonic() < end, f"still {answers[-1]}"
        answers.append(ask())
    return answers
