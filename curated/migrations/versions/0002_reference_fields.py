"""Editors, supplement, place, more identifiers, remainder and confidence of references."""

import sqlalchemy as sa
from alembic import op

revision = "0002"
down_revision = "0001"
branch_labels = None
depends_on = None

_TEXTS = ("supplement", "last_page_in_full", "place", "arxiv", "isbn", "accessed", "note", "unparsed")
_HELD = {"editors": "[]", "remainder": "[]", "confidence": "{}"}


def upgrade() -> None:
    """Adds the columns; references that were there before have none of what they hold."""
    with op.batch_alter_table("references") as table:
        for name in _TEXTS:
            table.add_column(sa.Column(name, sa.Text(), nullable=True))
        for name, empty in _HELD.items():
            table.add_column(sa.Column(name, sa.JSON(), nullable=False, server_default=empty))
    with op.batch_alter_table("references") as table:
        for name in _HELD:
            table.alter_column(name, existing_type=sa.JSON(), existing_nullable=False, server_default=None)


def downgrade() -> None:
    """Datasets only go forward; keep a copy to go back."""
    raise NotImplementedError("datasets are not migrated backwards")
