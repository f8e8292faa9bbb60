"""Files of an office to typed columns, with every fault found on the way."""

from famplan.readers.description import schema_record, schema_text
from famplan.readers.findings import Finding, Group, RegisterFindings, Total
from famplan.readers.headers import Headers, read_headers
from famplan.readers.register import Register, register
from famplan.readers.rule import FaultRule, Severity
from famplan.readers.schema import register_schema
from famplan.readers.table import RegisterTable

__all__ = [
    "FaultRule",
    "Finding",
    "Group",
    "Headers",
    "Register",
    "RegisterFindings",
    "RegisterTable",
    "Severity",
    "Total",
    "read_headers",
    "register",
    "register_schema",
    "schema_record",
    "schema_text",
]
