"""Entities, and what claims say as typed rows: statuses of drugs, regimens, mechanisms, statements; more of outcomes."""

import sqlalchemy as sa
from alembic import op

revision = "0006"
down_revision = "0005"
branch_labels = None
depends_on = None


def upgrade() -> None:
    """Makes the tables and adds the columns; claims and outcomes read before say nothing in them."""
    with op.batch_alter_table("claims") as claims:
        claims.add_column(sa.Column("section_path", sa.JSON(), nullable=False, server_default="[]"))
        claims.add_column(sa.Column("part", sa.BigInteger(), nullable=True))
        claims.add_column(sa.Column("sentence", sa.Text(), nullable=True))
        claims.add_column(sa.Column("hedge", sa.Text(), nullable=True))
        claims.add_column(sa.Column("negated", sa.Boolean(), nullable=True))
        claims.add_column(sa.Column("negation", sa.Text(), nullable=True))
        claims.add_column(sa.Column("population", sa.JSON(), nullable=False, server_default="[]"))
        claims.add_column(sa.Column("species", sa.Text(), nullable=True))
        claims.add_column(sa.Column("design", sa.Text(), nullable=True))
        claims.add_column(sa.Column("phase", sa.Text(), nullable=True))
    with op.batch_alter_table("outcomes") as outcomes:
        outcomes.add_column(sa.Column("endpoint", sa.Text(), nullable=True))
        outcomes.add_column(sa.Column("combined_with", sa.JSON(), nullable=False, server_default="[]"))
        outcomes.add_column(sa.Column("comparator", sa.Text(), nullable=True))
        outcomes.add_column(sa.Column("p", sa.Text(), nullable=True))
        outcomes.add_column(sa.Column("n", sa.BigInteger(), nullable=True))
        outcomes.add_column(sa.Column("total", sa.BigInteger(), nullable=True))
        outcomes.add_column(sa.Column("unattributed", sa.JSON(), nullable=False, server_default="[]"))
        outcomes.alter_column("value", existing_type=sa.Double(), nullable=True)
    op.create_table(
        "entities",
        sa.Column("entity_id", sa.Text(), nullable=False),
        sa.Column("document_id", sa.Text(), sa.ForeignKey("documents.document_id", ondelete="CASCADE"), nullable=False),
        sa.Column("claim_id", sa.Text(), sa.ForeignKey("claims.claim_id"), nullable=True),
        sa.Column("kind", sa.Text(), nullable=False),
        sa.Column("text", sa.Text(), nullable=False),
        sa.Column("name", sa.Text(), nullable=False),
        sa.Column("vocabulary", sa.Text(), nullable=False),
        sa.Column("vocabulary_version", sa.Text(), nullable=False),
        sa.Column("identifier", sa.Text(), nullable=True),
        sa.Column("how", sa.Text(), nullable=False),
        sa.Column("ordinal", sa.BigInteger(), nullable=False),
        sa.PrimaryKeyConstraint("entity_id"),
    )
    op.create_index("ix_entities_claim_id", "entities", ["claim_id"])
    op.create_index("ix_entities_document_id", "entities", ["document_id"])
    op.create_table(
        "drug_statuses",
        sa.Column("status_id", sa.Text(), nullable=False),
        sa.Column("claim_id", sa.Text(), sa.ForeignKey("claims.claim_id", ondelete="CASCADE"), nullable=False),
        sa.Column("drug", sa.Text(), nullable=False),
        sa.Column("target", sa.Text(), nullable=True),
        sa.Column("status", sa.Text(), nullable=False),
        sa.Column("agency", sa.Text(), nullable=True),
        sa.Column("year", sa.BigInteger(), nullable=True),
        sa.Column("setting", sa.Text(), nullable=True),
        sa.Column("combination", sa.Text(), nullable=True),
        sa.Column("unattributed", sa.JSON(), nullable=False),
        sa.Column("document_id", sa.Text(), sa.ForeignKey("documents.document_id", ondelete="CASCADE"), nullable=False),
        sa.Column("ordinal", sa.BigInteger(), nullable=False),
        sa.PrimaryKeyConstraint("status_id"),
    )
    op.create_index("ix_drug_statuses_claim_id", "drug_statuses", ["claim_id"])
    op.create_index("ix_drug_statuses_document_id", "drug_statuses", ["document_id"])
    op.create_table(
        "regimens",
        sa.Column("regimen_id", sa.Text(), nullable=False),
        sa.Column("claim_id", sa.Text(), sa.ForeignKey("claims.claim_id", ondelete="CASCADE"), nullable=False),
        sa.Column("regimen", sa.Text(), nullable=False),
        sa.Column("drugs", sa.JSON(), nullable=False),
        sa.Column("classes", sa.JSON(), nullable=False),
        sa.Column("targets", sa.JSON(), nullable=False),
        sa.Column("procedures", sa.JSON(), nullable=False),
        sa.Column("comparator", sa.Text(), nullable=True),
        sa.Column("line", sa.Text(), nullable=True),
        sa.Column("population", sa.Text(), nullable=True),
        sa.Column("trial", sa.Text(), nullable=True),
        sa.Column("status", sa.Text(), nullable=True),
        sa.Column("mechanism", sa.Text(), nullable=True),
        sa.Column("outcome", sa.Text(), nullable=True),
        sa.Column("unattributed", sa.JSON(), nullable=False),
        sa.Column("document_id", sa.Text(), sa.ForeignKey("documents.document_id", ondelete="CASCADE"), nullable=False),
        sa.Column("ordinal", sa.BigInteger(), nullable=False),
        sa.PrimaryKeyConstraint("regimen_id"),
    )
    op.create_index("ix_regimens_claim_id", "regimens", ["claim_id"])
    op.create_index("ix_regimens_document_id", "regimens", ["document_id"])
    op.create_table(
        "mechanisms",
        sa.Column("mechanism_id", sa.Text(), nullable=False),
        sa.Column("claim_id", sa.Text(), sa.ForeignKey("claims.claim_id", ondelete="CASCADE"), nullable=False),
        sa.Column("agent", sa.Text(), nullable=False),
        sa.Column("relation", sa.Text(), nullable=False),
        sa.Column("object", sa.Text(), nullable=False),
        sa.Column("location", sa.Text(), nullable=True),
        sa.Column("effect", sa.Text(), nullable=True),
        sa.Column("direction", sa.Text(), nullable=True),
        sa.Column("category", sa.Text(), nullable=True),
        sa.Column("negated", sa.Boolean(), nullable=False),
        sa.Column("document_id", sa.Text(), sa.ForeignKey("documents.document_id", ondelete="CASCADE"), nullable=False),
        sa.Column("ordinal", sa.BigInteger(), nullable=False),
        sa.PrimaryKeyConstraint("mechanism_id"),
    )
    op.create_index("ix_mechanisms_claim_id", "mechanisms", ["claim_id"])
    op.create_index("ix_mechanisms_document_id", "mechanisms", ["document_id"])
    op.create_table(
        "statements",
        sa.Column("statement_id", sa.Text(), nullable=False),
        sa.Column("claim_id", sa.Text(), sa.ForeignKey("claims.claim_id", ondelete="CASCADE"), nullable=False),
        sa.Column("kind", sa.Text(), nullable=False),
        sa.Column("text", sa.Text(), nullable=False),
        sa.Column("subject", sa.Text(), nullable=True),
        sa.Column("value", sa.Double(), nullable=True),
        sa.Column("unit", sa.Text(), nullable=True),
        sa.Column("document_id", sa.Text(), sa.ForeignKey("documents.document_id", ondelete="CASCADE"), nullable=False),
        sa.Column("ordinal", sa.BigInteger(), nullable=False),
        sa.PrimaryKeyConstraint("statement_id"),
    )
    op.create_index("ix_statements_claim_id", "statements", ["claim_id"])
    op.create_index("ix_statements_document_id", "statements", ["document_id"])
