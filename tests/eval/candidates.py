"""What the fit may use: classes of signs, phases of the story, and candidate rules with the direction that their weights may have.

A rule's direction is knowledge (another country's deal without Japan never speaks for a link), so that some hundred items can't teach
the opposite. Nothing here names an item, an outlet or a form; words live in the gazetteer.
"""

PHASES = (
    ("1900-01-01", "before_story"),
    ("2025-01-20", "first_orders"),
    ("2025-04-01", "reciprocal_days"),
    ("2025-04-16", "anchor_days"),
    ("2025-04-19", "spring_rounds"),
    ("2025-06-01", "summer_rounds"),
    ("2025-07-07", "letter_days"),
    ("2025-07-22", "deal_days"),
    ("2025-08-16", "order_days"),
    ("2025-10-21", "carry_out"),
    ("2026-02-20", "after_ruling"),
)

CLASSES = {
    "home_actor": "home_negotiator home_leader home_minister home_finance",
    "home_named": "home_country home_negotiator home_leader home_minister home_finance both tariff_home talks_home deal_home"
    " pledge_sum measure_home",
    "home": "home_country home_negotiator home_leader home_minister home_finance home_figure home_body home_firm home_firms"
    " home_region both tariff_home talks_home deal_home pledge_sum measure_home central_bank market home_farm",
    "home_business": "home_firm home_firms home_region home_industry market stats home_goods",
    "us_actor": "us_negotiator us_leader",
    "us": "us_negotiator us_leader us_country us_body us_place us_figure both toward_us us_talks tariff_us court section301"
    " section232 section122 ieepa",
    "levy": "tariff tariff_us tariff_home section232 section122 section301 ieepa measure_global reciprocal talks_home"
    " deal_home tariff_cost stacking letter probe refund",
    "world": "measure_global section232 section122 section301 ieepa reciprocal refund everyone",
    "ruling": "court ieepa struck refund",
    "meets": "talks talks_home us_talks call summit trip act_talk act_meet rounds trade_talk",
    "bargain": "deal deal_home act_agree trade_deal",
    "harm": "effect loss hurts tariff_cost earnings market act_fall act_forecast",
    "money": "pledge pledge_sum tranche",
    "others": "other_deal other_actor other_country",
    "aside": "howto crime elsewhere home_affairs home_duty other_pact wages",
    "past": "older older_year",
    "views": "opinion view asks",
    "early": "first_orders reciprocal_days",
    "talks_phase": "spring_rounds summer_rounds letter_days",
    "deal_phase": "deal_days order_days",
    "subject": "accounts central_bank politics wages yen elsewhere home_affairs defence stats earnings",
}

