"""``famplan schema`` prints what a register may hold."""

from __future__ import annotations

import json

from typer.testing import CliRunner

from famplan.cli.app import app
from famplan.readers import register_schema, schema_record, schema_text

runner = CliRunner()


def printed(*arguments: str) -> str:
    """Run a command that must succeed and return what it prints."""
    result = runner.invoke(app, arguments, catch_exceptions=False)
    assert result.exit_code == 0, result.output
    return result.stdout


def test_schema_prints_the_tables_that_are_asked_for() -> None:
    """All unless some are named."""
    assert printed("schema") == f"{schema_text()}\n"
    assert printed("schema", "births", "deaths") == f"{schema_text('births', 'deaths')}\n"


def test_schema_as_json_is_the_record() -> None:
    """Programs get the version, every table and every list of words."""
    found = json.loads(printed("schema", "--format", "json"))
    assert found == schema_record()
    assert len(found["tables"]) == len(register_schema().tables)
