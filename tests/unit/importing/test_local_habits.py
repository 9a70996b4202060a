"""Exports as people write them in German, French, Spanish, Portuguese, Italian and Dutch."""

# ruff: noqa: DTZ001 - wall-clock times, as spreadsheets hold them

from __future__ import annotations

from collections.abc import Sequence
from datetime import date, datetime

import pytest

from alignment_desktop.domain.problems import Problem
from alignment_desktop.frames import Kind
from alignment_desktop.importing.cells import Cell, frame_of
from alignment_desktop.importing.checking import Checked, check
from alignment_desktop.importing.context import ImportContext
from alignment_desktop.importing.dates import DateOrder, fitting_orders, read_date
from alignment_desktop.importing.header_words import readings
from alignment_desktop.importing.periods import Days, read_period
from alignment_desktop.importing.recognise import Recognised, recognise
from alignment_desktop.importing.text_values import outcome_of
from alignment_desktop.importing.workbook import RawSheet, RawWorkbook

CONTEXT = ImportContext(zone="Europe/Berlin", currency="EUR")


def found(*rows: Sequence[Cell]) -> Recognised:
    sheet = RawSheet("", 1, frame_of(enumerate(rows, start=1)))
    book = RawWorkbook("file.csv", "/file.csv", "0" * 64, 1, "text", (sheet,), "utf-8", ",")
    return recognise(book, CONTEXT)


def columns(*rows: Sequence[Cell]) -> dict[str, str]:
    return found(*rows).mapping.columns


def checked(*rows: Sequence[Cell]) -> Checked:
    what = found(*rows)
    return check(what.sheet, what.mapping, CONTEXT)


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("Do., 05.03.2026", datetime(2026, 3, 5)),
        ("Samstag, den 07.03.26 um 14:05 Uhr", datetime(2026, 3, 7, 14, 5)),
        ("mar. 3 mars 2026", datetime(2026, 3, 3)),
        ("mar 30 2026", datetime(2026, 3, 30)),
        ("Mon Mar 30 2026", datetime(2026, 3, 30)),
        ("vendredi 06/03/2026 à 14h05", datetime(2026, 3, 6, 14, 5)),
        ("06/03/2026 2:05 p. m.", datetime(2026, 3, 6, 14, 5)),
        ("segunda-feira, 2 de março de 2026", datetime(2026, 3, 2)),
        ("1º de março de 2026", datetime(2026, 3, 1)),
        ("martedì 3 marzo 2026 ore 15:30", datetime(2026, 3, 3, 15, 30)),
        ("dinsdag 3 maart 2026 om 14:05", datetime(2026, 3, 3, 14, 5)),
        ("lørdag 7. marts 2026", datetime(2026, 3, 7)),
        ("środa, 4 marca 2026", datetime(2026, 3, 4)),
    ],
)
def test_a_day_of_the_week_and_the_words_of_a_time_change_no_date(
    text: str, expected: datetime
) -> None:
    assert read_date(text, DateOrder.DAY) == (expected, expected.hour > 0)


def test_the_order_of_numbers_is_told_beside_a_day_of_the_week_and_a_time() -> None:
    assert fitting_orders("Di. 03.17.26") == frozenset({DateOrder.MONTH})
    assert fitting_orders("mardi 17/03/2026 à 9h") == frozenset({DateOrder.DAY})
    assert fitting_orders("nice 17/03/2026") is None


@pytest.mark.parametrize("label", ["mar/26", "mars '26", "Mär. 2026", "mrt-26"])
def test_a_month_across_is_known_with_any_sign_before_its_year(label: str) -> None:
    assert read_period(label, CONTEXT) == Days(date(2026, 3, 1), date(2026, 3, 31))


@pytest.mark.parametrize(
    ("text", "outcome"),
    [
        ("Angebot verschickt", ""), ("2. Reunião agendada", ""), ("Devis envoyé au client", ""),
        ("Qualifizierung", ""), ("Zuschlag", "won"), ("não adjudicado", "lost"),
        ("Vertrag gewonnen", "won"), ("sans suite", "lost"), ("Vendida", "won"),
        ("Angebot angenommen", None), ("Contrat signé", None), ("2026", None),
        ("Sem interesse", None), ("No vendida", None),
        ("no perdido", None), ("No ganada", "lost"), ("No calificado", None),
        ("Perdido por precio", "lost"),
        ("Verloren an Wettbewerb", "lost"), ("Perdu par le concurrent", None),
    ],
)  # fmt: skip
def test_a_step_that_a_deal_takes_is_open_and_another_word_beside_it_is_not(
    text: str, outcome: str | None
) -> None:
    assert outcome_of(text, CONTEXT) == outcome


