"""“What changed since version 1, and why”, at the front of an amendment."""

from __future__ import annotations

from collections.abc import Sequence
from decimal import Decimal

from reportlab.platypus import Flowable, Spacer

from alignment_desktop.documents.agreement_fields import result_text, sentence
from alignment_desktop.documents.agreement_figures import wanted_revenue
from alignment_desktop.documents.agreement_signatures import signatures
from alignment_desktop.documents.agreement_summary import TwoColours
from alignment_desktop.documents.agreement_values import AgreementDocument, Amendment, Why
from alignment_desktop.documents.pages import FOOT, PAPERS, TOP, Heading, Layout, height_of
from alignment_desktop.documents.pdf_tables import grid
from alignment_desktop.documents.typography import (
    SEMIBOLD,
    marked_up,
    markup,
    palette,
    paragraph,
    styles,
)
from alignment_desktop.domain.agreement import Agreement
from alignment_desktop.domain.campaign_plan import campaign_budget
from alignment_desktop.domain.differences import ClauseChange, FieldChange
from alignment_desktop.domain.plan_check import check_plan
from alignment_desktop.domain.text_changes import Mark, Span, text_changes
from alignment_desktop.phrasing.choices import choice_text
from alignment_desktop.phrasing.clauses import name_of
from alignment_desktop.phrasing.days import long_day_text
from alignment_desktop.phrasing.differences import field_name_text, stated_text
from alignment_desktop.phrasing.kinds import kind_text
from alignment_desktop.phrasing.money import short_money_text
from alignment_desktop.words.language import NONE, Language, capital

_SHARES = (0.27, 0.365, 0.365)
_WHOLE_SHARES = (0.27, 0.73)


def changes_page(document: AgreementDocument, layout: Layout) -> list[Flowable]:
    """What changed, clause by clause, what it means for the plan, and where to sign."""
    words, amends = document.words, document.amends
    assert amends is not None
    its = words.agreement
    names = {
        "organisation": document.agreement.header.organisation,
        "title": document.title,
        "label": document.agreement.label,
    }
    kind = its.changes_kind_draft(**names)
    if document.version is not None:
        kind = its.changes_kind_version(**names, number=document.version)
    title = its.changes_title(number=amends.number)
    story: list[Flowable] = [
        TwoColours(),
        Spacer(0, 16),
        paragraph(kind.removeprefix(" · "), "organisation"),
        Heading(title, "review-title", "changes", 0, layout),
        paragraph(" ".join(_introduction(document, amends)), "item"),
        Spacer(0, 6),
    ]
    story += _tables(document, amends, layout)
    plan = _plan_text(amends.agreement, document.agreement, words)
    if plan:
        means = markup(its.plan_means(), SEMIBOLD)
        text = markup(plan, styles()["item"].fontName)
        story.append(marked_up(f'<font name="{SEMIBOLD}">{means}</font> {text}', "item"))
    foot = signatures(document, layout)
    height = sum(height_of(part, layout.width) for part in (*story, foot))
    left = PAPERS[document.paper][1] - TOP - FOOT - height - 1
    return [*story, Spacer(0, left if left > 0 else 16), foot]


def _tables(document: AgreementDocument, amends: Amendment, layout: Layout) -> list[Flowable]:
    """What changed, as it was and as it is; then what is new, and what is gone, whole."""
    its = document.words.agreement
    found: list[Flowable] = []
    for what, columns, shares in (
        ("changed", (its.changes_before(), its.changes_after()), _SHARES),
        ("added", (its.changes_added(),), _WHOLE_SHARES),
        ("removed", (its.changes_gone(),), _WHOLE_SHARES),
    ):
        rows = [_row(each, document, amends) for each in document.changes if each.change == what]
        if rows:
            found += [Spacer(0, 14)] if found else []
            found.append(grid((its.changes_clause(), *columns), rows, shares, layout.width))
    return found


def _introduction(document: AgreementDocument, amends: Amendment) -> list[str]:
    words = document.words
    its, number = words.agreement, amends.number
    total = len(document.agreement.clauses)
    removed = sum(each.change == "removed" for each in document.changes)
    count = len(document.changes) - removed
    texts = []
    if count:
        texts.append(its.changes_some(count, count=count, total=total, number=number))
    if removed:
        texts.append(its.changes_removed(removed, count=removed))
    if not texts:
        texts.append(its.changes_none(number=number))
    if amends.reason.strip():
        texts.append(its.changes_reason(reason=sentence(amends.reason)))
    if document.version is None:
        texts.append(its.changes_clocks_open(number=number))
    elif document.since is not None:
        day = long_day_text(document.since, words)
        texts.append(its.changes_clocks(day=day, number=number))
    return texts


