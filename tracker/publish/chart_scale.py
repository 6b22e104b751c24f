"""Where the axes of a chart have their ticks, and what stands there. Pure."""

from __future__ import annotations

from datetime import date, timedelta

from babel.dates import format_date

MONTHS = (1, 2, 3, 6, 12, 24, 60)
DAYS = (1, 2, 7, 14)
SHORT_SPAN_DAYS = 75
"""Up to so many days ticks stand at days, from there on at months."""
LABEL_WIDTH = 84
"""CSS pixels that a label with its room takes."""
FORMS = {"day": {"en": "d MMM", "ja": "M月d日"}, "month": {"en": "MMM y", "ja": "y年M月"}}


def day_ticks(start: str, end: str, lang: str, width: int) -> tuple[tuple[str, str], ...]:
    """Days between `start` and `end` (half open) with what they are called, as many as have room on `width` CSS pixels."""
    first, last = date.fromisoformat(start), date.fromisoformat(end)
    most = max(2, (width - 60) // LABEL_WIDTH)
    short = (last - first).days <= SHORT_SPAN_DAYS
    days = _days(first, last, most) if short else _months(first, last, most)
    form = FORMS["day" if short else "month"][lang]
    return tuple((day.isoformat(), format_date(day, form, locale=lang)) for day in days)


def percent_ticks(top: float) -> tuple[float, ...]:
    """Values from 0 up to the first at or above `top` (per cent), three to six of them."""
    step = next((step for step in (1, 2, 5, 10, 20, 25, 50, 100) if top / step <= 5), 250)
    count = max(2, -(-int(top * 1000) // int(step * 1000)))
    return tuple(float(step * number) for number in range(count + 1))


def _days(first: date, last: date, most: int) -> list[date]:
    total = (last - first).days
    step = next((step for step in DAYS if total / step <= most), 28)
    return [first + timedelta(days=number) for number in range(0, total, step)]


def _months(first: date, last: date, most: int) -> list[date]:
    start = first.year * 12 + first.month - (first.day == 1)
    stop = last.year * 12 + last.month - 1
    step = next((step for step in MONTHS if (stop - start + 1) / step <= most), 120)
    begin = -(-start // step) * step
    return [date(number // 12, number % 12 + 1, 1) for number in range(begin, stop + 1, step)]
