"""The schema as people and programs read it leaves nothing out."""

from __future__ import annotations

import json

import pytest

from famplan.errors import DefinitionError
from famplan.readers import register, register_schema, schema_record, schema_text
from famplan.readers.description import vocabularies
from famplan.readers.schema import Kind


def test_the_record_holds_every_header_of_every_column() -> None:
    """What a header may be is read from the same file as what it means."""
    record = json.loads(json.dumps(schema_record(), ensure_ascii=False))
    found = {
        (table["table"], header)
        for table in record["tables"]
        for column in table["columns"]
        for header in (column["column"], column["zh"], *column["also"])
    }
    schema = register_schema()
    assert record["version"] == schema.version
    assert found == {
        (table.name, header)
        for table in schema.tables
        for column in table.columns
        for header in column.headers
    }


def test_the_text_names_every_column_and_header_once() -> None:
    """A line for each column, with its Chinese header."""
    lines = [line.split() for line in schema_text().splitlines() if line.startswith("  ")]
    for table in register_schema().tables:
        for column in table.columns:
            wanted = [column.name, column.zh]
            assert any(line[0].rstrip("*") == wanted[0] and wanted[1] in line[1] for line in lines)


def test_every_word_that_is_listed_is_read_as_that_word() -> None:
    """The words of a list, their Chinese names and what else stands there go through the reader."""
    schema = register_schema()
    table = schema.table("persons")
    words = vocabularies(table)["Registration"]
    texts = [(text, place) for place, word in enumerate(words) for text in _texts(word)]
    found = register(
        {
            "areas": {"area": ["1"], "level": ["county"]},
            "persons": {
                "person": [str(place) for place in range(len(texts))],
                "sex": ["female"] * len(texts),
                "birth": ["1980-01-01"] * len(texts),
                "area": ["1"] * len(texts),
                "registration": [text for text, _ in texts],
            },
        }
    )
    read = found.table("persons").array("registration").tolist()
    assert read == [place for _, place in texts]


def _texts(word: dict[str, object]) -> list[str]:
    also = word["also"]
    assert isinstance(also, list)
    return [text for text in (str(word["word"]), str(word["zh"]), *also) if text]


def test_every_list_of_words_stands_there() -> None:
    """Each column of words leads to a list that is printed."""
    schema = register_schema()
    wanted = {
        column.words
        for table in schema.tables
        for column in table.columns
        if column.kind is Kind.WORD
    }
    assert set(vocabularies(*schema.tables)) == wanted
    assert all(f"words: {name}" in schema_text() for name in wanted)


def test_a_table_that_is_none_is_named_with_those_that_are() -> None:
    """A slip of the pen gets the list."""
    with pytest.raises(DefinitionError, match="'birth' is none of areas, persons"):
        schema_text("birth")