def test_a_decision_is_known_with_who_took_it() -> None:
    rows = [["Lead-ID", "Entscheidung"]]
    words = (
        "Vom Vertrieb angenommen",
        "Devuelto a marketing",
        "Refusé par les ventes",
        "no aceptado",
    )
    rows += [[f"L-{n:03}", word] for n, word in enumerate(words)]
    sheet = checked(*rows)
    assert sheet.frame["decision"].to_list() == ["accepted", "returned", "returned", None]
    assert [each.code for each in sheet.problems] == ["unknown-value"]


def test_adjectives_take_the_endings_of_their_language() -> None:
    names = ("Verantwortlicher", "Verantwortliche", "Responsable asignada", "Assegnata a")
    assert [bool(readings(name)) for name in names] == [True] * 4
    assert frozenset({"company", "associated"}) in readings("Empresa relacionada")


def test_yes_tells_leads_that_were_accepted_and_what_no_says_is_told() -> None:
    rows = [["Lead-Nr.", "Eingang am", "Angenommen?"],
            *([f"L-{n:03}", f"2026-10-{n + 1:02}", ("ja", "nein")[n % 2]]
              for n in range(4))]  # fmt: skip
    sheet = checked(*rows)
    assert sheet.columns["Angenommen?"] == "decision"
    assert sheet.frame["decision"].to_list() == ["accepted", None, "accepted", None]
    assert [each.code for each in sheet.problems] == ["unknown-value"] * 2
    words = [[row[0], row[1], ("angenommen", "abgelehnt")[n % 2]] for n, row in enumerate(rows[1:])]
    assert checked(rows[0], *words).frame["decision"].to_list()[:2] == ["accepted", "returned"]


def test_a_probability_and_a_planned_end_tell_deals_but_not_beside_addresses() -> None:
    head = ["Nummer", "Name", "Kunde", "Wahrscheinlichkeit", "Erwartetes Abschlussdatum",
            "Erstellt am"]  # fmt: skip
    rows = [
        [f"VC-{n:04}", f"CRM {n}", "Acme", "50 %", "2026-12-01", "2026-10-01"] for n in range(3)
    ]
    assert columns(head, *rows) == {
        "Nummer": "opportunity_id", "Kunde": "account", "Erstellt am": "opportunity_at"
    }  # fmt: skip
    beside = columns([*head, "E-Mail"], *([*row, f"a{n}@x.de"] for n, row in enumerate(rows)))
    assert beside["Erstellt am"] == "created_at"


def test_people_are_no_ids_addresses_or_several_at_once() -> None:
    for cells in (["Ana; Luis", "Eva; Max"], ["a@x.es", "b@x.es"], ["17", "18"]):
        rows = [["Trato - ID", "Trato - Persona de contacto"], *zip(("1", "2"), cells, strict=True)]
        assert "Trato - Persona de contacto" not in columns(*rows)
    named = columns(["Trato - ID", "Trato - Persona de contacto"], ["1", "Ana Peña"])
    assert named["Trato - Persona de contacto"] == "name"


def test_customers_are_told_by_the_day_on_which_they_left() -> None:
    head = ["Código", "Razón social", "Fecha de alta", "Fecha de baja", "Facturación anual"]
    row = ["00017", "Vidal S.A.", "01/02/2024", "17/03/2026", "12.000,00"]
    what = found(head, row, ["00018", "Soler S.L.", "13/02/2024", "", "1.500,50"])
    assert what.mapping.kind is Kind.CUSTOMERS
    assert list(what.mapping.columns.values()) == ["account", "since", "ended", "revenue"]
    with pytest.raises(Problem, match="sheet-not-recognised"):  # a list of any companies
        found(["Razón social", "Fecha de alta", "Sector"], ["Vidal S.A.", "01/02/2024", "Vino"])


@pytest.mark.parametrize(
    ("name", "cells"),
    [
        ("Kunde", ["ja", "nein"]),
        ("Cliente", ["S", "N"]),
        ("Termin", ["17.11.2026", "18.11.2026"]),
        ("Data de entrega", ["17/11/2026", "18/11/2026"]),
        ("Créé par", ["Luc Roux", "Élodie Faure"]),
        ("Date de relance", ["17/11/2026", "18/11/2026"]),
        ("Jahresumsatz", ["1.200,50", "900,00"]),
        ("Accepte les CGU", ["oui", "non"]),
    ],
)
def test_what_only_sounds_like_a_field_is_kept_under_its_name(name: str, cells: list[str]) -> None:
    rows = [["Lead-ID", "Eingang am", name]]
    rows += [[f"L-{n:03}", f"{n + 13}.10.2026", cell] for n, cell in enumerate(cells)]
    assert columns(*rows) == {"Lead-ID": "lead_id", "Eingang am": "created_at"}