FOR = """
tariff_home!
talks_home!
deal_home!
pledge_sum!
home_negotiator!
home_negotiator + us
home_negotiator + meets
home_negotiator + levy
home_negotiator + money
home_negotiator + trade_deal
home_leader + us_actor + meets
home_leader + us_leader + call
home_leader + us_leader + talks_phase
home_leader + us_leader + meets + talks_phase
home_leader + levy
home_leader + trade_deal
home_minister + us_actor
home_minister + levy
home_finance + us_finance + fx_word
home_finance + us_finance + talks_phase
home_finance + us_finance + document
home_finance + us_finance + levy
home_finance + us_finance + trade_talk
home_finance + us + levy
home_figure + levy
home_actor + trip
levy + home
levy + home_named
levy + home_business
levy + home_body
levy + politics
levy + party_office
foods + levy + us_leader - others
foods + act_exempt - others
foods + spared - others
spared + levy - others
act_exempt + levy - others
home_farm + us_leader
home_farm + home_country + complains
levy + harm
levy + response
levy + protest
levy + both
tariff_us + kana - others
talks + kana - others
deal + kana - others
us_talks + home
us_talks + kana - others
toward_us + kana - others
money + kana
levy + kana + survey
levy + kana - others
tariff_cost
stats + us + home
home_named + us + bargain
home_named + trade_deal
home_named + trade_talk
home_named + trade_deal + us
home_named + us + trade_talk
home_named + us + meets
home_named + rate + levy
both + meets + levy
both + bargain
both + money
both + document
fx + both
fx + document
yen + both + us_finance
money + home
money + us
project + home + us
project + money
world + levy
world + levy + home
world + levy - others
everyone + levy
section301 + home
probe + us
probe
ruling + levy
court + levy
ruling + levy - suit
tariff_us + act_raise
reciprocal
reciprocal - others
section232
section122
stacking
mfn
letter
cancelled
rounds + home
response + levy
us_cars!
us_cars + us
home_farm + us
home_goods + levy
template + home + others
compare_home
compare_home + others
rate + home_named + others
other_deal + home_named
central_bank + bargain
home_business + trade_deal
metals - others
sector_chip - others
sector_drug - others
others + home_named + levy
others + home_named + bargain
merger_done + summer_rounds
merger + us_leader + summer_rounds
merger + summer_rounds
merger + levy + home + talks_phase
quote
exports_us + kana - others
exports_us + home
act_announce + levy - others
act_sign + levy - others - past
act_impose + levy - others
act_effect + levy - others - past
act_raise + levy - others
measure_global - others
levy + us_leader - others
levy + us_negotiator - others
levy + us_body - others
rate + us_actor + home
rate_home + us
home_leader + us_leader + bargain
home_negotiator + act_sign
home_figure + us_talks
autos + levy + home
measure_global ~ others
measure_global + act_effect
measure_global + act_impose
world + levy ~ others
measure_global + everyone
section122 + levy
us_rice!
us_rice + us_leader
us_rice + bargain
us_rice + meets
us_rice + talks_phase
home_farm + us_leader + letter
home_farm + us_leader + home
merger + merger_closes + summer_rounds
both + home_leader + trade_deal
us_leader + home_leader + trade_deal
others + compare_home + levy
others + compare_home + bargain
central_bank + tariff_reason
home + tariff_reason
central_bank + deal_home
stats + tariff_reason
harm + levy + kana - others
stats + levy + kana - others
""".split("\n")

AGAINST = """
other_country - home
other_country ~ home
other_country + levy - home
other_country + levy ~ home
other_country + everyone ~ home
other_country + levy - home_named
other_country + bargain - home
other_country + bargain ~ home
other_country + meets - home
other_country + us_actor - home
other_deal
other_deal - home
other_actor
other_actor - home
other_actor + us_actor - home
other_firm - home
others - levy
others - home - everyone
aside
aside - levy
howto
howto - home
crime
crime - us
home_duty
other_pact
defence
defence - levy
defence - levy - money
defence ~ levy
defence + home - levy
defence + trip - levy
defence + meets - levy
home_affairs
home_affairs - levy
elsewhere
elsewhere - levy
older
older_year
past - home_actor
past + levy
central_bank
central_bank - levy
central_bank ~ levy
politics - levy
home_finance - levy - fx_word - talks_phase
home_actor + meets - levy - bargain - money
home_minister + meets - levy - bargain - money
home_leader + call - levy - bargain - money
party_office - levy
politics - levy - money
politics ~ levy
politics + meets - levy
politics + home_leader - levy
subject - levy
subject ~ levy
wages
yen
yen - levy
yen ~ levy
market - levy
stats - levy
stats - levy - us
earnings - levy
harm - levy
home - levy - us
home - levy - us - money
home_leader - levy
home_leader - levy - us
home_leader - levy - money - meets
home_negotiator - levy - us
home_negotiator - levy - meets - money
home_firm - levy
home_business - levy
home_farm
home_farm - us
us_negotiator - home
us_leader - home
us - levy - home
us_actor - levy - home
us_actor - levy - home - money
levy - home - world
levy - home
levy - home - kana
levy - home - everyone
trade_deal - home
trade_deal ~ home
trade_talk - home
suit
suit - home
suit + court - home
others + levy - us ~ home
others + levy ~ us home
accounts
accounts ~ levy
stats ~ levy
merger
merger - levy
merger - talks_phase
merger - summer_rounds
merger - levy - summer_rounds
merger + genre
money - home
project - home
project - levy - money
retaliation
retaliation - home
customs
customs - home
us_market
us_market - home
us_firm - home - foods
us_firm + levy - home - foods
expo
expo - levy
opinion - home
opinion + court - home
doctrine
doctrine - home
doctrine + ruling - home
doctrine + court - home
views + ruling - home
views + court - home
asks + ruling - home
undated + court - home
undated + ruling - home
undated + world - home
genre - home
views - home
others + levy - compare_home ~ home
others + bargain - compare_home ~ home
before_story
before_story + past
before_story + home
before_story + levy
undated
undated + past
undated + howto
early + merger
early - levy
sales_count
sales_count ~ levy
sales_count + home_firm ~ levy
howto + levy
howto + ieepa
howto + refund
older + levy
undated + older
older_year + trade_deal
older_year + act_effect
undated + older_year + levy
undated + act_effect
undated + act_sign
undated + howto + levy
howto - us_leader
older + levy - home_actor
""".split("\n")


