"""English nouns of news and official pages that replace each other when a sentence is reworded, a group a line.

A word may stand in several lines. Where one took the place of a word that shares no line with it, something else is said
(`replaced_changes`). Forms as in `tracker.diff.words`.
"""

from __future__ import annotations

GROUPS = """
mood, sentiment, confidence, morale, feeling, atmosphere, tone, optimism
worry, concern, fear, anxiety, unease, jitters, nervousness, apprehension, alarm
hope, optimism, expectation, aspiration
surprise, shock, astonishment
anger, fury, outrage, ire, frustration, resentment, displeasure, discontent
relief, reprieve, respite, comfort
regret, disappointment, dismay, sorrow
doubt, uncertainty, scepticism, skepticism, question, ambiguity
rush, surge, flood, wave, scramble, spate, influx, stampede, run
lack, shortage, scarcity, dearth, shortfall, absence, want
glut, surplus, excess, oversupply, overhang
amount, sum, total, figure, size
number, count, tally, total, figure
price, cost, rate, charge, fee, expense
bill, cost, burden, tab, hit, toll, expense
hit, blow, impact, effect, damage, harm, burden, strain, drag, toll
gain, rise, increase, advance, climb, jump, growth, uptick, upturn, rally, surge, improvement
loss, fall, drop, decline, decrease, dip, slide, slump, retreat, plunge, downturn, tumble
peak, high, record, top, height, maximum
bottom, low, trough, floor, nadir, minimum
limit, cap, ceiling, upper limit, maximum
floor, minimum, lower limit
level, rate, point, mark
share, stake, slice, portion, part, holding, interest
third, one third
half, fifty percent, 50 percent
quarter, three months
year, twelve months, 12 months
decade, ten years, 10 years
fortnight, two weeks, 14 days
weekend, saturday and sunday
month, four weeks
day, date
morning, am, a.m.
afternoon, evening, pm, p.m.
spring, march to may
summer, june to august
autumn, fall
start, beginning, outset, opening, launch, onset
end, close, conclusion, finish, completion, expiry, termination, expiration
halt, stop, suspension, pause, freeze, moratorium, standstill
delay, postponement, deferral, hold-up, holdup
extension, prolongation, renewal, lengthening
deadline, time limit, cutoff, cut-off, due date, closing date, final date
schedule, timetable, calendar, programme, program, agenda, timeline
plan, proposal, scheme, blueprint, programme, program, strategy, roadmap, project, initiative, package
draft, outline, proposal, version
aim, goal, target, objective, purpose, intention
step, move, measure, action
deal, agreement, accord, pact, treaty, arrangement, understanding, bargain, settlement
talk, negotiation, discussion, dialogue, consultation, parley
round, session, meeting
meeting, gathering, summit, conference, session, get-together, talk, encounter
visit, trip, journey, tour, stay, travel
phone call, call, telephone call, telephone talk, conversation
letter, note, message, missive
statement, comment, remark, announcement, declaration, communique
speech, address, lecture
answer, reply, response, reaction
question, query, inquiry, enquiry
request, appeal, plea, call, petition, demand
demand, request, call, requirement, condition
complaint, grievance, protest, objection
criticism, condemnation, rebuke, attack, censure
praise, acclaim, applause, commendation
support, backing, help, aid, assistance, endorsement
aid, help, assistance, relief, support, subsidy, grant
opposition, objection, resistance, hostility
dispute, row, conflict, quarrel, spat, clash, fight, feud, standoff, argument, controversy
trade war, trade conflict, trade dispute, trade fight
tension, strain, friction
retaliation, reprisal, countermeasure, counter-measure
threat, warning, menace
risk, danger, hazard, threat, peril
rule, regulation, law, statute, legislation, provision, order
requirement, condition, obligation, rule, stipulation
exemption, exclusion, waiver, exception, carve-out, carveout
ban, prohibition, embargo, bar
permit, licence, license, permission, authorization, authorisation, approval
approval, consent, endorsement, green light, clearance, nod, assent, authorization, ratification
ruling, decision, judgment, judgement, verdict, finding, order
court, tribunal, bench, judge
lawsuit, suit, case, action, legal action, complaint, proceeding
appeal, challenge
probe, investigation, inquiry, enquiry, examination
review, examination, study, assessment, evaluation, check, inspection, audit
study, report, paper, survey, analysis, research
poll, survey, questionnaire
data, figure, statistic, number
result, outcome, finding, conclusion, consequence
result, earning, profit, income
profit, earning, income, net income
sale, revenue, turnover, takings
revenue, income, receipt, takings
order, booking, contract
spending, expenditure, outlay, consumption
investment, spending, funding, outlay
fund, money, cash, capital, finance, funding, financing
loan, credit, lending, borrowing
debt, borrowing, liability
guarantee, assurance, pledge, promise, commitment, undertaking
budget, spending plan
tax, levy, duty, charge
tariff, duty, levy, import tax, import duty, customs duty, surcharge
customs, customs office, customs service
border, frontier
import, imported goods, foreign goods, inbound shipment
export, exported goods, outbound shipment, overseas sale, foreign sale
shipment, consignment, cargo, delivery, load
goods, product, merchandise, item, article, commodity
stock, inventory, stockpile, reserve
share, stock, equity
output, production, manufacturing
supply, delivery, provision
demand, appetite, need
consumer, shopper, customer, buyer, household
buyer, purchaser, importer, customer, client
seller, vendor, supplier, exporter
trader, dealer, broker
investor, fund, trader, shareholder
shareholder, stockholder, investor
analyst, economist, expert, observer, strategist, specialist
expert, specialist, scholar, academic, professor
firm, company, business, maker, manufacturer, producer, corporation, enterprise, group, concern
carmaker, automaker, car company, vehicle maker, car manufacturer, auto manufacturer, car producer, auto maker, car maker
carrier, airline
shipper, shipping company, shipping line, shipping firm
bank, lender
store, shop, outlet, retailer
plant, factory, works, mill, facility, site
line, production line
office, bureau, branch
headquarters, head office, base
worker, employee, staff, labourer, laborer, workforce, personnel
job, post, position, employment
wage, pay, salary, earning
strike, walkout, stoppage
union, labour union, labor union, trade union
farmer, grower, producer, agricultural producer
fisherman, fisher, fishery
industry, sector, business, trade
boss, chief, head, chief executive, ceo, leader, president
chairman, chair, chairwoman, chairperson
leader, head, chief
premier, prime minister, pm
official, aide, officer, bureaucrat
aide, adviser, advisor, assistant
negotiator, envoy, delegate, representative
delegation, team, mission, party
spokesman, spokeswoman, spokesperson
minister, cabinet member
lawmaker, legislator, politician, parliamentarian, member of parliament, mp
parliament, diet, legislature
congress, legislature, lawmaker, capitol hill
government, administration, cabinet, authority, state
ministry, department
voter, citizen, public, electorate, people
critic, opponent, detractor
supporter, backer, proponent, advocate
ally, partner, friend
rival, competitor
neighbour, neighbor
country, nation, state, economy
world, globe
region, area, district, zone
town, city, municipality
capital, capital city
place, site, location, venue, spot
economy, business activity, economic activity
inflation, price rise, price growth, price increase
recession, slump, downturn, contraction
growth, expansion, rise
slowdown, deceleration, cooling
weakness, softness, sluggishness
strength, robustness, resilience, firmness
market, bourse, exchange
bond, debt, security
yield, interest rate, rate
currency, money
exchange rate, currency rate
currency, exchange rate, foreign exchange
trade, commerce
gap, deficit, shortfall, imbalance
surplus, excess
chance, possibility, prospect, likelihood, probability, odds, opportunity
outlook, forecast, projection, prospect, view, prediction, estimate
estimate, calculation, projection, reckoning
view, opinion, belief, position, stance
stance, position, attitude, line, posture
reason, cause, ground, motive, explanation, rationale
issue, problem, matter, topic, question, subject, point
problem, difficulty, trouble, challenge, snag, obstacle, hurdle
obstacle, barrier, hurdle, impediment, hindrance
progress, advance, headway, movement
change, shift, alteration, amendment, revision, modification, adjustment
revision, review, overhaul, reform, amendment
error, mistake, slip, fault
detail, particular, specifics, information, fine print
part, component
list, roster, register, catalogue, catalog
text, wording, document, language
document, paper, file, record
page, site, website, portal, webpage
form, application form, sheet
application, request, filing, submission, petition
notice, announcement, notification, bulletin, note
guideline, guidance, instruction, manual
question and answer, q&a, faq
helpdesk, help desk, hotline, helpline, support desk, service desk
contact, inquiry, enquiry
vehicle, car, auto, automobile, passenger car
truck, lorry
plane, aircraft, jet, airplane, aeroplane
ship, vessel, boat
chip, semiconductor, microchip
medicine, drug, pharmaceutical, medication
steel, steel product
lumber, timber, wood
electricity, power
gas, natural gas
european commission, eu executive, commission, executive
compatible with, comply with, in line with, consistent with, conform to
petrol, gasoline
oil, crude, crude oil
food, foodstuff, groceries
beef, cattle meat
phone, smartphone, handset, mobile
machinery, machine, equipment
gear, equipment, kit
clothing, apparel, garment, clothes
furniture, furnishing
toy, plaything
crisis, emergency, calamity
aftermath, wake
backdrop, background, context
debate, discussion, argument
pressure, strain, stress
power, authority, right, competence
role, part, function
duty, obligation, responsibility
way, method, manner, means, approach
kind, type, sort, category
example, instance, case
feature, characteristic, trait
benefit, advantage, merit, gain
drawback, disadvantage, demerit, downside
winner, victor, beneficiary
victory, win, triumph
defeat, loss
resignation, departure, exit, stepping down
appointment, nomination, naming
successor, replacement, next leader
predecessor, former leader
election, vote, ballot, poll
campaign, drive, push
session, sitting
bill, legislation, draft law
era, age, period
disaster, catastrophe
accident, crash, collision
fire, blaze
quake, earthquake, tremor
storm, typhoon
reader, subscriber
editor, editorial staff
photo, picture, photograph, image
video, clip, footage
story, article, report, piece
reporter, journalist, correspondent
newspaper, daily, paper
press conference, news conference, briefing, press briefing, reporter, the press, the media
place, seat, space
break, recess, holiday, vacation
platform, site, service
interview, conversation
source, person familiar with the matter, person with knowledge of the matter, insider
"""
