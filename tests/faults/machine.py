"""Any order of changes in two windows, with undo, deaths, torn lines, folding and opening again, against a
plain model: ``tests.annotations.test_store_machine``, run for long."""

from __future__ import annotations

from pathlib import Path

from hypothesis import HealthCheck, settings
from hypothesis.stateful import run_state_machine_as_test

from tests.annotations.test_store_machine import Annotating
from tests.faults.outcome import Outcome

RUNS = {"quick": 10, "full": 1000}
STEPS = {"quick": 20, "full": 50}


def run(root: Path, size: str) -> Outcome:
    """Run the machine so many times; the first failure is made as small as can be and told."""
    outcome = Outcome()
    wanted = settings(
        max_examples=RUNS[size],
        stateful_step_count=STEPS[size],
        deadline=None,
        database=None,
        suppress_health_check=list(HealthCheck),
    )
    try:
        run_state_machine_as_test(Annotating, settings=wanted)
    except Exception as error:
        notes = "\n".join(getattr(error, "__notes__", ()))
        outcome.wrong.append(f"{type(error).__name__}: {error}\n{notes}")
    outcome.count("runs", RUNS[size])
    outcome.count("steps each, at most", STEPS[size])
    return outcome
