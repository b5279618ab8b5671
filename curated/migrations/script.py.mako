"""${message}."""

import sqlalchemy as sa
from alembic import op

revision = ${repr(up_revision)}
down_revision = ${repr(down_revision)}
branch_labels = ${repr(branch_labels)}
depends_on = ${repr(depends_on)}


def upgrade() -> None:
    """Brings a dataset of the revision before to this one."""
    ${upgrades if upgrades else "pass"}


def downgrade() -> None:
    """Datasets only go forward; keep a copy to go back."""
    raise NotImplementedError("datasets are not migrated backwards")