def test_an_estimated_revenue_is_none_and_an_end_of_contract_makes_no_customers_of_leads() -> None:
    head = ["(No modificar) Oportunidad", "Cliente potencial", "Estado", "Ingresos est.",
            "Ingresos reales"]  # fmt: skip
    row = ["8c1f0e4a-0000-4000-a000-000000000001", "Vidal S.A.", "Lograda", "1.200,50", "1.100,00"]
    sheet = checked(head, row)
    assert list(sheet.columns.values()) == [
        "opportunity_id", "account", "outcome", "amount", "revenue"
    ]  # fmt: skip
    assert sheet.frame["outcome"].to_list() == ["won"]
    lead = found(["Lead-ID", "Eingang", "Vertragsende"], ["L-001", "13.10.2026", "31.12.2026"])
    assert lead.mapping.kind is Kind.LEADS


def test_the_status_of_a_lead_is_its_outcome_only_where_it_knows_won_ones() -> None:
    head = ["ID", "Etapa do lead", "Data Criada"]
    words = ("Fechado - ganho", "Fechado - perdido", "Contato inicial")
    rows = [[f"99120{n}", word, "13.10.2026"] for n, word in enumerate(words)]
    assert checked(head, *rows).frame["outcome"].to_list() == ["won", "lost", None]
    assert "outcome" not in columns(head, *rows[1:]).values()


def test_a_name_that_denies_what_it_says_means_nothing() -> None:
    rows = [["Lead-ID", "No aceptado"], ["L-001", "sí"], ["L-002", "no"]]
    assert columns(*rows) == {"Lead-ID": "lead_id"}


def test_a_person_responsible_is_the_owner_and_makes_no_leads_of_deals() -> None:
    head = ["ID", "Nome do negócio", "Pessoa responsável", "Criado em"]
    assert columns(head, ["70", "CRM", "Inês Lima", "13.10.2026"]) == {
        "ID": "opportunity_id", "Pessoa responsável": "owner", "Criado em": "opportunity_at"
    }  # fmt: skip


def test_two_names_in_one_column_are_one_person() -> None:
    for header in ("Vor- und Nachname", "Nom Prénom", "Nombre y apellidos", "Cognome e nome"):
        rows = [["Lead-ID", header], ["L-001", "Ana Peña"], ["L-002", "Uwe Bauer"]]
        assert columns(*rows)[header] == "name"


def test_deals_that_name_their_customer_are_no_customers() -> None:
    head = ["VC-Nr.", "Verkaufschance", "Kunde", "Auftragswahrscheinlichkeit", "Erfassungsdatum",
            "Abschluss am"]  # fmt: skip
    row = ["VC00017", "CRM", "Bauer KG", "50 %", "13.10.2026", "17.11.2026"]
    what = found(head, row, ["VC00018", "CRM", "Bauer KG", "20 %", "14.10.2026", ""])
    assert what.mapping.kind is Kind.LEADS
    assert what.mapping.columns["Erfassungsdatum"] == "opportunity_at"


def test_ids_of_leads_without_a_deal_s_own_tell_leads_whatever_deals_they_carry() -> None:
    head = ["lead_id", "erstellt_am", "deal_stufe"]
    assert columns(head, ["17", "2026-10-13", "Angebot"])["erstellt_am"] == "created_at"
    deals = columns([*head, "deal_name"], ["17", "2026-10-13", "Angebot", "CRM"])
    assert deals["erstellt_am"] == "opportunity_at"
    close = ["id", "lead_id", "lead_name", "status_type", "value", "value_period", "date_created"]
    own = columns(close, ["oppo_x1", "lead_y1", "Firm", "won", "9", "annual", "2026-10-13"])
    assert (own["id"], own["date_created"]) == ("opportunity_id", "opportunity_at")
    funnel = columns(["id_oportunidade", "etapa_funil", "data_criacao"], ["9", "a", "2026-10-13"])
    assert funnel["data_criacao"] == "opportunity_at"


def test_what_trackers_ask_and_count_is_known() -> None:
    asked = ("Hoe heeft u van ons gehoord?", "Canal d'acquisition", "Lead kam über")
    for header in asked:
        assert columns(["Lead-ID", header], ["L-001", "Web"])[header] == "source"
    counted = columns(["Campagne", "Kosten", "Gegenereerde leads"], ["ABM", "1.200,50", "17"])
    assert list(counted.values()) == ["campaign", "spend", "leads"]
