"""The triggers that refuse what must not happen, declared once; migrations recreate them and a test compares.

All of the store's SQLite-specific SQL stands here and in ``engine.py``.
"""

from auditor.store.tables import IMMUTABLE

_REFUSE = "SELECT RAISE(ABORT, '{text}');"


def declared_triggers() -> dict[str, str]:
    """Every trigger by name, as the SQL that creates it."""
    triggers = {}
    for table in IMMUTABLE:
        for event in ("UPDATE", "DELETE"):
            text = f"what is recorded in {table} is never changed or removed"
            triggers[f"{table}_no_{event.lower()}"] = _trigger(f"{table}_no_{event.lower()}", event, table, "", text)
    triggers["fact_body_no_update"] = _trigger(
        "fact_body_no_update", "UPDATE", "fact_body", "", "what a fact says is never changed"
    )
    permitted = "WHEN NOT EXISTS (SELECT 1 FROM fact WHERE kind = 'erasure' AND key = OLD.fact_id)"
    triggers["fact_body_no_delete"] = _trigger(
        "fact_body_no_delete", "DELETE", "fact_body", permitted, "a text is removed only by an erasure with a reason"
    )
    return triggers


def _trigger(name: str, event: str, table: str, when: str, text: str) -> str:
    refuse = _REFUSE.format(text=text)
    return f"CREATE TRIGGER {name} BEFORE {event} ON {table} FOR EACH ROW {when} BEGIN {refuse} END".replace("  ", " ")


def recreate_statements() -> list[str]:
    """What a migration executes last: every trigger dropped and made anew."""
    statements = []
    for name, sql in declared_triggers().items():
        statements += [f"DROP TRIGGER IF EXISTS {name}", sql]
    return statements
