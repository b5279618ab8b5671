"""Decisions on one field of a row, with the value that it should have."""

import sqlalchemy as sa
from alembic import op

revision = "0011"
down_revision = "0009"
branch_labels = None
depends_on = None


def upgrade() -> None:
    """Makes the table anew, as its key has one column more; decisions made before are on whole rows."""
    op.rename_table("decisions", "decisions_on_rows")
    op.create_table(
        "decisions",
        sa.Column("subject", sa.Text(), nullable=False),
        sa.Column("verdict", sa.Text(), nullable=False),
        sa.Column("field", sa.Text(), nullable=False),
        sa.Column("value", sa.Text(), nullable=True),
        sa.Column("replaces", sa.Text(), nullable=True),
        sa.Column("note", sa.Text(), nullable=False),
        sa.Column("by", sa.Text(), nullable=False),
        sa.Column("at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("row_hash", sa.Text(), nullable=False),
        sa.PrimaryKeyConstraint("subject", "field", "by", "at"),
    )
    columns = 'subject, verdict, note, "by", "at", row_hash'
    op.execute(f"INSERT INTO decisions (field, {columns}) SELECT '', {columns} FROM decisions_on_rows")
    op.drop_table("decisions_on_rows")
