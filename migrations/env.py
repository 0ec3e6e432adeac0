"""Runs the store's migrations on the connection and in the transaction that upgrade.py opened."""

from alembic import context

from iopdesk.storage.all_tables import metadata

context.configure(
    connection=context.config.attributes["connection"],
    target_metadata=metadata,
    compare_type=True,
    render_as_batch=True,
)
context.run_migrations()
