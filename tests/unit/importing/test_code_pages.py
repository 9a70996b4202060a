"""A code page that no file names is guessed by the words that it makes, and told."""

from __future__ import annotations

from pathlib import Path

import pytest

from alignment_desktop.domain.problems import Problem
from alignment_desktop.importing.code_pages import ranked
from alignment_desktop.importing.delimited import read_delimited
from alignment_desktop.importing.mapping import mapping_text, parse_mapping
from alignment_desktop.importing.reading import leave_answer
from alignment_desktop.importing.text_form import FOUND, TextForm
from alignment_desktop.importing.workbook import collected, read_workbook
from tests.unit.importing.spreadsheet_files import read_here, xlsx

WORDS = {
    "cp1252": [
        "Müller",
        "São Paulo",
        "L’Oréal",
        "„Größe“ – 5 €",
        "ÉCOLE SUPÉRIEURE",
        "10 °C",
        "Zoë",
        "O’Brien D’Angelo",
        "1.500,- €\n2.500,- €\n3.500,- €",
    ],
    "cp1250": ["Kovář Łódź", "Dvořák", "Wałęsa", "Průmysl", "Černý Šťastný"],
    "cp1251": ["Иванов", "ООО Ромашка, г. Москва", "Шевченко Київ"],
    "cp1253": ["Παπαδόπουλος", "Γιώργος Νικολαΐδης"],
    "cp1254": ["Şişli", "Yıldız", "Ağaoğlu"],
    "cp1255": ["שלום עולם"],
    "cp1256": ["القاهرة"],
    "cp1257": ["Kārlis Bērziņš"],
    "cp850": ["Müller", "José", "Größe"],
    "cp866": ["Иванов"],
    "koi8_r": ["Иванов"],
    "gb18030": ["张伟公司", "华为技术有限公司（深圳）"],
    "big5": ["台北公司"],
    "cp932": ["東京株式会社", "トヨタ"],
    "cp949": ["서울 주식회사"],
}


@pytest.mark.parametrize("name", WORDS)
def test_words_are_read_in_the_code_page_in_which_they_are_words(name: str) -> None:
    for word in WORDS[name]:
        data = word.encode(name)
        assert data.decode(ranked(data)[0]) == word


def test_bytes_that_make_sense_nowhere_are_read_all_the_same() -> None:
    assert len(bytes(range(128, 256)).decode(ranked(bytes(range(128, 256)))[0])) == 128


def test_a_guess_is_told_with_what_cells_would_be_in_the_next_likely_code_page() -> None:
    table = "Lead ID;Account\n1;Kovář\n2;Łódź\n3;Černý\n4;Żuk\n5;Acme\n"
    (doubt,) = read_delimited(table.encode("cp1250")).doubts
    assert doubt[0] == "guessed-encoding"
    assert doubt[1]["found"] == "cp1250"
    assert doubt[1]["value"].startswith("Kovář (Kov")
    assert doubt[1]["value"].endswith("), …")


def test_text_whose_letters_are_certain_leaves_no_doubt() -> None:
    for encoding in ("ascii", "utf-8", "utf-8-sig", "utf-16"):
        letter = "u" if encoding == "ascii" else "ü"
        assert read_delimited(f"Id,Name\n1,M{letter}ller\n".encode(encoding)).doubts == ()


def test_bytes_that_are_no_utf_8_are_told_with_their_words() -> None:
    data = "\ufeffId,Name\n1,Müller\n1,Größe\n".encode() + b"2,J\xfcrgen\n"
    assert read_delimited(data).doubts == (("stray-bytes", {"value": "Jürgen (J\\xfcrgen)"}),)


def test_the_words_of_stray_bytes_are_told_as_they_are_read() -> None:
    data = "\ufeffId,Name\n1,Müller\n1,Größe\n".encode() + b"2,J\x01\xfcrgen\n"
    assert read_delimited(data).doubts == (
        ("stray-bytes", {"value": "Jürgen (J\\xfcrgen)"}),
        ("control-signs", {"rows": "1"}),
    )


