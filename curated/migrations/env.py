"""Alembic's environment: migrates over the connection that ``curated.store_opening`` hands in, in its transaction."""

from alembic import context

from curated.store_schema import METADATA, VERSION_TABLE


def migrate() -> None:
    """Runs the migrations that are asked for.

    :raises RuntimeError: where no connection is handed in; datasets are migrated by opening them.
    """
    connection = context.config.attributes.get("connection")
    if connection is None:
        raise RuntimeError("open the dataset with curated.store.Store.open: that migrates it")
    context.configure(connection=connection, target_metadata=METADATA, version_table=VERSION_TABLE)
    with context.begin_transaction():
        context.run_migrations()


if __name__ == "env_py":  # the name under which Alembic runs this file; merely importing it migrates nothing
    migrate()
