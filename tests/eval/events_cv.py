"""Cross-validated figures of event joining: `python tests/eval/events_cv.py [--worst]`.

Each event is judged by weights that never saw it.
"""

from __future__ import annotations

import sys
from collections import Counter, defaultdict
from collections.abc import Sequence
from dataclasses import replace

from events_data import (
    FOLDS,
    Labelled,
    Settings,
    blurred,
    cited_items,
    event_pairs,
    f1,
    fold_of,
    item_pairs,
    joined_pairs,
    model_of,
    own_items,
    precision_recall,
    shared_items,
    the_pack,
    weights_of,
)  # fmt: skip

from tracker.events.assign import assign
from tracker.facts.extract import Extractor


class Bench:
    """The data and the pairs, made once."""

    def __init__(self) -> None:
        pack = the_pack()
        extractor = Extractor(pack.concepts)
        self.model = model_of(pack, extractor)
        self.shared = shared_items(extractor)
        self.own = own_items(extractor)
        extra = [*self.own, *cited_items(pack, extractor)]
        whole = [*self.shared, *extra]
        sets = [whole, blurred(whole)]
        self.events = joined_pairs(*(event_pairs(one, self.model) for one in sets))
        self.items = joined_pairs(*(item_pairs(one, self.model) for one in sets))

    def predicted(self, items: Sequence[Labelled], settings: Settings) -> list[list[str | None]]:
        """For each fold, the predictions of weights that never saw its events."""
        found = []
        for fold in range(FOLDS):
            weights = weights_of(self.events.without(fold), self.items.without(fold), settings, "cv")
            found.append(assign([one.item for one in items], replace(self.model, weights=weights)))
        return found


def judged(items: Sequence[Labelled], predicted: Sequence[Sequence[str | None]]) -> dict[str, float]:
    """BCubed F1 by language and together, and the share of cross-language pairs in one event."""
    figures: dict[str, float] = {}
    for lang in ("en", "ja", "all"):
        places = [at for at, one in enumerate(items) if one.event and lang in ("all", one.item.lang)]
        scores = []
        for fold, names in enumerate(predicted):
            rows = precision_recall([items[at].event for at in places], [names[at] for at in places])
            scores += [row for row, at in zip(rows, places, strict=True) if fold_of(items[at]) == fold]
        figures |= dict(zip((f"{lang}_precision", f"{lang}_recall", f"{lang}_f1"), f1(scores), strict=True))
    together = across = 0
    for at, one in enumerate(items):
        for back, other in enumerate(items[:at]):
            if one.event and one.event == other.event and one.item.lang != other.item.lang:
                names = predicted[fold_of(one)]
                across += 1
                together += names[at] is not None and names[at] == names[back]
    return {**figures, "pairs": across, "pairs_share": together / across if across else 1.0}


def line(figures: dict[str, float]) -> str:
    """The figures in one line."""
    names = (("P", "precision"), ("R", "recall"), ("F", "f1"))
    parts = [lang + "".join(f" {short}{figures[f'{lang}_{name}']:.3f}" for short, name in names) for lang in ("en", "ja", "all")]
    return " | ".join([*parts, f"pairs {figures['pairs_share']:.3f}"])


def worst(items: Sequence[Labelled], predicted: Sequence[Sequence[str | None]]) -> None:
    """Print the events that were split, and the predicted ones that mix several, with their titles."""
    split: dict[str, Counter] = defaultdict(Counter)
    for at, one in enumerate(items):
        if one.event:
            split[one.event][predicted[fold_of(one)][at]] += 1
    for event, names in sorted(split.items(), key=lambda pair: -len(pair[1])):
        if len(names) > 1 or (None in names and sum(names.values()) > 1):
            print(f"split {event}: {dict(names)}")
            most = names.most_common(1)[0][0]
            for at, one in enumerate(items):
                name = predicted[fold_of(one)][at]
                if one.event == event and name != most:
                    print(f"      {name} | {one.item.published_date} {one.item.relation} {one.item.title[:90]}")
    for fold in range(FOLDS):
        mixed: dict[str, set] = defaultdict(set)
        for at, one in enumerate(items):
            if one.event and predicted[fold][at]:
                mixed[predicted[fold][at]].add(one.event)
        for name, events in mixed.items():
            if len(events) > 1 and any(int(fold_of(one) == fold) for one in items if one.event in events):
                print(f"mixed {name}: {sorted(events)}")


def main(arguments: Sequence[str]) -> int:
    """Print the figures with labelled relations and with a linker's mistakes in them."""
    bench = Bench()
    if not bench.shared:
        print("no labelled items beside the repository")
        return 1
    settings = Settings()
    for name, items in (("labelled relations", bench.shared), ("with a linker's mistakes", blurred(bench.shared))):
        predicted = bench.predicted(items, settings)
        print(f"{name:26} {line(judged(items, predicted))}")
    if "--worst" in arguments:
        worst(items, predicted)
    return 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
