"""The audit's evidence: sentences of cited items, attributes that agree or differ; what a finding asks a person to look at."""

import sqlalchemy as sa
from alembic import op

revision = "0007"
down_revision = "0006"
branch_labels = None
depends_on = None


def upgrade() -> None:
    """Makes the tables and adds the columns; links and findings made before have nothing in them until the next audit."""
    with op.batch_alter_table("links") as links:
        links.add_column(sa.Column("cause", sa.Text(), nullable=False, server_default=""))
    with op.batch_alter_table("findings") as findings:
        findings.add_column(sa.Column("look_at", sa.Text(), nullable=False, server_default=""))
        findings.add_column(sa.Column("confidence", sa.Text(), nullable=False, server_default="certain"))
    op.create_table(
        "evidence",
        sa.Column("evidence_id", sa.Text(), nullable=False),
        sa.Column("link_id", sa.Text(), sa.ForeignKey("links.link_id", ondelete="CASCADE"), nullable=False),
        sa.Column("rank", sa.BigInteger(), nullable=False),
        sa.Column("depth", sa.Text(), nullable=False),
        sa.Column("text", sa.Text(), nullable=False),
        sa.Column("start", sa.BigInteger(), nullable=False),
        sa.Column("end", sa.BigInteger(), nullable=False),
        sa.Column("score", sa.Double(), nullable=False),
        sa.Column("matched", sa.JSON(), nullable=False),
        sa.Column("document_id", sa.Text(), sa.ForeignKey("documents.document_id", ondelete="CASCADE"), nullable=False),
        sa.Column("ordinal", sa.BigInteger(), nullable=False),
        sa.PrimaryKeyConstraint("evidence_id"),
    )
    op.create_index("ix_evidence_link_id", "evidence", ["link_id"])
    op.create_index("ix_evidence_document_id", "evidence", ["document_id"])
    op.create_table(
        "agreements",
        sa.Column("link_id", sa.Text(), sa.ForeignKey("links.link_id", ondelete="CASCADE"), nullable=False),
        sa.Column("attribute", sa.Text(), nullable=False),
        sa.Column("verdict", sa.Text(), nullable=False),
        sa.Column("claimed", sa.Text(), nullable=True),
        sa.Column("found", sa.Text(), nullable=True),
        sa.Column("reason", sa.Text(), nullable=False),
        sa.Column("document_id", sa.Text(), sa.ForeignKey("documents.document_id", ondelete="CASCADE"), nullable=False),
        sa.Column("ordinal", sa.BigInteger(), nullable=False),
        sa.PrimaryKeyConstraint("link_id", "attribute"),
    )
    op.create_index("ix_agreements_document_id", "agreements", ["document_id"])
