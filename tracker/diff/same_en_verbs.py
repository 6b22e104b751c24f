"""English verbs of news and official pages that replace each other when a sentence is reworded, a group a line.

A word may stand in several lines. Where one took the place of a word that shares no line with it, something else is said
(`replaced_changes`). Forms as in `tracker.diff.words`.
"""

from __future__ import annotations

GROUPS = """
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
leave alone, leave untouched, not touch, does not touch, do not touch, not affect, does not affect
beat, outdo, outperform, do better than, be ahead of
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
