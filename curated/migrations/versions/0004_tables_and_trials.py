"""What columns hold, doubtful spans, marks and notes of cells; what a table row says of a trial."""

import sqlalchemy as sa
from alembic import op

revision = "0004"
down_revision = "0001"
branch_labels = None
depends_on = None


def upgrade() -> None:
    """Adds the columns to tables, cells and trial_mentions."""
    empty = sa.text("'[]'")
    with op.batch_alter_table("tables") as batch:
        batch.add_column(sa.Column("column_kinds", sa.JSON(), nullable=False, server_default=empty))
    with op.batch_alter_table("cells") as batch:
        batch.add_column(sa.Column("span_certain", sa.Boolean(), nullable=False, server_default=sa.true()))
        for name in ("other_spans", "marks", "notes"):
            batch.add_column(sa.Column(name, sa.JSON(), nullable=False, server_default=empty))
    with op.batch_alter_table("trial_mentions") as batch:
        for name in ("drugs", "drug_roles", "cited"):
            batch.add_column(sa.Column(name, sa.JSON(), nullable=False, server_default=empty))
        for name in ("line_of_therapy", "phase", "status"):
            batch.add_column(sa.Column(name, sa.Text(), nullable=True))
