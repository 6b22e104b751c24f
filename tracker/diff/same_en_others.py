"""English adjectives, adverbs and verbs of news and official pages that replace each other when a sentence is reworded, a group a line.

A word may stand in several lines. Where one took the place of a word that shares no line with it, something else is said
(`replaced_changes`). Forms as in `tracker.diff.words`.
"""

from __future__ import annotations

QUALITIES = """
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
among them, including, such as, like
straight, in a row, running, consecutive, successive, on end
at stake, at risk, in danger, in jeopardy, under threat
sore, sticking, thorny, contentious, difficult
ever, forever
left, departed
"""

VERBS = """
brace, gird, get ready, steel
shun, avoid, boycott, steer clear of, spurn
flock to, throng, crowd, pack
inch closer, edge closer, move closer, draw nearer, come closer, inch toward
drift apart, grow apart, diverge, part way
dodge, escape, avoid, evade, be spared, elude
halve, cut by half, cut in half
swallow, absorb, bear, shoulder
stall, grind to a halt, bog down, get stuck, hit a wall
unravel, fall apart, collapse, come apart, break up
revive, resurrect, restart, bring back
mull, weigh, ponder, contemplate, toy with, consider
rattle, unsettle, unnerve, spook, shake, jolt
soothe, calm, reassure, comfort
vindicate, bear out, justify
snub, rebuff, cold-shoulder, spurn
woo, court, lure, attract, draw
oust, unseat, topple, depose
hoist, raise, lift
gut, slash, cut
stoke, fan, fuel, feed, add to
dampen, curb, cool, damp, temper, check
foil, thwart, block, frustrate
pave way, clear way, open way
backtrack, back down, climb down, retreat, relent, row back, walk back, reverse course
double down, press on, persist, stick to gun, stand firm, hold firm
bow to, yield to, give in to, cave in to, surrender to
lash out, hit out, rail, fume
side with, back, support
squabble, bicker, quarrel, argue
languish, lag, trail
thrive, flourish, prosper, boom, do well
scupper, scuttle, wreck, torpedo, derail, sink, ruin
salvage, save, rescue
ditch, scrap, abandon, shelve, drop, axe, discard
unveil, reveal, present, disclose, publish, release
hail, praise, laud, applaud, welcome
lament, bemoan, deplore, regret
sour, deteriorate, worsen
mend, repair, patch up, fix
travel, fly, go, head, journey, set off, set out
set off, leave, depart, head off, set out
decline, refuse, would not, will not, did not, does not, do not, have not, has not, could not, be unwilling, be unavailable
stay, remain, not change, not raise, not move
install, put in, set up, fit, mount
note, point out, observe, remark
exceed, surpass, pass, top, outstrip, outnumber, be above, break, go beyond, be more than
make up for, offset, compensate for, counterbalance, balance out, cancel out
near, close in on, approach, come close to, edge toward, move closer to, be close to
flag, signal, warn of, point to, foresee, expect
employ, have, give work to, have work, find work, hire, provide job
work, serve, be employed
become, turn, grow, get
come, arrive
happen, occur, take place, come about, be held
hold, stage, host, conduct, convene, have, organize
be based, be headquartered, have headquarters, be located
lie, be located, stand, sit, be situated
total, amount to, come to, add up to, stand at, reach, number
account for, make up, represent, constitute, comprise
consist of, comprise, be made up of, have
contain, hold, include, have
face, confront, encounter, be confronted with
suffer, incur, sustain, undergo, experience, take
cause, trigger, bring about, lead to, result in, prompt, spark, give rise to, create
stem from, result from, arise from, come from, be due to, be caused by
depend on, hinge on, rest on, rely on
affect, influence, have an effect on, weigh on, impact
apply to, cover, extend to, hold for
concern, be about, relate to, regard, involve
take, need, require
last, continue, go on, run, take
remain, stay, be still, be left
appear, seem, look
show, display, exhibit, present
express, voice, state, convey, give voice to
say, tell, note, add, comment, state, explain, remark
describe, call, term, label, characterize, brand
stress, emphasize, underline, underscore, highlight
claim, allege, assert, maintain
repeat, reiterate, restate, say again, reaffirm
urge, call on, press, ask, appeal to, call upon
order, instruct, direct, command, tell
announce, say, make known, declare, unveil
brief, inform, tell, report to, explain to
talk, speak, converse, have talk
gather, assemble, meet, come together, convene
greet, welcome, receive
accompany, go with, travel with, join
head, lead, chair, be in charge of
lead, guide, steer, front
represent, stand for, speak for
serve as, act as, work as, be
aim, seek, try, attempt, endeavour, endeavor, strive, work to
plan, intend, mean, aim
struggle, have difficulty, find it hard
manage, be able, succeed in
help, contribute to, serve to
strengthen, reinforce, bolster, shore up, deepen, beef up, step up
weaken, undermine, erode, dilute, water down
deepen, expand, broaden, widen, enlarge, extend
narrow, shrink, reduce
speed up, accelerate, quicken, hasten, expedite, step up
slow, slow down, decelerate
protect, defend, safeguard, shield, guard
promote, further, advance, foster, encourage
push, drive, force
exert, put, apply
carry out, implement, execute, put into practice, put into effect, conduct, perform, put in place
enforce, apply, implement
comply with, follow, observe, adhere to, abide by
violate, break, breach, infringe
meet, satisfy, fulfil, fulfill, comply with
calculate, compute, work out
estimate, reckon, put at, calculate, assess
reflect, mirror, show
compare, set against
match, equal, correspond to
differ, vary, be different
add, put on, tack on
remove, take away, take off, lift, eliminate, do away with, scrap
cancel, call off, scrap, drop
replace, substitute, take the place of, swap
fill, occupy, take up
mark, represent, be
underperform, lag, trail
outperform, beat, do better than
beat, defeat, overcome
dominate, control
trade, change hand, be quoted
close, end, finish, settle
open, start, begin
sell off, dump, get rid of
snap up, buy
pay for, fund, finance, bankroll, foot the bill for, bear the cost of
supply, provide, furnish, deliver
transport, carry, haul, ship, move
unload, discharge
fly, travel, go
stay, remain
return, come back, go back
attend, be present at, take part in, be at
watch, see, view, observe
learn, find out, discover, be told, hear
know, be aware, understand
understand, grasp, comprehend
think, believe, feel, hold
recall, remember
study, look at, examine, analyse, analyze
solve, resolve, settle, sort out, fix
tackle, address, deal with, handle, cope with
handle, deal with, process, manage, treat
respond to, react to, answer, deal with
blame, put down to, attribute to, pin on
ease, relieve, soften, cushion, mitigate, alleviate, reduce, lessen
worsen, aggravate, exacerbate, make worse
rise, go up, become dearer, get dearer, become more expensive, grow
fall, go down, become cheaper, get cheaper, become less expensive, shrink
jump, surge, soar, leap, shoot up, rocket, spike, skyrocket
plunge, tumble, slump, plummet, sink, dive, nosedive
stagnate, stall, be flat, stay flat, be unchanged, not change, level off, be little changed
vote, cast ballot, go to the poll
elect, choose, vote in, pick
resign, quit, step down, stand down, leave office
die, pass away
be born, come from, hail from
live, reside, dwell
visit, call at, drop in on, tour, go to
click, press, tap, select, choose
see, refer to, consult, check, read
fill in, complete, fill out
submit, send in, hand in, file, lodge
apply, make an application, submit an application, file an application
contact, get in touch with, reach, call, write to
inquire, enquire, ask
subscribe, sign up, register
"""
