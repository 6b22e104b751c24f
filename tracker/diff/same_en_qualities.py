"""English adjectives, adverbs and phrases of news and official pages that replace each other when a sentence is reworded, a group a line.

A word may stand in several lines. Where one took the place of a word that shares no line with it, something else is said
(`replaced_changes`). Forms as in `tracker.diff.words`.
"""

from __future__ import annotations

GROUPS = """
innovative, creative, inventive, novel, ingenious
better, finer, superior
struggling, ailing, troubled, lowly
ripple, spread
urge, call on
big, large, huge, major, massive, great, sizeable, sizable, substantial, considerable, hefty, significant, giant, enormous, vast
small, little, minor, modest, slight, tiny, limited, marginal
main, chief, key, principal, major, primary, leading, central, core, top
important, key, significant, crucial, vital, critical, essential
new, fresh, latest, additional, further, another, more
old, former, previous, earlier, past, prior, ex
former, ex, one-time
current, present, existing, ongoing, now
recent, latest, last
next, coming, upcoming, following, forthcoming
last, final, closing
first, initial, opening, maiden
early, initial
quick, fast, rapid, speedy, swift, prompt
slow, sluggish, gradual
sudden, abrupt, unexpected, surprise
sharp, steep, strong, dramatic, drastic
strong, robust, solid, firm, healthy, brisk
weak, soft, feeble, fragile, sluggish, poor, anaemic, anemic
good, positive, favourable, favorable, upbeat, encouraging
bad, negative, poor, adverse, unfavourable, unfavorable, bleak, gloomy
happy, pleased, glad, satisfied, delighted
unhappy, dissatisfied, displeased, upset, disappointed, frustrated
angry, furious, irate, incensed
worried, concerned, anxious, nervous, fearful, uneasy
cautious, careful, wary, prudent, guarded
confident, optimistic, upbeat, bullish, hopeful
pessimistic, gloomy, downbeat, bearish
ready, prepared, willing
eager, keen
unwilling, reluctant, loath, hesitant
difficult, hard, tough, tricky, challenging
easy, simple, straightforward
clear, plain, obvious, evident
unclear, uncertain, vague, unknown
possible, potential, feasible
impossible, unfeasible
likely, probable, expected
unlikely, improbable
real, actual, genuine, true
full, complete, total, entire, whole
partial, incomplete, in part
whole, entire, all
every, each, all
many, numerous, several, a lot of, lots of, plenty of
several, some, a number of, various, a few, multiple
few, hardly any, not many, a handful of
most, majority of, the bulk of, mainly, mostly, largely
about, around, roughly, some, approximately, nearly, close to, almost
almost, nearly, virtually, practically
more than, over, above, in excess of, upward of, upwards of, at least
less than, under, below, fewer than
at least, no less than, a minimum of
at most, no more than, up to, a maximum of, not more than
only, just, merely, solely
also, too, as well, in addition, besides, moreover, furthermore
however, but, though, although, yet, still, while, whereas, even so, nevertheless, nonetheless, despite, in spite of
because, since, as, due to, owing to, because of, on account of, thanks to, amid
so, therefore, thus, hence, as a result, consequently
after, following, in the wake of, since
before, ahead of, prior to, in advance of, in the run-up to
during, in the course of, amid, throughout, over
until, till, up to, through
now, currently, at present, at the moment, presently, today
soon, shortly, before long, in the near future
already, by now
again, once more, anew, afresh, once again
still, yet, even now
often, frequently, regularly
sometimes, occasionally, at times
always, at all times, constantly
together, jointly, in cooperation
alone, by itself, on its own
abroad, overseas, in other countries, outside the country
foreign, overseas, from abroad
domestic, local, home, at home
global, worldwide, international, world
american, us, u.s, united states, washington
japanese, japan, tokyo
british, uk, u.k, united kingdom, london
chinese, china, beijing
european, eu, e.u, european union, brussels
national, nationwide, countrywide
annual, yearly, per year, a year, each year, every year
monthly, per month, a month, each month
weekly, per week, a week
daily, per day, a day, each day, every day
quarterly, each quarter
mutual, reciprocal, two-way
bilateral, two-way, between the two countries, between the two nations
unilateral, one-sided
joint, shared, common
separate, different, other, another
same, identical, equal, like
similar, alike, comparable
different, distinct, other
various, diverse
high, elevated, steep
low, depressed, cheap
expensive, dear, costly, pricey
cheap, inexpensive, low-priced
cheaper, less expensive
dearer, more expensive, costlier, pricier
higher, raised, increased, elevated
lower, reduced, decreased
higher, up, above
lower, down, below
unchanged, flat, steady, level, stable, the same, not changed
stable, steady, constant, settled
volatile, unstable, turbulent, choppy
rich, wealthy, affluent
poor, needy
free, without charge, at no charge, at no cost, gratis, free of charge
duty-free, tariff-free, without duty, zero-tariff, zero-duty
open, available, accessible
closed, shut
public, open
private, personal
secret, confidential, undisclosed
official, formal
formal, official
formally, officially
unofficial, informal
informally, unofficially
legal, lawful, legitimate
illegal, unlawful, illicit
valid, in force, effective, in effect
invalid, void, null
fair, just, equitable, even-handed
unfair, unjust
necessary, needed, required, essential
unnecessary, needless, not needed
urgent, pressing
serious, grave, severe
severe, harsh, tough, strict, stringent
tough, hard, firm, hardline, hard-line
successful, fruitful, productive
constructive, productive, useful, fruitful
vain, fruitless, unsuccessful
safe, secure
dangerous, risky, hazardous
direct, straight
indirect, roundabout
temporary, provisional, interim, for the time being, short-term
permanent, lasting, indefinite
long, lengthy, prolonged, extended, protracted
brief, short
senior, high-ranking, top, leading, high-level
junior, low-ranking
working-level, administrative-level
chief, top, lead, head
veteran, experienced, seasoned
well-known, famous, prominent
unknown, unfamiliar
popular, well-liked
local, regional
central, national
rural, country
urban, city
agricultural, farm, farming
industrial, manufacturing
financial, monetary, fiscal
economic, business
commercial, trade
diplomatic, foreign policy
political, policy
military, defence, defense
electric, battery, battery-powered
used, second-hand, secondhand
broad, wide, sweeping, wide-ranging, extensive, blanket
narrow, limited
deep, profound
exact, precise
rough, approximate
correct, right, accurate
wrong, incorrect, inaccurate, mistaken, erroneous
online, on the web, on the internet, on its website, electronically
nearly doubled, almost doubled
sharply, steeply, strongly, markedly, significantly, considerably, substantially, drastically, dramatically
slightly, a little, a bit, marginally, somewhat, modestly
gradually, step by step, in stages, slowly, bit by bit
quickly, fast, rapidly, swiftly, promptly, speedily
immediately, at once, right away, instantly, straight away, without delay
suddenly, abruptly, unexpectedly
temporarily, for now, for the time being, for the moment
permanently, for good, indefinitely
mainly, mostly, chiefly, primarily, largely
fully, completely, entirely, totally, wholly
partly, partially, in part
especially, particularly, in particular
finally, eventually, at last, in the end, ultimately
previously, earlier, before, formerly
later, afterwards, subsequently, after that, then
recently, lately, of late
publicly, in public, openly
privately, in private, behind closed doors
strongly, firmly, fiercely, vehemently
carefully, closely, thoroughly
according to, in the words of, as stated by
say, tell, according to, state, note, add
call, phone, ring, telephone
reach, contact, get in touch with
none, nil, zero
ahead of, beating
valid, good for, in force for
among them, including, such as, like
straight, in a row, running, consecutive, successive, on end
at stake, at risk, in danger, in jeopardy, under threat
sore, sticking, thorny, contentious, difficult
ever, forever
left, departed
"""
