"""The start of the command `kg`; nothing is imported before an interruption is caught."""

from __future__ import annotations


def main() -> int:
    """Run ``kg``; return its exit code, 130 where it is interrupted at any time."""
    try:
        from kg import cli

        return cli.main()
    except KeyboardInterrupt:
        import sys

        print("kg: interrupted", file=sys.stderr)  # noqa: T201
        return 130


if __name__ == "__main__":
    raise SystemExit(main())
