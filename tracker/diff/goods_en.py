"""Further English names of goods, by what they mean; those of the talks themselves stand in `things_en`."""

from __future__ import annotations

GOODS = {
    "pump": "pump", "valve": "valve", "cutlery": "cutlery!, knives!", "beer": "beer!", "brown_rice": "brown rice!",
    "milled_rice": "milled rice!, polished rice!", "wine": "wine!", "soy_sauce": "soy sauce!", "noodle": "noodle", "mushroom": "mushroom",
    "seaweed": "seaweed!, nori!", "pearl": "pearl", "bicycle": "bicycle, bike", "tractor": "tractor", "elevator": "elevator",
    "forklift": "forklift", "excavator": "excavator", "paint": "paint!, paints!", "plywood": "plywood!", "pulp": "pulp!", "tile": "tile",
    "screw": "screw!, screws!", "wire": "wire!", "pipe": "pipe", "magnet": "magnet", "sensor": "sensor", "display": "displays!, screens!",
    "television": "television, tvs!", "console": "game console, console", "copier": "copier, photocopier",
    "medical_device": "medical device", "syringe": "syringe", "vaccine": "vaccine", "insulin": "insulin!", "helicopter": "helicopter",
    "satellite": "satellite", "rocket": "rocket", "train": "trains!, rolling stock!", "crane": "crane", "container": "container",
    "hydrogen": "hydrogen!", "ammonia": "ammonia!", "uranium": "uranium!", "nickel": "nickel!", "lithium": "lithium!",
    "cobalt": "cobalt!", "zinc": "zinc!", "gold": "gold!", "silver": "silver!", "titanium": "titanium!", "diamond": "diamond",
    "poultry": "poultry!, chicken!", "lamb": "lamb!", "butter": "butter!", "honey": "honey!", "apple": "apples!", "grape": "grape",
    "peach": "peaches!", "onion": "onion", "cabbage": "cabbage", "vegetable": "vegetable", "flower": "flower", "tobacco": "tobacco!",
    "book": "book", "gift": "gifts!", "letter": "letters!", "parcel": "parcel", "ferroalloy": "ferroalloy", "rubber": "rubber!",
    "carpet": "carpet", "mattress": "mattress, mattresses!", "sofa": "sofa", "refrigerator": "refrigerator, fridge",
    "air_conditioner": "air conditioner", "washing": "washing machine", "jewelry": "jewelry!, jewellery!",
}  # fmt: skip
