"""Good files of our own writing: no rule has anything to say about them, at any level."""

CONTEXT = """\
# Release notes for 2.4

## Part 1: Specification (Required)

Write `docs/releases/2.4.md`: one line for each pull request merged since tag `v2.3`, grouped by area.
Readers are operators who decide whether to upgrade this week.

## Part 2: Constraints (Required)

- Time budget: 2 hours
- Do not edit `CHANGELOG.md`; the release script owns it and overwrites what it finds.
- Name no customer.

## Part 3: Success Criteria (Required)

- `make docs` exits 0
- 12 to 40 lines, each with the number of its pull request
- [ ] Every breaking change names the setting to change

## Part 4: Feedback Loop (Required)

### Failure signals

- A line repeats the title of its pull request word for word.

### Validation

Run `make docs`, then follow three links by hand.

### Escalation

If two pull requests contradict each other, stop and ask the release manager.
"""

CLAUDE = """\
# Harbour

Booking of berths for marinas. Python 3.12, one service, PostgreSQL.

## Commands

- Test: `make test`
- Lint: `make lint`

```bash
make test
```

## Rules

- Never write to the `ledger` table outside `harbour/ledger.py`: the nightly audit compares both and fails.
- IMPORTANT: run migrations in order, otherwise bookings lose their invoices.

## Done

`make lint` and `make test` exit 0. If one fails twice for the same reason, stop and say so.
"""

GLOSSARY = """\
# Harbour

## Language

**Berth**: a place in the water for one boat.
_Avoid_: slot, parking

**Booking**: the right to use a berth for a range of nights.
_Avoid_: reservation

**Season**: the months in which prices are doubled.
_Avoid_: summer
"""

FILES = {"CONTEXT.md": CONTEXT, "CLAUDE.md": CLAUDE, "docs/CONTEXT.md": GLOSSARY}