def test_a_stated_code_page_is_taken_but_a_byte_order_mark_knows_better() -> None:
    table = "Id,Name\n1,Müller\n"
    read = read_delimited(table.encode("cp850"), "cp850")
    assert (read.encoding, read.doubts) == ("cp850", ())
    assert read.records.frame["text.1"][1] == "Müller"
    assert read_delimited(table.encode("utf-8-sig"), "cp850").encoding == "utf-8"


def test_control_characters_are_taken_out_and_told_but_for_the_end_of_a_file_of_dos() -> None:
    read = read_delimited(b"Id,Name\n1\x02,Mil\x08ler\x1f\n\x1a")
    assert read.records.frame["text.1"].to_list() == ["Name", "Miller"]
    assert read.doubts == (("control-signs", {"rows": "3"}),)
    wide = read_delimited("Id,Name\n1\x02,Müller\n".encode("utf-16"))
    assert (wide.encoding, wide.doubts) == ("utf-16-le", (("control-signs", {"rows": "1"}),))


def test_a_mapping_states_a_code_page_by_any_of_its_names(tmp_path: Path) -> None:
    mapping = parse_mapping('kind = "leads"\nencoding = "Windows-1250"\n')
    assert mapping.encoding == "cp1250"
    assert parse_mapping(mapping_text(mapping)) == mapping
    for wrong in ('"cp12500"', '"hex"', "1250", '""'):
        with pytest.raises(Problem) as trouble:
            parse_mapping(f"encoding = {wrong}\n")
        assert trouble.value.code == "mapping-bad-value"
    path = tmp_path / "leads.csv"
    path.write_bytes("Lead ID,Account\n1,Łódź\n".encode("cp852"))
    assert read_workbook(path, form=TextForm("cp852")).sheets[0].frame["text.1"][1] == "Łódź"


def test_a_file_tells_the_code_page_that_was_guessed_for_its_profile(tmp_path: Path) -> None:
    path = tmp_path / "leads.csv"
    path.write_bytes("Lead ID,Account\n1,Łódź\n".encode("cp1250"))
    assert read_here(path).guessed_encoding == "cp1250"
    folder = tmp_path / "out"
    folder.mkdir()
    assert leave_answer(path, folder, TextForm("cp1250")) == 0
    assert collected(path, folder).guessed_encoding is None
    assert read_here(xlsx(tmp_path / "a.xlsx", Leads={"A1": "x"})).guessed_encoding is None


def test_a_mapping_states_the_delimiter_by_which_records_are_cut(tmp_path: Path) -> None:
    mapping = parse_mapping('delimiter = "\\t"\n')
    assert mapping.form == TextForm(None, "\t")
    assert parse_mapping(mapping_text(mapping)) == mapping
    for wrong in ('";;"', '""', "1", '"\\n"', "'\"'"):
        with pytest.raises(Problem) as trouble:
            parse_mapping(f"delimiter = {wrong}\n")
        assert trouble.value.code == "mapping-bad-value"
    path = tmp_path / "leads.csv"
    path.write_text("Lead ID,Note\n1,a;b\n", encoding="utf-8")
    found, stated = (read_workbook(path, form=form) for form in (FOUND, TextForm(None, ";")))
    assert (found.delimiter, found.stated) == (",", FOUND)
    assert (stated.delimiter, stated.stated) == (";", TextForm(None, ";"))
    assert stated.sheets[0].frame["text.1"].to_list() == [None, "b"]


def test_columns_that_are_not_aligned_are_cut_at_each_space_where_that_is_stated() -> None:
    read = read_delimited(b"Id Name\n1 a\n2 b\n", None, " ")
    assert read.records.frame["text.1"].to_list() == ["Name", "a", "b"]


def test_what_is_stated_of_a_text_goes_to_the_reader_in_words() -> None:
    for form in (FOUND, TextForm("cp1250"), TextForm(None, "\t"), TextForm("utf-8", "é")):
        assert TextForm.of(form.words()) == form
    assert TextForm.of([]) == FOUND
