"""A document around a citing sentence that comes without its article."""

import json
from pathlib import Path
from types import ModuleType

import pytest


@pytest.mark.parametrize(
    ("sentence", "before", "entries"),
    [
        ("Salt does A [1], but tea does B [2,3].", "before [3].", ("1. Adams", "2. Adams", "3. Adams")),
        ("Salt does A (1), but tea does B (2–4).", "before (4).", ("1. Adams", "4. Adams")),
        (
            "Salt does A (Smith and Lim, 2020), but tea B (Öz et al., 2010, 2014a; Roy, 1999).",
            "before (Öz et al., 2014a).",
            ("Smith, A., Lim, B., 2020.", "Öz, A., Brown, B., Clark, C., 2010.", "Roy, A., 1999."),
        ),
        ("Salt does nothing.", "before (Evans et al., 2011).", ("Evans, A., Brown, B., Clark, C., 2011.",)),
    ],
)
def test_the_reference_list_has_what_is_cited(
    gold_sentences: ModuleType, sentence: str, before: str, entries: tuple[str, ...]
) -> None:
    others, _, cited = gold_sentences.with_references(sentence).partition(f"\n\n{sentence}\n\n")
    assert before in others
    _, heading, entered = cited.partition("## References")
    assert heading
    for entry in entries:
        assert f"\n\n{entry}" in entered


def test_sentences_are_documents_of_the_gold(gold_sentences: ModuleType, tmp_path: Path) -> None:
    path = tmp_path / "claims.jsonl"
    path.write_text(json.dumps({"cid": "PMC1_2", "context": "Salt – does A [1]."}) + "\n", encoding="utf-8")
    source = gold_sentences.sentence_source(path, "citation-integrity/PMC1_2")
    assert source.words((0, 6)) == "Salt –"
    assert gold_sentences.is_sentence("citation-integrity/PMC1_2")
    assert not gold_sentences.is_sentence("he-2026")
    assert gold_sentences.sentences(tmp_path / "none.jsonl") == {}
