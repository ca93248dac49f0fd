"""One audit, from its start to its end: examined, recorded, moved on, closed, audited again."""
