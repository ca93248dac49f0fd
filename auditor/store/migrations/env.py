"""Runs migrations on the connection it is handed, inside the caller's transaction."""

from alembic import context

from auditor.store.triggers import recreate_statements

connection = context.config.attributes["connection"]
context.configure(connection=connection, target_metadata=None, transactional_ddl=True)
context.run_migrations()
for statement in recreate_statements():
    connection.exec_driver_sql(statement)
