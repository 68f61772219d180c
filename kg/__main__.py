"""Starts the command `kg`; imports are inside the function, so that an interruption during them is caught."""

from __future__ import annotations

import gc
import os


def main() -> int:
    """Run ``kg`` and return its exit code: 130 after an interruption."""
    # When numpy is imported, it starts a thread for each core, a fifth of its time; the matrices of kg are small.
    os.environ.setdefault("OPENBLAS_NUM_THREADS", "1")
    # Little of what kg makes is in cycles: looking for them after each 700 new objects takes a tenth of its time.
    gc.set_threshold(50_000)
    try:
        from kg import cli

        code = cli.main()
        # Before it ends, Python would look for cycles in all that is left: half a second after a large page.
        gc.freeze()
        return code
    except KeyboardInterrupt:
        import sys

        print("kg: stopped", file=sys.stderr)  # noqa: T201
        return 130


if __name__ == "__main__":
    raise SystemExit(main())
