"""Every figure on paper comes from the commands' answers, the clauses, or the imported rows."""

from __future__ import annotations

import re
import shutil
from collections import Counter
from datetime import date, timedelta
from pathlib import Path

import openpyxl
import pytest

from tests.behind_facts import (
    Behind,
    bridge_facts,
    figures_of,
    in_unit,
    learn_behind,
    metric_facts,
    why_facts,
)
from tests.paper_facts import (
    Known,
    all_facts,
    answer,
    campaign_facts,
    change,
    clause_facts,
    facts_of,
    first_page,
    funnel_facts,
    kept_promises,
    learn,
    within,
)
from tests.walk_back import (
    count,
    figures_in,
    from_nowhere,
    sections,
    share,
)


@pytest.fixture(scope="module")
def known(sample_original: Path, tmp_path_factory: pytest.TempPathFactory) -> Known:
    folder = tmp_path_factory.mktemp("paper")
    # An exported review leaves its figures in the log, and the original is for all tests.
    return learn(Path(shutil.copy(sample_original, folder / "sample.align")), folder)


RUNNING = re.compile(
    r"Northwind · Review FY27 Q1 · against agreement version 1 "
    r"As of 4 Jan 2027, 09:00 CET · 5 files, 3,800 leads (\d+) of (\d+) "
)


@pytest.fixture(scope="module")
def bodies(known: Known) -> list[str]:
    """The pages of the review without their running lines, each of which numbers its page."""
    assert (len(known.imports), len(known.rows)) == (5, 3800)
    found = []
    for number, text in enumerate(known.review, start=1):
        line = RUNNING.match(text)
        assert line is not None
        assert line.groups() == (str(number), str(len(known.review)))
        found.append(without_page_numbers(text[line.end() :], known.review))
    return found


def without_page_numbers(text: str, pages: list[str]) -> str:
    """A text without "see page 8", after a look whether that page is the one."""
    for number in re.findall(r"see page (\d+)", text):
        assert "Left out of timed figures" in pages[int(number) - 1]
    return re.sub(r"see page \d+|95% interval|SHA-256", "", text)


@pytest.fixture(scope="module")
def behind(known: Known, sample_original: Path) -> Behind:
    return learn_behind(sample_original, known.now)


@pytest.fixture(scope="module")
def chapters(bodies: list[str]) -> dict[str, str]:
    """The review after its first page, divided where its parts begin."""
    heads = (
        "Key metrics, and", "Sales kept", "5 promises were not kept", "“Not now” is",
        "Where these figures come from",
    )  # fmt: skip
    return sections(" ".join(bodies[1:]), heads)


def test_what_a_review_says_of_a_promise_is_measured(
    known: Known, behind: Behind, chapters: dict[str, str]
) -> None:
    text = chapters["Sales kept"] + chapters["5 promises were not kept"]
    heads = {}
    for clause in known.promises:
        begun = re.search(re.escape(clause["name"]) + r": (kept|just short|missed)", text)
        assert begun is not None, clause["name"]
        heads[clause["name"]] = begun[0]
    parties = ("Sales kept", "Marketing kept", "Together we kept", "5 promises were not kept")
    parts = sections(text, [*heads.values(), *parties])
    for clause in known.promises:
        said, _, _ = facts_of(known, clause)
        if clause["key"] in behind.why:
            said |= why_facts(behind.why[clause["key"]])
        part = parts[heads[clause["name"]]]
        assert (from_nowhere(part, said), clause["name"]) == ([], clause["name"])
        for each in known.now[clause["key"]]["periods"]:
            if each["kept"] is not None and clause["every"] == "month":
                month = date.fromisoformat(each["start"]).strftime("%B")
                told = [each["kept"], each["missed"], each["open"], each["excluded"]]
                numbers = " ".join(map(count, told))
                assert re.search(f"{month} [≥ ]*\\d+% {share(each['value'])} {numbers} ", part)


