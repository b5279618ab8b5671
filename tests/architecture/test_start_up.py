"""What must not be imported to answer --help, and that what Prefect needs is installed in versions that work."""

import subprocess
import sys

HEAVY = ("prefect", "spacy", "pandas", "pdfplumber", "sqlalchemy", "requests", "lxml", "pyarrow")


def test_help_imports_nothing_heavy() -> None:
    code = (
        "import sys; from typer.testing import CliRunner; from flows.cli import app; "
        "result = CliRunner().invoke(app, ['--help']); assert result.exit_code == 0, result.output; "
        f"print([name for name in {HEAVY!r} if name in sys.modules])"
    )
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)
    assert done.stdout.strip() == "[]"


def test_the_prefect_server_can_be_imported() -> None:
    done = subprocess.run(
        [sys.executable, "-c", "import prefect.server.api.server"], capture_output=True, text=True, check=False
    )
    assert done.returncode == 0, done.stderr[-2000:]
