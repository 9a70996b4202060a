"""Words are found whatever their case, accents, ligatures and line ends."""

from __future__ import annotations

import pytest

from alignment_desktop.documents.text_search import folded, sought


@pytest.mark.parametrize(
    ("text", "typed", "found"),
    [
        ("Leads and leads", "LEADS", ["Leads", "leads"]),
        ("Naïve résumé", "naive resume", ["Naïve résumé"]),
        ("the efﬁcient plan", "efficient", ["efﬁcient"]),
        ("the ofﬁce", "i", ["ﬁ"]),
        ("Straße", "STRASSE", ["Straße"]),
        ("first\r\ntouch", " first  touch ", ["first\r\ntouch"]),
        ("busi\x02\r\nness hours", "business", ["busi\x02\r\nness"]),
        ("ΟΔΟΣ οδός", "οδοσ", ["ΟΔΟΣ", "οδός"]),
        ("aaaa", "aa", ["aa", "aa"]),
        ("anything", "  ", []),
        ("契約と契約", "契約", ["契約", "契約"]),
    ],
)
def test_words_are_found(text: str, typed: str, found: list[str]) -> None:
    hits = list(folded(text).hits(3, sought(typed)))
    assert [text[hit.start : hit.end] for hit in hits] == found
    assert {hit.page for hit in hits} <= {3}
