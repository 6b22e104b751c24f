"""English words for whom something concerns and for what stands somewhere, by what they mean, and what limits a noun.

Forms as in `tracker.diff.words`. General words for any firm or person (company, maker, official) are left out, since they replace each
other.
"""

from __future__ import annotations

PARTIES = {
    "importer": "importer",
    "exporter": "exporter",
    "broker": "customs broker, broker, freight forwarder, forwarder",
    "carrier": "carrier, shipping line, shipping company, airline",
    "shipper": "shipper, consignor",
    "consignee": "consignee",
    "retailer": "retailer, shopkeeper",
    "wholesaler": "wholesaler, distributor",
    "farmer": "farmer, grower",
    "fisherman": "fisherman, fishermen!, fisher, fishery",
    "brewer": "brewer, brewery, breweries!, distiller, distillery",
    "bank": "bank!, banks!, lender",
    "insurer": "insurer, insurance company",
    "household": "household",
    "consumer": "consumer, shopper, customer, client",
    "student": "student",
    "teacher": "teacher",
    "pensioner": "pensioner, retiree",
    "patient": "patient!, patients!",
    "tourist": "tourist, traveller, traveler, holidaymaker",
    "union": "labor union!, labour union!, trade union!, labor unions!, trade unions!",
    "shareholder": "shareholder, stockholder",
    "investor": "investor",
    "supplier": "supplier, subcontractor",
    "dealer": "dealer, dealership",
    "worker": "worker, employee, staff!, workforce!",
    "executive": "executive, manager",
    "lawyer": "lawyer, attorney",
    "lawmaker": "lawmaker, legislator, congressman, congresswoman",
    "mayor": "mayor",
    "voter": "voter",
    "migrant": "migrant, immigrant",
    "refugee": "refugee",
    "resident": "resident!, residents!",
    "child": "children!, kids!, pupil, schoolchildren!",
    "parent": "parents!",
    "women": "women!",
    "men": "men!",
    "economist": "economist",
    "analyst": "analyst",
    "hospital": "hospital, clinic",
    "university": "university, universities!, college",
    "startup": "startup, start-up",
    "landlord": "landlord",
    "tenant": "tenant",
    "carmaker": "carmaker, automaker, car maker, auto maker",
    "steelmaker": "steelmaker, steel maker",
    "chipmaker": "chipmaker, chip maker",
    "drugmaker": "drugmaker, drug maker",
    "shipbuilder": "shipbuilder, ship builder",
    "parts_maker": "parts maker, parts supplier",
    "toymaker": "toymaker, toy maker",
}

FACILITIES = {
    "factory": "plant!, plants!, factory, factories!, works!",
    "shipyard": "shipyard, dockyard",
    "refinery": "refinery, refineries!",
    "smelter": "smelter",
    "steelworks": "steelworks!, steel mill",
    "power": "power plant, power station",
    "warehouse": "warehouse, depot, storehouse",
    "port": "port!, ports!, harbor, seaport",
    "airport": "airport",
    "mine": "mine!, mines!",
    "farm": "farm!, farms!",
    "bridge": "bridge",
    "railway": "railway, railroad, rail line",
    "road": "road!, roads!, highway, motorway",
    "pipeline": "pipeline",
    "terminal": "terminal!, terminals!",
    "data_center": "data center, data centre",
    "laboratory": "laboratory, laboratories!, lab!, labs!",
    "headquarters": "headquarters!, head office!",
    "hotel": "hotel",
    "embassy": "embassy, embassies!",
    "consulate": "consulate",
    "prison": "prison, jail",
    "school": "school",
    "showroom": "showroom",
    "canteen": "canteen, cafeteria",
    "dam": "dam",
}

# What limits the noun behind it, so that an edit which adds or drops nothing else changes whom or what it concerns.
LIMITING = frozenset(
    (
        "small medium medium-sized midsize large foreign domestic overseas local listed unlisted private public registered"
        " licensed licenced certified accredited individual corporate non-profit nonprofit first-time full-time part-time"
        " temporary permanent wholly-owned state-owned imported exported new existing former eligible qualified unqualified"
        " commercial residential industrial agricultural rural urban male female adult senior junior elderly young disabled"
        " primary secondary direct indirect electric hybrid used second-hand finished unfinished raw fresh frozen dried processed"
        " unprocessed organic medical military civil civilian criminal regional national federal international offshore onshore"
        " northern southern eastern western central bilateral unpaid paid low-income high-income low-value high-value single"
        " married chartered authorised authorized approved accompanied unaccompanied"
    ).split()
)