def test_what_a_review_says_of_a_party_is_counted_from_its_promises(
    known: Known, chapters: dict[str, str]
) -> None:
    text = chapters["Sales kept"] + chapters["5 promises were not kept"]
    for party, head in (("sales", "Sales kept"), ("marketing", "Marketing kept")):
        said = text[text.index(head) :].split(": kept")[0]
        numbers = re.match(head + r" (\d+) of (\d+) promises; “(.+?)”", said)
        assert numbers is not None
        assert (int(numbers[1]), int(numbers[2])) == kept_promises(known, party)
        (named,) = (each for each in known.promises if each["name"] == numbers[3])
        periods = known.now[named["key"]]["periods"]
        values = ", ".join(share(each["value"]) for each in periods)
        assert f"in all {len(periods)} months ({values})" in said
    assert kept_promises(known, "shared")[0] == 0
    assert "Together we kept neither promise" in text
    tail = text[text.index("5 promises were not kept") :]
    missed = {
        each["name"]: len(known.now[each["key"]]["periods"])
        for each in known.promises
        if all(period["status"] != "kept" for period in known.now[each["key"]]["periods"])
        and each["every"] == "month"
    }
    assert figures_in(tail[0]) == [str(len(missed))]
    for name, months in missed.items():
        assert f"{name} ({months} months)" in tail
        tail = tail.replace(f"{name} ({months} months)", "")
    assert from_nowhere(tail, {"5", *figures_in(str(known.clauses["stake"]))}) == []


def test_the_first_page_of_a_review_is_counted_from_rows_and_measured(
    known: Known, behind: Behind, bodies: list[str]
) -> None:
    page = bodies[0]
    facts = all_facts(known)
    table = page[page.index("Promise Target Actual") :].split("A promise for each week")[0]
    parts = sections(table, [each["name"] for each in known.promises])
    for clause in known.promises:
        said, value, earlier = facts[clause["key"]]
        kept = sum(each["status"] == "kept" for each in known.now[clause["key"]]["periods"])
        allowed = said | {count(kept), change(clause, value, earlier)}
        assert (from_nowhere(parts[clause["name"]], allowed), clause["name"]) == (
            [],
            clause["name"],
        )
    # Its paragraph names the group in which the misses of the promise concentrate.
    above = first_page(known, facts) | why_facts(behind.why["grade-b-first-touch"])
    assert from_nowhere(page.split("Promise Target Actual")[0], above) == []
    funnel = page[page.index("changes in points".capitalize()) :]
    assert from_nowhere(funnel, funnel_facts(known)) == []


def test_reasons_and_campaigns_of_a_review_are_counted_from_rows(
    known: Known, chapters: dict[str, str]
) -> None:
    parts = sections(chapters["“Not now” is"], ["“Not now”", "“Price”", "Campaigns:"])
    returned = [
        row for row in known.rows if row["decision"] == "returned" and within(row["decided_at"])
    ]
    lost = [row for row in known.rows if row["outcome"] == "lost" and within(row["closed_at"])]
    for head, rows, field in (
        ("“Not now”", returned, "return_reason"),
        ("“Price”", lost, "lost_reason"),
    ):
        counts = Counter(row[field] for row in rows)
        first = max(counts.values())
        said = {count(each) for each in counts.values()} | {
            count(len(rows)),
            share(first / len(rows)),
        }
        assert from_nowhere(parts[head], said) == []
        for reason, number in counts.items():
            assert f"{reason or 'No return reason'} {number}" in parts[head]
    text = parts["Campaigns:"]
    lines = sections(text, [f"{each['name']} " for each in known.clauses["campaign"]])
    for campaign in known.clauses["campaign"]:
        end = lines[f"{campaign['name']} "].split("Actual of plan")[0]
        assert (from_nowhere(end, campaign_facts(known, campaign)), campaign["name"]) == (
            [],
            campaign["name"],
        )
    verdicts = Counter(
        re.findall(r"(?<=\d )(double down|keep|fix|stop)", text.split("Actual of")[0])
    )
    assert verdicts.total() > 0


