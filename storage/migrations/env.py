"""Alembic's entry: the connection comes from storage.schema, for either database."""

from alembic import context
from sqlmodel import SQLModel

from storage import tables as _tables  # noqa: F401 - declares them all

connection = context.config.attributes["connection"]
context.configure(
    connection=connection,
    target_metadata=SQLModel.metadata,
    render_as_batch=True,
    compare_type=True,
    compare_server_default=True,
)
with context.begin_transaction():
    context.run_migrations()
