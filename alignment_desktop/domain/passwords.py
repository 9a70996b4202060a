"""Passwords in the addresses of servers, which are never shown: neither printed nor logged."""

from __future__ import annotations

import re
from urllib.parse import unquote

HIDDEN = "***"
"""What stands in place of a password."""

# One letter before the colon is a drive; the slashes of ours are forgotten at times.
_ADDRESS = re.compile(r"(?i)postgres[a-z+]*(?::/{0,2}|//)|(?<![a-z])[a-z][a-z0-9+.\-]+:/{1,2}")
_ADDRESS_IN_PROSE = re.compile(rf"(?i)(?:{_ADDRESS.pattern[4:]})\S+")
# Begun where a word begins, else a text without blanks would be looked through from each letter.
_LOGIN = re.compile(
    r"""(?<![^\s:/@\\'"“(\[=])(?P<user>[^\s:/@\\'"“(\[=]{2,}+):(?!/)\S+@(?=[\w\[])"""
)
_PORT = re.compile(r":\d*(?![^\s/?#.,;)\]'\"’”])")
_SETTING = re.compile(
    r"""(?ix) \b (?P<name> (?:ssl)? pass (?:word|wd|file|phrase)? ) (?P<equals> \s*=\s* )
    (?: '(?:\\.|[^'\\])*'? | "(?:\\.|[^"\\])*"? | (?:\\.|[^\s&])+ )"""
)
_PARAMETER = re.compile(r"(?P<before>[?&])(?P<name>[^=&\s]*)=(?P<value>[^&\s]*)")


def masked_address(text: str) -> str:
    """The address of a server without its password, also where it is no sound address.

    Args:
        text: All of the address, such as `postgresql://ada:secret@server/plan`, or settings such
            as `host=server password=secret`. Any other text comes back as it is.
    """
    found = _ADDRESS.match(text.lstrip())
    if found is None:
        return _hide(text)
    scheme, rest = found[0], text.lstrip()[found.end() :]
    login, at, place = rest.rpartition("@")  # a password may hold an @ that nobody encoded
    if at:
        user, colon, _ = login.partition(":")
        rest = f"{user}{colon}{HIDDEN if colon else ''}{at}{place}"
    elif not rest.startswith("["):
        # What follows a colon and is no port is what was to stand before a forgotten @.
        host, colon, more = rest.partition(":")
        if colon and not re.search(r"[/?#]", host) and not _PORT.match(colon + more):
            rest = f"{host}:{HIDDEN}"
    rest = _PARAMETER.sub(_masked_parameter, rest)
    return scheme + _hide(rest)


def masked(prose: str) -> str:
    """Sentences, or the trace of an error, without the passwords of the addresses in them."""
    shown = _ADDRESS_IN_PROSE.sub(lambda found: masked_address(found[0]), prose)
    return _hide(shown)


_HARMLESS = {
    "schema", "host", "hostaddr", "port", "dbname", "user", "sslmode", "connect_timeout",
    "application_name",
}  # fmt: skip


def is_secret(name: str) -> bool:
    """Whether the setting of that name says a password, or where one is kept."""
    return "pass" in name.lower()


def _hide(text: str) -> str:
    """The text without the passwords of settings, and of logins without a scheme before them."""
    text = _SETTING.sub(rf"\g<name>\g<equals>{HIDDEN}", text)
    return _LOGIN.sub(rf"\g<user>:{HIDDEN}@", text)


def _masked_parameter(found: re.Match[str]) -> str:
    value = found["value"] if unquote(found["name"]).lower() in _HARMLESS else HIDDEN
    return f"{found['before']}{found['name']}={value}"