def link_rules():
    """(rule, direction) pairs, each rule once."""
    pairs = [(name, 1) for name in FOR] + [(name, -1) for name in AGAINST]
    return [(name, sign) for name, sign in dict(pairs).items() if name]


_GROUPS = """
home_country home_negotiator home_leader home_minister home_finance home_figure home_body home_firm home_firms home_industry
home_region home_farm home_goods both us_leader us_negotiator us_finance us_body us_firm trade_office court customs tariff
tariff_us tariff_home reciprocal metals autos measure_global section232 section122 section301 probe ieepa refund struck talks
talks_home call summit trip rounds cancelled trade_talk deal deal_home trade_deal measure_home pledge pledge_sum tranche project
document letter stacking mfn response protest retaliation tariff_cost effect earnings loss hurts stats exports_us market survey
central_bank yen fx fx_talks politics wages everyone sector_chip sector_drug defence merger merger_done opinion template
compare_home other_country other_deal other_actor other_firm rate rate_home act_announce act_sign act_effect act_impose act_threat
act_agree act_delay act_pause act_raise act_lower act_remove act_exempt act_talk act_progress act_urge act_respond act_object
act_stall us_talks toward_us us_cars us_market act_meet act_cancel act_resign act_depart act_plan act_fall act_rise act_comment
act_forecast view genre voice asks suit deadline deficit expo quote undated early anchor_days talks_phase deal_phase
carry_out after_ruling about_autos about_steel_aluminum
about_agriculture about_currency about_investment about_energy about_semiconductors about_pharma
about_defense_security about_reciprocal_tariff about_macro_economy about_domestic_politics about_legal about_other_countries
"""
_TOGETHER = """
other_country + tariff
other_country - act_meet
home_country + other_country
"""
# Relations only: who stands in it, whatever the name; and what falls or answers before the talks is no threat and no request.
_RELATIONS = """
home_named
us
others
early + market
early + act_fall
early + act_respond
"""
# Topics only: what a text is about says little of its part in the story, and a tariff is a general one where no goods are named. What was
# under negotiation changed from month to month, so that a bare "goes to Washington for talks" is about other things in May than in August.
_TOPICS = """
first_orders
reciprocal_days
spring_rounds
summer_rounds
letter_days
deal_days
order_days
solely_autos
solely_steel_aluminum
solely_agriculture
solely_currency
solely_investment
solely_energy
solely_semiconductors
solely_pharma
solely_defense_security
solely_reciprocal_tariff
solely_macro_economy
solely_domestic_politics
solely_legal
solely_other_countries
partly_autos
partly_steel_aluminum
partly_agriculture
partly_investment
partly_energy
partly_semiconductors
partly_pharma
partly_macro_economy
partly_legal
partly_other_countries
rate - solely_autos - solely_pharma - solely_semiconductors
talks - solely_autos - solely_investment - solely_agriculture
"""
_GENERAL = " - ".join(
    ("tariff", "solely_autos", "solely_steel_aluminum", "solely_semiconductors", "solely_pharma", "solely_agriculture", "solely_energy",
     "solely_investment")
)  # fmt: skip
TOPIC_RULES = (*_TOPICS.strip().split("\n"), _GENERAL)
RELATION_RULES = tuple(_RELATIONS.strip().split("\n"))
LABEL_RULES = [*_GROUPS.split(), *_TOGETHER.strip().split("\n"), *RELATION_RULES, *TOPIC_RULES]
