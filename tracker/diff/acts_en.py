"""English verbs by what is done, a group a line: those of one line replace each other when a sentence is reworded.

A verb may stand in several lines. Where a verb took the place of one that shares no line with it, something else is said to be done.
Forms as in `tracker.diff.words`.
"""

from __future__ import annotations

GROUPS = """
say, tell, add, call, note, state, remark, comment, declare, announce, report, warn, caution, stress, explain, argue, claim, reveal, mention
insist, argue, maintain, claim, assert, contend, say, believe, think, hold
vow, pledge, promise, commit to, plan, intend to, aim to, say, look to, prepare to
warn, threaten, caution, alert, vow, say
rise, gain, climb, jump, surge, increase, grow, advance, soar, edge up, go up, pick up, be up, rebound, rally, leap, spike, shoot up
raise, lift, increase, hike, boost, put up, push up, drive up, double, add to, expand
fall, drop, decline, slip, slide, plunge, tumble, sink, shrink, narrow, contract, dip, ease, weaken, go down, be down, slump, lose
cut, lower, reduce, trim, slash, pare, shrink, bring down, curb, scale back, ease, decrease, lessen, limit
keep, maintain, retain, hold, leave, preserve, stick to, stick with, stand by, continue, remain, stay
start, begin, launch, open, kick off, commence, introduce, initiate, set out, embark on, take effect, come into force, roll out
end, finish, conclude, wrap up, complete, close, stop, cease, terminate, be over
stop, halt, suspend, pause, freeze, cease, end, block, shelve, discontinue, stay, put on hold
scrap, drop, abandon, cancel, abolish, withdraw, ditch, call off, give up, pull out of, axe, rescind, revoke, repeal, end, lift, remove
approve, pass, adopt, clear, endorse, ratify, sign off on, accept, authorize, enact, vote for, green-light
advance, move forward, send to the floor
agree, reach, strike, sign, seal, conclude, clinch, settle, ink, make, do
reject, refuse, turn down, deny, dismiss, rebuff, throw out, decline, spurn, oppose, rule out, strike down, vote down
accept, agree to, welcome, embrace, comply with, heed, follow, respect, abide by, take
appeal, challenge, contest, dispute, fight, sue, take to court, go to court over
ignore, flout, defy, disregard, overlook
meet, see, talk to, hold talks with, confer with, sit down with, speak with, speak to, talk with, receive, host, greet
meet, fulfil, reach, satisfy, achieve, hit, attain
visit, travel to, go to, fly to, head to, head for, leave for, tour, arrive in, return to, depart for, go, travel, head, leave
help, aid, support, assist, boost, benefit, buoy, lift
hurt, harm, damage, hit, weigh on, dent, squeeze, strain, affect, undermine, batter
ask, seek, request, call for, urge, press, demand, want, appeal to, call on, push for, petition
invite, ask, host, welcome
discuss, talk about, debate, negotiate, bring up, raise, address, touch on, take up, exchange views on
consider, weigh, mull, think about, study, look at, look into, eye, examine, review, explore, ponder, contemplate
decide, choose, opt, resolve, settle, determine, rule, vote, confirm
rule, find, hold, decide, order, say, judge
confirm, acknowledge, admit, concede, recognize, say, verify
deny, dispute, reject, refute
build, construct, erect, set up, make, produce, manufacture, assemble, develop, create, establish, turn out
demolish, tear down, dismantle
buy, purchase, acquire, take over, take, snap up, order, get
sell, offload, dispose of, divest, hand over, market
rent, lease, hire
pay, bear, shoulder, cover, foot, absorb, take on, meet, spend
pass on, pass the cost on, shift, charge, hand on
hire, recruit, take on, employ
lay off, dismiss, sack, let go, axe, cut, shed
train, teach, educate
publish, release, issue, unveil, make public, post, disclose, announce, reveal, set out, present, give, share
withhold, conceal, hide, keep secret
send, mail, submit, file, hand in, deliver, dispatch, lodge, forward, present, post, return
receive, get, obtain, collect, win, take, be given
give, grant, award, provide, offer, hand out, supply, hand
refund, repay, reimburse, return, pay back, give back
allow, permit, let, enable, authorize
ban, bar, prohibit, forbid, block, prevent, outlaw
prevent, avoid, avert, stave off, stop, head off
expect, forecast, predict, project, anticipate, see, estimate, look for, say
doubt, question, query
win, secure, clinch, gain, get, obtain, land
lose, forfeit, give up, miss
join, enter, take part in, sign up to, become part of
leave, quit, exit, withdraw from, pull out of, resign, step down, retire, go
appoint, name, pick, choose, elect, nominate, select, tap
extend, prolong, lengthen, renew
shorten, curtail
delay, postpone, put off, push back, defer, hold up, hold off
bring forward, speed up, accelerate, hasten, fast-track
show, indicate, suggest, reveal, find, point to, mean, say
praise, hail, welcome, applaud, commend
criticize, take issue with, take aim at, take exception to, blast, slam, condemn, attack, denounce, hit out at, complain about, protest
thank, congratulate
apologize, say sorry
use, employ, apply, deploy, rely on, fire
need, require, call for
move, shift, relocate, transfer, bring
export, ship, send
import, bring in
recall, call back
repair, fix, mend
inspect, check, examine, test, screen, look at, look over, review, verify
seize, confiscate, impound
arrest, detain, hold, charge, take into custody
free, release, let go
store, stockpile, hoard, keep
invest, put, pour, spend, plough, commit
borrow, take out
lend, loan
impose, slap, levy, charge, put, introduce, set, apply, enforce
exempt, spare, exclude, leave out
include, cover, contain, take in, list
merge, combine, join, unite
split, divide, separate, spin off
investigate, probe, look into, examine, inquire into
attend, take part in, go to, be at, join
skip, miss, boycott, stay away from
sign, ink, put name to
restore, reinstate, resume, restart, revive, reopen, bring back
reopen, open
close, shut, shutter, wind up, shut down
fail, collapse, go bankrupt, break down, stall
succeed, work, prevail
recover, rebound, bounce back, improve, rally
worsen, deteriorate
wait for, await
answer, reply, respond
escape, avoid, dodge, evade
draw up, draft, prepare, compile, write, put together, work out, finalize, devise, craft, create, make up
hint at, signal, suggest, point to, indicate, float
brighten, improve, perk up, pick up, recover, rise, firm, strengthen, rebound, revive
darken, worsen, sour, deteriorate, dim, weaken, fall, slip, fade
dry up, evaporate, vanish, disappear, dwindle, collapse
appear, emerge, turn up, surface, come out
convict, find guilty, sentence, jail
charge, indict, accuse, prosecute
acquit, clear
fine, penalize, punish, sanction
sue, file suit against, take to court, take legal action against
pardon, forgive, waive
settle, resolve, end, compromise
renew, extend, roll over, prolong
replace, succeed, take over from, supersede
reverse, overturn, undo, annul, void, strike down, quash, set aside, invalidate, nullify
uphold, affirm, let stand, confirm, sustain
double, triple, multiply
halve, cut in half
trust, believe, rely on
blame, accuse, fault
own, hold, control, have
found, set up, establish, create, start
register, enrol, enroll, sign up, record
cooperate, work together, collaborate, team up, join forces, partner
compete, rival, vie, bid for
bid for, tender for
shrug off, brush off, play down, downplay, dismiss
clash, fight, argue, quarrel, disagree
encourage, urge, promote, invite
discourage, deter, dissuade, put off
open, inaugurate, unveil
test, try, try out, trial, pilot
save, rescue, salvage
waste, squander
monitor, watch, track, follow, observe, keep an eye on, keep watch on, keep tabs on
hurry, rush, race, speed up
wait, hold off, pause
stay, remain, keep
change, alter, amend, revise, modify, adjust, rewrite, update
upgrade, raise, lift
downgrade, lower, cut
warm to, favor, like, prefer
regret, lament, deplore, rue
fear, worry, dread, be afraid
hope, wish, want, expect
remember, commemorate, mark, honor
forget, overlook
celebrate, mark, toast
mourn, grieve
injure, hurt, wound
kill, die, slay
catch, capture, trap
lock down, close off, seal off, cordon off
evacuate, move out, flee, leave
rename, rebrand, call
cost, be priced at
earn, make, take in, post, book
owe, be in debt
default, fail to pay
list, float, go public
delist, take private
automate, mechanize
certify, accredit, license
inform, notify, tell, alert, brief, advise
translate, render
print, publish
download, retrieve
upload, submit
log in, sign in
label, mark, tag
weigh, measure
pack, wrap, box
complete, fill in, fill out, finish
unpack, unload, discharge
load, fill
dock, berth, moor, call at
sail, depart, leave
land, arrive
bypass, circumvent, get round, skirt, evade
smuggle, sneak in
"""
