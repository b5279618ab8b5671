"""Progress of a flow in the log of its run."""

from prefect import get_run_logger

from flows.steps import Tell


def run_log() -> Tell:
    """Tells progress to the log of the flow or task that runs; to be called inside it."""
    logger = get_run_logger()

    def tell(what: str, done: int, total: int) -> None:
        logger.info("%s %d/%d", what, done, total)

    return tell