def test_the_receipts_of_a_review_are_those_of_the_imports(known: Known, bodies: list[str]) -> None:
    page = bodies[-1]
    for each in known.imports:
        held = known.skipped[each["batch"]]
        line = f"{each['batch']} {each['file']} {each['sheet']}".rstrip()
        assert line in page
        assert f"{each['kind'].capitalize()} {each['rows']:,} {held} " in page
        assert f"{each['sha256'][:12]} …" in page
        page = page.replace(line, "").replace(f"{each['sha256'][:12]} …", "")
    assert known.clauses["content_hash"][:16] in page
    page = page.replace(known.clauses["content_hash"][:16], "")
    page = page.replace("4 Jan 2027, 09:00", "").replace("version 1,", "")
    excluded = {
        count(sum(period["excluded"] for period in each["periods"])) for each in known.now.values()
    }
    said = {f"{each['rows']:,}" for each in known.imports} | excluded
    assert from_nowhere(page, said | {count(each) for each in known.skipped.values()}) == []


def test_where_misses_concentrate_is_said_as_why_says_it(
    behind: Behind, chapters: dict[str, str]
) -> None:
    text = chapters["Sales kept"]
    assert len(behind.why) == 7
    assert text.count("Where misses concentrate") == len(behind.why)
    silent = sum(not each["groups"] for each in behind.why.values())
    assert text.count("No group stands out") == silent > 0
    assert text.count("not why.") == len(behind.why) - silent > 0
    for why in behind.why.values():
        for group in why["groups"]:
            assert f"{group['missed']} of {group['of']} " in text


def test_the_bridge_of_a_review_is_that_of_the_command(
    behind: Behind, chapters: dict[str, str]
) -> None:
    said = bridge_facts(behind.bridge, behind.funnel["mql"], behind.metrics["deal-size"])
    cycle = figures_of(behind.metrics["cycle-days"])["denominator"]
    assert cycle == figures_of(behind.metrics["new-customers"])["value"]
    text = chapters[""]
    speed = re.search(r"Speed [+−]€[\d,]+ ([\d.]+) days (\d+) planned", text)
    assert speed is not None
    came, planned = float(speed[1]), float(speed[2])
    (part,) = (each for each in behind.bridge["parts"] if each["key"] == "speed")
    assert (part["came"] > part["planned"]) == (came < planned)  # sooner is more
    scale = re.search(r"Scale starts at (€[\d.]+M)", text)
    assert scale is not None
    assert from_nowhere(text, said | {speed[1], speed[2], scale[1]}) == []
    for each in behind.bridge["parts"]:
        assert each["key"].replace("-", " ").capitalize() in text


def test_each_metric_of_a_review_has_its_figure_what_it_is_made_of_and_its_change(
    known: Known, behind: Behind, chapters: dict[str, str]
) -> None:
    text = re.sub("vs FY26 Q4|FY26 Q4", "", chapters["Key metrics, and"])
    snapshot, cohort = text.split("What became of the leads")
    assert "on 4 October 2026, when they were as old" in cohort
    seen = 0
    for key, metric in behind.metrics.items():
        figure = figures_of(metric)
        page = snapshot if metric["basis"] == "snapshot" else cohort
        other = cohort if page is snapshot else snapshot
        line = re.search(rf"{re.escape(metric['name'])} [^0-9€]*([+−]?[€\d].*?)(?= [A-Z]|$)", page)
        if line is None or key in ("cost-per-lead", "coverage"):
            continue
        seen += 1
        assert f"{metric['name']} " not in other
        assert (key, from_nowhere(line[1], metric_facts(metric, behind.before[key]))) == (key, [])
        assert in_unit(figure["value"], metric["unit"]) & set(figures_in(line[1])), key
    assert seen > 20