def _row(
    change: ClauseChange, document: AgreementDocument, amends: Amendment
) -> list[list[Flowable]]:
    words = document.words
    kind, _, key = change.clause.partition(".")
    after, before = document.agreement, amends.agreement
    holder = before if change.change == "removed" else after
    clause = holder.clauses[kind, key]
    name: list[Flowable] = [
        paragraph(capital(name_of(kind, clause, words)), "item-name"),
        paragraph(_kind_text(kind, clause, words), "quiet"),
    ]
    if document.since is not None:
        day = long_day_text(document.in_force_from, words)
        name.append(paragraph(words.agreement.changes_from(day=day), "quiet"))
    fields = [each for each in change.fields if each.field != "key"]
    why = [_why(each, words) for each in amends.why.get(change.clause, ())]
    if change.change != "changed":
        # Its name stands beside it already.
        beside = [
            each for each in fields if name_of(kind, clause, words) not in (each.old, each.new)
        ]
        return [name, [_whole(change.clause, beside, holder, words), *why]]
    old: list[Flowable] = []
    new: list[Flowable] = []
    for each in fields:
        was, now = _sides(change.clause, each, before, after, words)
        old.append(marked_up(was, "item") if was else paragraph(NONE, "quiet"))
        new.append(marked_up(now, "item") if now else paragraph(NONE, "quiet"))
    result = amends.results.get(change.clause)
    if result is not None:
        text = words.agreement.last_result(result=result_text(result, words))
        old.append(paragraph(text, "quiet"))
    return [name, old, [*new, *why]]


def _whole(
    clause: str, fields: Sequence[FieldChange], agreement: Agreement, words: Language
) -> Flowable:
    """All that a clause says that came or went whole, in one paragraph.

    To mark each word of it would say no more, and take pages where many came.
    """
    kind = clause.partition(".")[0]
    sides = [each.new if each.old is None else each.old for each in fields]
    texts = [
        _field_name(kind, each.field, words) + markup(stated, styles()["item"].fontName)
        for each, side in zip(fields, sides, strict=True)
        if (stated := stated_text(clause, each.field, side, agreement, words))
    ]
    return marked_up(" · ".join(texts), "item")


def _kind_text(kind: str, clause: object, words: Language) -> str:
    party = getattr(clause, "party", "")
    parts = [capital(kind_text(kind, words))]
    if party:
        parts.append(choice_text(party, words))
    return ", ".join(parts)


def _why(why: Why, words: Language) -> Flowable:
    its = words.agreement
    party = choice_text(why.party, words) if why.party else ""
    who = its.changes_of_party(person=why.person, party=party) if why.person and party else ""
    text = its.changes_why(who=who or why.person or party, why=sentence(why.text))
    return paragraph(text if who or why.person or party else sentence(why.text), "quiet")


def _sides(
    clause: str,
    change: FieldChange,
    before: Agreement,
    after: Agreement,
    words: Language,
) -> tuple[str, str]:
    """A field as it was and as it is, as markup: what is gone struck out, what is new marked."""
    old = stated_text(clause, change.field, change.old, before, words)
    new = stated_text(clause, change.field, change.new, after, words)
    name = _field_name(clause.partition(".")[0], change.field, words)
    spans = text_changes(old, new)
    sides = (
        "".join(_marked(span) for span in spans if span.mark is not hidden)
        for hidden in (Mark.NEW, Mark.STRUCK)
    )
    was, now = (name + side if side else "" for side in sides)
    return was, now


def _field_name(kind: str, field: str, words: Language) -> str:
    """What a field is called, as markup, before what it says."""
    label = capital(field_name_text(kind, field, words))
    text = markup(words.agreement.changes_field(field=label), styles()["item"].fontName)
    return f'<font color="{palette().muted}">{text}</font>'


def _marked(span: Span) -> str:
    text = markup(span.text, styles()["item"].fontName)
    colours = palette()
    if span.mark is Mark.STRUCK:
        return f'<font color="{colours.muted}"><strike>{text}</strike></font>'
    if span.mark is Mark.NEW:
        line = f'<u color="{colours.accent}" width="0.6" offset="-2">{text}</u>'
        return f'<font backColor="{colours.accent_tint}">{line}</font>'
    return text


def _plan_text(before: Agreement, after: Agreement, words: Language) -> str:
    """What the changes mean for revenue, budget, and the revenue that the promises carry."""
    names = words.agreement
    moves = (
        (names.plan_revenue(), wanted_revenue(before)[0], wanted_revenue(after)[0]),
        (names.plan_budget(), campaign_budget(before), campaign_budget(after)),
        (names.plan_carried(), _carried(before), _carried(after)),
    )
    currency = after.header.currency
    texts = []
    for name, old, new in moves:
        if old is None and new is None:
            continue
        was, now = (
            short_money_text(float(value), currency, words) if value is not None else ""
            for value in (old, new)
        )
        if not was:
            texts.append(names.plan_new(name=name, new=now))
        elif not now:
            texts.append(names.plan_gone(name=name, old=was))
        elif old == new:
            texts.append(names.plan_same(name=name, new=now))
        else:
            texts.append(names.plan_moved(name=name, old=was, new=now))
    return " ".join(texts)


def _carried(agreement: Agreement) -> Decimal | None:
    check = check_plan(agreement)
    return check.revenue if check.expected and not check.summed else None
