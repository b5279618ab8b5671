"""What refreshes need: more of what a registry says of a trial, changes in the order they were seen, works' changes."""

import sqlalchemy as sa
from alembic import op

revision = "0009"
down_revision = "0008"
branch_labels = None
depends_on = None


def upgrade() -> None:
    """Adds the columns and makes the tables; trials read before are marked as read with fewer fields."""
    with op.batch_alter_table("trials") as trials:
        trials.add_column(sa.Column("aliases", sa.JSON(), nullable=True))
        trials.add_column(sa.Column("start_date_type", sa.Text(), nullable=True))
        trials.add_column(sa.Column("primary_completion_date_type", sa.Text(), nullable=True))
        trials.add_column(sa.Column("completion_date_type", sa.Text(), nullable=True))
        trials.add_column(sa.Column("enrollment_type", sa.Text(), nullable=True))
        trials.add_column(sa.Column("first_posted", sa.Text(), nullable=True))
        trials.add_column(sa.Column("results_first_posted", sa.Text(), nullable=True))
        trials.add_column(sa.Column("last_known_status", sa.Text(), nullable=True))
        trials.add_column(sa.Column("status_verified", sa.Text(), nullable=True))
        trials.add_column(sa.Column("publications", sa.JSON(), nullable=True))
        trials.add_column(sa.Column("reading", sa.BigInteger(), nullable=False, server_default="1"))
        trials.add_column(sa.Column("confirmed_at", sa.DateTime(timezone=True), nullable=True))
    with op.batch_alter_table("trial_history") as history:
        history.add_column(sa.Column("kind", sa.Text(), nullable=False, server_default="change"))
        history.add_column(sa.Column("number", sa.BigInteger(), nullable=False, server_default="0"))
        history.add_column(sa.Column("refresh", sa.BigInteger(), nullable=True))
    op.create_table(
        "work_history",
        sa.Column("work_id", sa.Text(), nullable=False),
        sa.Column("field", sa.Text(), nullable=False),
        sa.Column("old", sa.Text(), nullable=True),
        sa.Column("new", sa.Text(), nullable=True),
        sa.Column("seen_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("registry_date", sa.Text(), nullable=True),
        sa.Column("response", sa.Text(), nullable=False),
        sa.Column("kind", sa.Text(), nullable=False),
        sa.Column("number", sa.BigInteger(), nullable=False),
        sa.Column("refresh", sa.BigInteger(), nullable=True),
        sa.PrimaryKeyConstraint("work_id", "field", "seen_at"),
    )
    op.create_table(
        "refreshes",
        sa.Column("number", sa.BigInteger(), nullable=False),
        sa.Column("started_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("finished_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("data_version", sa.Text(), nullable=True),
        sa.Column("trials", sa.BigInteger(), nullable=False),
        sa.Column("known", sa.BigInteger(), nullable=False),
        sa.Column("missing", sa.BigInteger(), nullable=False),
        sa.Column("works", sa.BigInteger(), nullable=False),
        sa.Column("changes", sa.BigInteger(), nullable=False),
        sa.Column("requests", sa.BigInteger(), nullable=False),
        sa.Column("remarks", sa.JSON(), nullable=False),
        sa.PrimaryKeyConstraint("number"),
    )
