"""The abbreviations that documents define."""

import sqlalchemy as sa
from alembic import op

revision = "0005"
down_revision = "0004"
branch_labels = None
depends_on = None


def upgrade() -> None:
    """Makes their table."""
    op.create_table(
        "abbreviations",
        sa.Column("abbreviation_id", sa.Text(), nullable=False),
        sa.Column("document_id", sa.Text(), sa.ForeignKey("documents.document_id", ondelete="CASCADE"), nullable=False),
        sa.Column("table_id", sa.Text(), sa.ForeignKey("tables.table_id"), nullable=True),
        sa.Column("short_form", sa.Text(), nullable=False),
        sa.Column("long_form", sa.Text(), nullable=False),
        sa.Column("defined_in", sa.Text(), nullable=False),
        sa.Column("uses", sa.BigInteger(), nullable=False),
        sa.Column("ordinal", sa.BigInteger(), nullable=False),
        sa.PrimaryKeyConstraint("abbreviation_id"),
    )
    op.create_index("ix_abbreviations_document_id", "abbreviations", ["document_id"])
    op.create_index("ix_abbreviations_table_id", "abbreviations", ["table_id"])
