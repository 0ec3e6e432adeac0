"""The tables of the first release."""

from alembic import op

from iopdesk.storage.all_tables import metadata

revision = "0001"
down_revision = None
branch_labels = None
depends_on = None


def upgrade() -> None:
    metadata.create_all(op.get_bind())


def downgrade() -> None:
    raise NotImplementedError("the first tables can't be taken away")
