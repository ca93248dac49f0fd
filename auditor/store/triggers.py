"""The triggers that refuse what must not happen, declared once; migrations recreate them and a test compares.

All of the store's SQLite-specific SQL stands here and in ``engine.py``.
"""

from auditor.store.tables import IMMUTABLE, NO_NUMBER

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
    triggers["fact_body_no_delete"] = _trigger(
        "fact_body_no_delete",
        "DELETE",
        "fact_body",
        f"WHEN NOT {_TEXT_ERASED} AND NOT {_AUDIT_REMOVED}",
        "a text is removed only by an erasure with a reason, or with its whole audit",
    )
    triggers["audit_case_no_update"] = _trigger(
        "audit_case_no_update",
        "UPDATE",
        "audit_case",
        f"WHEN NOT ({_NUMBER_GOES})",
        "a case is never changed; its number goes with its last audit",
    )
    return triggers


_TEXT_ERASED = "EXISTS (SELECT 1 FROM fact WHERE kind = 'erasure' AND key = OLD.fact_id)"
_AUDIT_REMOVED = (
    "EXISTS (SELECT 1 FROM fact AS own JOIN fact AS removal ON removal.kind = 'removal' AND removal.key = own.audit_id "
    "WHERE own.id = OLD.fact_id)"
)
_AUDIT_LEFT = (
    "EXISTS (SELECT 1 FROM audit WHERE case_id = OLD.id AND id NOT IN (SELECT key FROM fact WHERE kind = 'removal'))"
)
_NUMBER_GOES = (
    f"NEW.lcs_number = '{NO_NUMBER}' || OLD.id AND NEW.id = OLD.id AND NEW.created_at = OLD.created_at "
    f"AND NOT {_AUDIT_LEFT}"
)


def _trigger(name: str, event: str, table: str, when: str, text: str) -> str:
    refuse = _REFUSE.format(text=text)
    return f"CREATE TRIGGER {name} BEFORE {event} ON {table} FOR EACH ROW {when} BEGIN {refuse} END".replace("  ", " ")


def recreate_statements() -> list[str]:
    """What a migration executes last: every trigger dropped and made anew."""
    statements = []
    for name, sql in declared_triggers().items():
        statements += [f"DROP TRIGGER IF EXISTS {name}", sql]
    return statements
