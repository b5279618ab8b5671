"""The tables of the dataset, as first published."""

import sqlalchemy as sa
from alembic import op

revision = "0001"
down_revision = None
branch_labels = None
depends_on = None


def upgrade() -> None:
    """Makes all tables in an empty database."""
    op.create_table(
        "documents",
        sa.Column("document_id", sa.Text(), nullable=False),
        sa.Column("sha256", sa.Text(), nullable=False),
        sa.Column("name", sa.Text(), nullable=False),
        sa.Column("format", sa.Text(), nullable=False),
        sa.Column("title", sa.Text(), nullable=True),
        sa.Column("doi", sa.Text(), nullable=True),
        sa.Column("pages", sa.BigInteger(), nullable=True),
        sa.Column("reader", sa.Text(), nullable=False),
        sa.Column("reader_version", sa.Text(), nullable=False),
        sa.Column("ordinal", sa.BigInteger(), nullable=False),
        sa.PrimaryKeyConstraint("document_id"),
    )
    op.create_table(
        "texts",
        sa.Column("document_id", sa.Text(), sa.ForeignKey("documents.document_id", ondelete="CASCADE"), nullable=False),
        sa.Column("text", sa.Text(), nullable=False),
        sa.Column("ordinal", sa.BigInteger(), nullable=False),
        sa.PrimaryKeyConstraint("document_id"),
    )
    op.create_table(
        "sections",
        sa.Column("section_id", sa.Text(), nullable=False),
        sa.Column("document_id", sa.Text(), sa.ForeignKey("documents.document_id", ondelete="CASCADE"), nullable=False),
        sa.Column("level", sa.BigInteger(), nullable=False),
        sa.Column("heading", sa.Text(), nullable=False),
        sa.Column("ordinal", sa.BigInteger(), nullable=False),
        sa.PrimaryKeyConstraint("section_id"),
    )
    op.create_index("ix_sections_document_id", "sections", ["document_id"])
    op.create_table(
        "references",
        sa.Column("reference_id", sa.Text(), nullable=False),
        sa.Column("document_id", sa.Text(), sa.ForeignKey("documents.document_id", ondelete="CASCADE"), nullable=False),
        sa.Column("number", sa.BigInteger(), nullable=True),
        sa.Column("raw", sa.Text(), nullable=False),
        sa.Column("type", sa.Text(), nullable=False),
        sa.Column("authors", sa.JSON(), nullable=False),
        sa.Column("group_author", sa.JSON(), nullable=False),
        sa.Column("et_al", sa.Boolean(), nullable=False),
        sa.Column("title", sa.Text(), nullable=True),
        sa.Column("container_title", sa.Text(), nullable=True),
        sa.Column("year", sa.BigInteger(), nullable=True),
        sa.Column("volume", sa.Text(), nullable=True),
        sa.Column("issue", sa.Text(), nullable=True),
        sa.Column("first_page", sa.Text(), nullable=True),
        sa.Column("last_page", sa.Text(), nullable=True),
        sa.Column("article_number", sa.Text(), nullable=True),
        sa.Column("publisher", sa.Text(), nullable=True),
        sa.Column("doi", sa.Text(), nullable=True),
        sa.Column("pmid", sa.Text(), nullable=True),
        sa.Column("pmcid", sa.Text(), nullable=True),
        sa.Column("url", sa.Text(), nullable=True),
        sa.Column("ordinal", sa.BigInteger(), nullable=False),
        sa.PrimaryKeyConstraint("reference_id"),
    )
    op.create_index("ix_references_document_id", "references", ["document_id"])
    op.create_table(
        "works",
        sa.Column("work_id", sa.Text(), nullable=False),
        sa.Column("registry", sa.Text(), nullable=False),
        sa.Column("doi", sa.Text(), nullable=True),
        sa.Column("pmid", sa.Text(), nullable=True),
        sa.Column("pmcid", sa.Text(), nullable=True),
        sa.Column("type", sa.Text(), nullable=True),
        sa.Column("title", sa.Text(), nullable=True),
        sa.Column("container_title", sa.Text(), nullable=True),
        sa.Column("container_title_short", sa.Text(), nullable=True),
        sa.Column("year", sa.BigInteger(), nullable=True),
        sa.Column("volume", sa.Text(), nullable=True),
        sa.Column("issue", sa.Text(), nullable=True),
        sa.Column("first_page", sa.Text(), nullable=True),
        sa.Column("last_page", sa.Text(), nullable=True),
        sa.Column("article_number", sa.Text(), nullable=True),
        sa.Column("authors", sa.JSON(), nullable=True),
        sa.Column("group_author", sa.JSON(), nullable=True),
        sa.Column("abstract", sa.Text(), nullable=True),
        sa.Column("update_status", sa.JSON(), nullable=True),
        sa.PrimaryKeyConstraint("work_id"),
    )
    op.create_table(
        "matches",
        sa.Column("reference_id", sa.Text(), sa.ForeignKey("references.reference_id", ondelete="CASCADE"), nullable=False),
        sa.Column("status", sa.Text(), nullable=False),
        sa.Column("work_id", sa.Text(), sa.ForeignKey("works.work_id"), nullable=True),
        sa.Column("score", sa.Double(), nullable=True),
        sa.Column("reasons", sa.JSON(), nullable=False),
        sa.Column("document_id", sa.Text(), sa.ForeignKey("documents.document_id", ondelete="CASCADE"), nullable=False),
        sa.Column("ordinal", sa.BigInteger(), nullable=False),
        sa.PrimaryKeyConstraint("reference_id"),
    )
    op.create_index("ix_matches_document_id", "matches", ["document_id"])
    op.create_index("ix_matches_work_id", "matches", ["work_id"])
    op.create_table(
        "tables",
        sa.Column("table_id", sa.Text(), nullable=False),
        sa.Column("document_id", sa.Text(), sa.ForeignKey("documents.document_id", ondelete="CASCADE"), nullable=False),
        sa.Column("label", sa.Text(), nullable=True),
        sa.Column("caption", sa.Text(), nullable=True),
        sa.Column("notes", sa.JSON(), nullable=False),
        sa.Column("n_rows", sa.BigInteger(), nullable=False),
        sa.Column("n_columns", sa.BigInteger(), nullable=False),
        sa.Column("ordinal", sa.BigInteger(), nullable=False),
        sa.PrimaryKeyConstraint("table_id"),
    )
    op.create_index("ix_tables_document_id", "tables", ["document_id"])
    op.create_table(
        "cells",
        sa.Column("table_id", sa.Text(), sa.ForeignKey("tables.table_id", ondelete="CASCADE"), nullable=False),
        sa.Column("row", sa.BigInteger(), nullable=False),
        sa.Column("column", sa.BigInteger(), nullable=False),
        sa.Column("row_span", sa.BigInteger(), nullable=False),
        sa.Column("column_span", sa.BigInteger(), nullable=False),
        sa.Column("is_header", sa.Boolean(), nullable=False),
        sa.Column("text", sa.Text(), nullable=True),
        sa.Column("filled_down", sa.Boolean(), nullable=False),
        sa.Column("document_id", sa.Text(), sa.ForeignKey("documents.document_id", ondelete="CASCADE"), nullable=False),
        sa.Column("ordinal", sa.BigInteger(), nullable=False),
        sa.PrimaryKeyConstraint("table_id", "row", "column"),
    )
    op.create_index("ix_cells_document_id", "cells", ["document_id"])
    op.create_table(
        "claims",
        sa.Column("claim_id", sa.Text(), nullable=False),
        sa.Column("document_id", sa.Text(), sa.ForeignKey("documents.document_id", ondelete="CASCADE"), nullable=False),
        sa.Column("section_id", sa.Text(), sa.ForeignKey("sections.section_id"), nullable=True),
        sa.Column("table_id", sa.Text(), sa.ForeignKey("tables.table_id"), nullable=True),
        sa.Column("row", sa.BigInteger(), nullable=True),
        sa.Column("kind", sa.Text(), nullable=False),
        sa.Column("text", sa.Text(), nullable=False),
        sa.Column("polarity", sa.Text(), nullable=True),
        sa.Column("hedged", sa.Boolean(), nullable=True),
        sa.Column("entities", sa.JSON(), nullable=False),
        sa.Column("ordinal", sa.BigInteger(), nullable=False),
        sa.PrimaryKeyConstraint("claim_id"),
    )
    op.create_index("ix_claims_document_id", "claims", ["document_id"])
    op.create_index("ix_claims_section_id", "claims", ["section_id"])
    op.create_index("ix_claims_table_id", "claims", ["table_id"])
    op.create_table(
        "outcomes",
        sa.Column("outcome_id", sa.Text(), nullable=False),
        sa.Column("claim_id", sa.Text(), sa.ForeignKey("claims.claim_id", ondelete="CASCADE"), nullable=False),
        sa.Column("measure", sa.Text(), nullable=False),
        sa.Column("statistic", sa.Text(), nullable=True),
        sa.Column("value", sa.Double(), nullable=False),
        sa.Column("low", sa.Double(), nullable=True),
        sa.Column("high", sa.Double(), nullable=True),
        sa.Column("unit", sa.Text(), nullable=True),
        sa.Column("timepoint", sa.Text(), nullable=True),
        sa.Column("arm", sa.Text(), nullable=True),
        sa.Column("document_id", sa.Text(), sa.ForeignKey("documents.document_id", ondelete="CASCADE"), nullable=False),
        sa.Column("ordinal", sa.BigInteger(), nullable=False),
        sa.PrimaryKeyConstraint("outcome_id"),
    )
    op.create_index("ix_outcomes_claim_id", "outcomes", ["claim_id"])
    op.create_index("ix_outcomes_document_id", "outcomes", ["document_id"])
    op.create_table(
        "citations",
        sa.Column("citation_id", sa.Text(), nullable=False),
        sa.Column("document_id", sa.Text(), sa.ForeignKey("documents.document_id", ondelete="CASCADE"), nullable=False),
        sa.Column("claim_id", sa.Text(), sa.ForeignKey("claims.claim_id"), nullable=True),
        sa.Column("marker", sa.Text(), nullable=False),
        sa.Column("cited", sa.Text(), nullable=False),
        sa.Column("reference_id", sa.Text(), sa.ForeignKey("references.reference_id"), nullable=True),
        sa.Column("ordinal", sa.BigInteger(), nullable=False),
        sa.PrimaryKeyConstraint("citation_id"),
    )
    op.create_index("ix_citations_claim_id", "citations", ["claim_id"])
    op.create_index("ix_citations_document_id", "citations", ["document_id"])
    op.create_index("ix_citations_reference_id", "citations", ["reference_id"])
    op.create_table(
        "trials",
        sa.Column("trial_id", sa.Text(), nullable=False),
        sa.Column("canonical_id", sa.Text(), nullable=False),
        sa.Column("registry", sa.Text(), nullable=False),
        sa.Column("brief_title", sa.Text(), nullable=True),
        sa.Column("official_title", sa.Text(), nullable=True),
        sa.Column("overall_status", sa.Text(), nullable=True),
        sa.Column("phases", sa.JSON(), nullable=True),
        sa.Column("enrollment", sa.BigInteger(), nullable=True),
        sa.Column("arms", sa.JSON(), nullable=True),
        sa.Column("interventions", sa.JSON(), nullable=True),
        sa.Column("conditions", sa.JSON(), nullable=True),
        sa.Column("start_date", sa.Text(), nullable=True),
        sa.Column("primary_completion_date", sa.Text(), nullable=True),
        sa.Column("completion_date", sa.Text(), nullable=True),
        sa.Column("has_results", sa.Boolean(), nullable=True),
        sa.Column("why_stopped", sa.Text(), nullable=True),
        sa.Column("last_update_posted", sa.Text(), nullable=True),
        sa.PrimaryKeyConstraint("trial_id"),
    )
    op.create_table(
        "trial_mentions",
        sa.Column("mention_id", sa.Text(), nullable=False),
        sa.Column("document_id", sa.Text(), sa.ForeignKey("documents.document_id", ondelete="CASCADE"), nullable=False),
        sa.Column("registry", sa.Text(), nullable=False),
        sa.Column("trial_id", sa.Text(), nullable=False),
        sa.Column("claim_id", sa.Text(), sa.ForeignKey("claims.claim_id"), nullable=True),
        sa.Column("table_id", sa.Text(), sa.ForeignKey("tables.table_id"), nullable=True),
        sa.Column("row", sa.BigInteger(), nullable=True),
        sa.Column("reference_id", sa.Text(), sa.ForeignKey("references.reference_id"), nullable=True),
        sa.Column("fields", sa.JSON(), nullable=False),
        sa.Column("ordinal", sa.BigInteger(), nullable=False),
        sa.PrimaryKeyConstraint("mention_id"),
    )
    op.create_index("ix_trial_mentions_claim_id", "trial_mentions", ["claim_id"])
    op.create_index("ix_trial_mentions_document_id", "trial_mentions", ["document_id"])
    op.create_index("ix_trial_mentions_reference_id", "trial_mentions", ["reference_id"])
    op.create_index("ix_trial_mentions_table_id", "trial_mentions", ["table_id"])
    op.create_table(
        "trial_history",
        sa.Column("trial_id", sa.Text(), nullable=False),
        sa.Column("field", sa.Text(), nullable=False),
        sa.Column("old", sa.Text(), nullable=True),
        sa.Column("new", sa.Text(), nullable=True),
        sa.Column("seen_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("registry_date", sa.Text(), nullable=True),
        sa.Column("response", sa.Text(), nullable=False),
        sa.PrimaryKeyConstraint("trial_id", "field", "seen_at"),
    )
    op.create_table(
        "links",
        sa.Column("link_id", sa.Text(), nullable=False),
        sa.Column("claim_id", sa.Text(), sa.ForeignKey("claims.claim_id", ondelete="CASCADE"), nullable=False),
        sa.Column("reference_id", sa.Text(), sa.ForeignKey("references.reference_id", ondelete="CASCADE"), nullable=False),
        sa.Column("resolution", sa.Text(), nullable=False),
        sa.Column("update_status", sa.JSON(), nullable=False),
        sa.Column("identity", sa.Text(), nullable=False),
        sa.Column("support", sa.Text(), nullable=False),
        sa.Column("depth", sa.Text(), nullable=True),
        sa.Column("evidence", sa.JSON(), nullable=False),
        sa.Column("score", sa.Double(), nullable=True),
        sa.Column("document_id", sa.Text(), sa.ForeignKey("documents.document_id", ondelete="CASCADE"), nullable=False),
        sa.Column("ordinal", sa.BigInteger(), nullable=False),
        sa.PrimaryKeyConstraint("link_id"),
    )
    op.create_index("ix_links_claim_id", "links", ["claim_id"])
    op.create_index("ix_links_document_id", "links", ["document_id"])
    op.create_index("ix_links_reference_id", "links", ["reference_id"])
    op.create_table(
        "findings",
        sa.Column("finding_id", sa.Text(), nullable=False),
        sa.Column("document_id", sa.Text(), sa.ForeignKey("documents.document_id", ondelete="CASCADE"), nullable=False),
        sa.Column("rule", sa.Text(), nullable=False),
        sa.Column("severity", sa.Text(), nullable=False),
        sa.Column("subject", sa.Text(), nullable=False),
        sa.Column("message", sa.Text(), nullable=False),
        sa.Column("evidence", sa.JSON(), nullable=False),
        sa.Column("ordinal", sa.BigInteger(), nullable=False),
        sa.PrimaryKeyConstraint("finding_id"),
    )
    op.create_index("ix_findings_document_id", "findings", ["document_id"])
    op.create_table(
        "decisions",
        sa.Column("subject", sa.Text(), nullable=False),
        sa.Column("verdict", sa.Text(), nullable=False),
        sa.Column("note", sa.Text(), nullable=False),
        sa.Column("by", sa.Text(), nullable=False),
        sa.Column("at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("row_hash", sa.Text(), nullable=False),
        sa.PrimaryKeyConstraint("subject", "by", "at"),
    )
    op.create_table(
        "responses",
        sa.Column("sha256", sa.Text(), nullable=False),
        sa.Column("registry", sa.Text(), nullable=False),
        sa.Column("url", sa.Text(), nullable=False),
        sa.Column("status", sa.BigInteger(), nullable=False),
        sa.Column("retrieved_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("url_sha256", sa.Text(), nullable=False),
        sa.PrimaryKeyConstraint("sha256", "url_sha256"),
    )
    op.create_table(
        "failures",
        sa.Column("failure_id", sa.Text(), nullable=False),
        sa.Column("document_id", sa.Text(), nullable=True),
        sa.Column("stage", sa.Text(), nullable=False),
        sa.Column("subject", sa.Text(), nullable=False),
        sa.Column("cause", sa.Text(), nullable=False),
        sa.Column("advice", sa.Text(), nullable=False),
        sa.Column("ordinal", sa.BigInteger(), nullable=False),
        sa.PrimaryKeyConstraint("failure_id"),
    )
    op.create_index("ix_failures_document_id", "failures", ["document_id"])
    op.create_table(
        "provenance",
        sa.Column("table_name", sa.Text(), nullable=False),
        sa.Column("row_id", sa.Text(), nullable=False),
        sa.Column("field", sa.Text(), nullable=False),
        sa.Column("source", sa.Text(), nullable=False),
        sa.Column("steps", sa.Text(), nullable=False),
        sa.Column("document_id", sa.Text(), sa.ForeignKey("documents.document_id", ondelete="CASCADE"), nullable=True),
        sa.PrimaryKeyConstraint("table_name", "row_id", "field"),
    )
    op.create_index("ix_provenance_document_id", "provenance", ["document_id"])
    op.create_table(
        "bodies",
        sa.Column("sha256", sa.Text(), nullable=False),
        sa.Column("body", sa.LargeBinary(), nullable=False),
        sa.PrimaryKeyConstraint("sha256"),
    )


def downgrade() -> None:
    """Datasets only go forward; keep a copy to go back."""
    raise NotImplementedError("datasets are not migrated backwards")