def test_the_sheets_behind_a_scoreboard_hold_what_the_commands_say(
    behind: Behind, sample_original: Path, tmp_path: Path
) -> None:
    path = tmp_path / "scoreboard.xlsx"
    answer("export", sample_original, "scoreboard", "-o", path, "--json")
    book = openpyxl.load_workbook(path)
    sheets = {sheet.title: list(sheet.iter_rows(min_row=2, values_only=True)) for sheet in book}
    metrics = {row[0]: row for row in sheets["Metrics"]}
    for key, metric in behind.metrics.items():
        figure, past = figures_of(metric), figures_of(behind.before[key])["value"]
        if figure["value"] is None and past is None:
            assert metric["name"] not in metrics
            continue
        row = metrics[metric["name"]]
        held = [each.total_seconds() if isinstance(each, timedelta) else each for each in row[3:5]]
        assert held == pytest.approx([figure["value"], past], abs=0.001), key
        assert row[6:8] == pytest.approx((figure["numerator"], figure["denominator"])), key
    missed = [row for row in sheets["Misses by group"] if row[7] is not None]
    told = [group for why in behind.why.values() for group in why["groups"]]
    assert [row[3:5] for row in missed] == [(each["missed"], each["of"]) for each in told]
    assert [row[7:9] for row in missed] == [
        pytest.approx((each["explained"], each["p"])) for each in told
    ]
    whole = [
        sum(row[3] for row in sheets["Misses by group"]),
        sum(w["missed"] for w in behind.why.values()),
    ]
    assert whole[0] == whole[1]
    bridge = [row[1] for row in sheets["Bridge"]]
    assert bridge == pytest.approx(
        [
            behind.bridge["plan"],
            *(each["amount"] for each in behind.bridge["parts"]),
            behind.bridge["actual"],
        ]
    )
    books = {row[0]: row[4:8] for row in sheets["Funnel"]}
    for stage in behind.funnel.values():
        gone = sum(stage["out"].values())
        four = (stage["in"], stage["start"], gone, stage["end"])
        assert four in books.values() or stage["stage"] in ("", "recycled", "disqualified", "lost")


def test_the_agreement_says_no_figure_that_its_clauses_do_not_give(known: Known) -> None:
    hashed = known.clauses["content_hash"]
    running = f"FY27 Q1 · version 1 Content hash {hashed[:4]} {hashed[4:8]} … "
    for number, text in enumerate(known.agreement, start=1):
        head = f"{running}{number} of {len(known.agreement)} "
        assert head in text
        page = without_references(text.replace(head, ""), known.agreement)
        page = page.replace(" ".join(hashed[at : at + 8] for at in range(0, 64, 8)), "")
        assert (number, from_nowhere(page, clause_facts(known.clauses, text))) == (number, [])


def without_references(text: str, pages: list[str]) -> str:
    """A text without the numbers of pages and sections, after a look whether they are right."""
    titles = {
        "How each promise is counted: page": "How we count",
        "are defined on page": "How we count",
        "Each promise in full: page": "What we promise each other",
        "stands with it, from page": "What we promise each other",
        "Rules: page": "Rules Side Rule",
    }
    for words, title in titles.items():
        for number in re.findall(re.escape(words) + r" (\d+)", text):
            assert title in pages[int(number) - 1], words
        text = re.sub(re.escape(words) + r" \d+", "", text)
    contents = re.findall(r"(\d) ([A-Z][^\d]+?) (\d+)", pages[1].split("Contents ")[-1])
    assert [each[0] for each in contents] == list("12345678")
    for section, title, number in contents:
        assert f"{section} {title} " in pages[int(number) - 1]
        text = re.sub(f"{section} {title}(?: {number}(?= ))?", "", text)
    text = re.sub("How we count 3|section 3", "", text)
    return re.sub(r"SHA-256|95% interval", "", text)


def test_a_figure_that_nothing_gives_is_found_out() -> None:
    known = {"461", "540", "79", "85.4%"}
    assert from_nowhere("461 of 540 leads in time, 79 late: 85.4%", known) == []
    assert from_nowhere("461 of 541 leads in time, 79 h late: 85.5%", known) == [
        "541",
        "79 h",
        "85.5%",
    ]
    assert figures_in("−€1.48M, 1 h 49 m, 2,088; FY27 Q1") == ["−€1.48M", "1 h 49 m", "2,088"]
