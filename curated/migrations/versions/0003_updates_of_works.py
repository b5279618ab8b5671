"""What happened to works, with its notices, and the trial numbers that PubMed gives for a paper."""

import sqlalchemy as sa
from alembic import op

revision = "0003"
down_revision = "0002"
branch_labels = None
depends_on = None


def upgrade() -> None:
    """Adds the columns to the works."""
    with op.batch_alter_table("works") as works:
        works.add_column(sa.Column("updates", sa.JSON(), nullable=True))
        works.add_column(sa.Column("trial_numbers", sa.JSON(), nullable=True))
