"""Parameters of addresses that say where a reader came from, not what is read (TRAPS 38). One line is one outlet; data, no code.

Only known names are dropped: for an outlet not listed here a parameter may be what names the article (`?id=`, `?k=`, `?p=`).
"""

from __future__ import annotations

ANYWHERE = frozenset(
    "fbclid gclid gclsrc dclid gbraid wbraid msclkid yclid twclid ttclid igshid igsh li_fat_id mc_cid mc_eid mkt_tok _hsenc _hsmi "
    "__hstc __hssc __hsfp hsctatracking vero_id oly_anon_id oly_enc_id _openstat wt_mc ref_src ref_url guccounter guce_referrer "
    "guce_referrer_sig at_medium at_campaign at_custom1 at_custom2 at_custom3 at_custom4 pk_campaign pk_kwd pk_source pk_medium "
    "piwik_campaign piwik_kwd wgt_ref traffic_source".split()
)
"""Names dropped in every address, in lower case."""

PREFIXES = ("utm_", "mtm_", "hsa_")
"""Beginnings of names dropped in every address, in lower case."""

BY_HOST: dict[str, frozenset[str]] = {
    "news.yahoo.co.jp": frozenset(("source",)),
    "asahi.com": frozenset(("ref", "iref")),
    "mainichi.jp": frozenset(("fm", "inb")),
    "nikkei.com": frozenset(("n_cid", "i_cid")),
    "jiji.com": frozenset(("g",)),
    "itmedia.co.jp": frozenset(("ref",)),
    "cnn.co.jp": frozenset(("ref",)),
    "news.google.com": frozenset(("oc",)),
    "nytimes.com": frozenset(("partner", "emc", "smid", "smtyp", "referringsource")),
    "wsj.com": frozenset(("mod", "reflink", "st")),
    "ft.com": frozenset(("ftcamp", "sharetype", "segmentid")),
    "theguardian.com": frozenset(("cmp",)),
    "reuters.com": frozenset(("feedtype", "feedname", "edition-redirect", "taid", "rpc", "il")),
    "bloomberg.com": frozenset(("srnd", "sref", "cmpid", "leadsource", "in_source")),
    "cnbc.com": frozenset(("__source", "par")),
    "economist.com": frozenset(("fsrc",)),
    "politico.com": frozenset(("cid",)),
    "npr.org": frozenset(("ft", "f")),
    "washingtonpost.com": frozenset(("itid", "tid")),
    "forbes.com": frozenset(("sh", "ss")),
}
"""Names dropped in addresses of a host and its subdomains, in lower case."""

WRAPPED = {("bing.com", "/news/apiclick.aspx"): "url"}
"""Relay pages that carry the article's own address in a parameter: (host without www, path) to its name."""
