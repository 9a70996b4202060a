"""The domain of a web or e-mail address, by which a deal can be told to be of a lead's account."""

from __future__ import annotations

import polars as pl

_PUBLIC = """
126.com 163.com aol.com bigpond.com bluewin.ch btinternet.com comcast.net fastmail.com free.fr
freenet.de gmail.com gmx.at gmx.ch gmx.com gmx.de gmx.net googlemail.com hey.com hotmail.co.uk
hotmail.com hotmail.de hotmail.es hotmail.fr hotmail.it icloud.com laposte.net libero.it
live.com live.de live.fr live.nl mac.com mail.com mail.ru me.com msn.com naver.com orange.fr
outlook.com outlook.de outlook.es outlook.fr pm.me proton.me protonmail.com qq.com
rediffmail.com rocketmail.com sapo.pt sfr.fr t-online.de terra.com.br tutanota.com uol.com.br
wanadoo.fr web.de yahoo.co.in yahoo.co.jp yahoo.co.uk yahoo.com yahoo.com.br yahoo.de yahoo.es
yahoo.fr yahoo.it yandex.com yandex.ru ymail.com ziggo.nl zoho.com
"""
PUBLIC = frozenset(_PUBLIC.split())
"""Domains at which anybody may have an address: they tell of no account."""

_DOMAIN = r"^(?:[\p{L}\d](?:[\p{L}\d-]*[\p{L}\d])?\.)+[\p{L}][\p{L}\d-]*[\p{L}\d]$"


def domain_of(address: pl.Expr) -> pl.Expr:
    """The domain of each address: `acme.example` of “https://www.Acme.example/de?x=1”.

    Null where the text holds none, and where anybody may have an address there.

    Args:
        address: A web address, an e-mail address, or a domain itself, as text.
    """
    host = (
        address.str.normalize("NFC")
        .str.strip_chars()
        .str.to_lowercase()
        .str.replace(r"^[a-z][a-z\d+.-]*:/*", "")
        .str.replace(r"[/?#].*$", "")
        .str.replace(r"^.*@", "")
        .str.replace(r":\d*$", "")
        .str.replace(r"^www\.", "")
        .str.strip_chars_end(".")
    )
    told = host.str.contains(_DOMAIN) & ~host.is_in(list(PUBLIC))
    return pl.when(told).then(host)
