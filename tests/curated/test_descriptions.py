"""Every column of every table is described, so that whoever opens an export knows what they see."""

import pytest

from curated.descriptions import (
    PROVENANCE,
    Described,
    DescriptionError,
    column_description,
    described_columns,
    table_description,
)
from curated.exported_tables import PROVENANCE_COLUMNS, export_columns
from curated.schema import STORED, Outcome, Row, Section

EXPORTED = [row_class for row_class in STORED if row_class.table != "texts"]


@pytest.mark.parametrize("row_class", EXPORTED, ids=lambda row_class: row_class.table)
def test_every_table_and_column_is_described(row_class: type[Row]) -> None:
    assert table_description(row_class)
    for column in export_columns(row_class):
        said = column_description(row_class, column)  # raises with the line to add
        assert said.text.strip(), f"the description of {column} of {row_class.table} is empty"


@pytest.mark.parametrize("row_class", STORED, ids=lambda row_class: row_class.table)
def test_no_description_is_of_a_column_that_is_not_there(row_class: type[Row]) -> None:
    assert described_columns(row_class) <= set(row_class.model_fields)


def test_the_columns_of_provenance_are_described() -> None:
    assert set(PROVENANCE) == set(PROVENANCE_COLUMNS)


def test_units_are_read_from_the_end() -> None:
    assert column_description(Outcome, "n") == Described("How many had it, of a rate.", "people")
    assert column_description(Section, "start").unit == "characters"
    assert column_description(Section, "level").unit is None


def test_who_adds_a_column_is_told_where_to_describe_it() -> None:
    class Added(Section):
        """A heading.

        :ivar heading: The heading.
        """

        colour: str

    with pytest.raises(DescriptionError, match=r"colour of sections: add a line “:ivar colour: …”.* of Added in"):
        column_description(Added, "colour")
