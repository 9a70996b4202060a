from __future__ import annotations

import pytest

from alignment_desktop.domain.passwords import is_secret, masked, masked_address

SECRET = "s3cret"


@pytest.mark.parametrize(
    ("address", "shown"),
    [
        ("postgresql://ada:s3cret@server:5433/plan", "postgresql://ada:***@server:5433/plan"),
        ("postgres://ada:s3cret@server", "postgres://ada:***@server"),
        ("PostgreSQL+psycopg://ada:s3cret@server", "PostgreSQL+psycopg://ada:***@server"),
        ("postgresql://ada:s3c%40@s3cret@server/plan", "postgresql://ada:***@server/plan"),
        ("postgresql://ada:s3cret/plan@server/plan", "postgresql://ada:***@server/plan"),
        ("postgresql://ada:my s3cret@server/plan", "postgresql://ada:***@server/plan"),
        ("postgresql://:s3cret@server/plan", "postgresql://:***@server/plan"),
        ("postgresql://ada:s3cret/plan", "postgresql://ada:***"),
        ("postgresql://ada:s3cret@[::1/plan", "postgresql://ada:***@[::1/plan"),
        ("postgresql:ada:s3cret@server/plan", "postgresql:ada:***@server/plan"),
        ("postgresql//ada:s3cret@server/plan", "postgresql//ada:***@server/plan"),
        ("postgresqll://ada:s3cret@server", "postgresqll://ada:***@server"),
        ("ada:s3cret@server/plan", "ada:***@server/plan"),
        ("/plans/postgresql:/ada:s3cret@server", "/plans/postgresql:/ada:***@server"),
        ("postgresql://a@b/p?password=s3cret&port=1", "postgresql://a@b/p?password=***&port=1"),
        ("postgresql://a@b/p?pass%77ord=s3cret", "postgresql://a@b/p?pass%77ord=***"),
        ("postgresql://a@b/p?pasword=s3cret", "postgresql://a@b/p?pasword=***"),
        ("postgresql://a@b/p?passfile=/s3cret", "postgresql://a@b/p?passfile=***"),
        ("host=server password=s3cret user=ada", "host=server password=*** user=ada"),
        ("host=server PASSWORD = 's3cret \\' s3cret'", "host=server PASSWORD = ***"),
        ("password='s3cret", "password=***"),
    ],
)
def test_no_form_of_an_address_shows_its_password(address: str, shown: str) -> None:
    assert masked_address(address) == shown


@pytest.mark.parametrize(
    "text",
    [
        "postgresql://server:5432/plan",
        "postgresql://ada@server/plan?schema=q4&host=/tmp",
        "postgresql://[::1]:5432/plan",
        "postgresql://",
        "C:\\Users\\ada@example\\plan.align",
        "C://plans/plan.align",
        "plan.align",
        "at 10:30, says ada@example.com",
        "",
    ],
)
def test_what_holds_no_password_stays_as_it_is(text: str) -> None:
    assert masked_address(text) == text
    assert masked(text) == text


@pytest.mark.parametrize(
    "prose",
    [
        "invalid choice: 'postgresql://ada:s3cret@server/plan' (choose from 'new', 'apply')",
        "The folder /plans/postgresql:/ada:s3cret@server does not exist; make it first.",
        "“postgresql://ada:s3cret/plan”, “host=server password=s3cret” and ada:s3cret@server",
        "connect(\n  'postgresql://server/plan?password=s3cret')",
    ],
)
def test_no_sentence_shows_the_password_of_an_address_in_it(prose: str) -> None:
    assert SECRET in prose
    assert SECRET not in masked(prose)
    assert masked(prose) == masked(masked(prose))


def test_settings_that_say_a_password_are_known_by_their_names() -> None:
    assert [
        name for name in ("host", "password", "sslpassword", "passfile") if is_secret(name)
    ] == [
        "password",
        "sslpassword",
        "passfile",
    ]
