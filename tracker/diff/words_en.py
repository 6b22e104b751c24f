"""English words that carry a claim: negation, how sure, how far, which way, how much of it, whom and what it covers."""

from __future__ import annotations

from tracker.diff.words import family

FAMILIES = (
    # Swallowed, so that no shorter form inside them counts.
    family(
        "neutral", "",
        none="not only!, not just!, no doubt!, whether or not!, if not!, no matter!, would-be!, so-called!, in order to!, no.!, "
        "could not be reached!, in the long run!, at the end!, by the end!, end of!, at first!, first of its kind!, high court!, "
        "supreme court!, small business, overall!, over the!, over whether!, over who!, over what!, over how!, over cars!, "
        "under a!, under an!, under the!, under section!, under which!, under pressure!, under this!, above all!, after all!, "
        "most of!, back to!, back in!, back at!, back from!, back on!, be back!, are back!, is back!, "
        "as far as!, for reference only!, information only!, for illustration only!, "
        "leave alone!, leaves alone!, left alone!, leaving alone!, in all!, in total!, "
        "early!, may be reached!, press conference!, news conference!, pass through!",
    ),
    family(
        "polarity", "negation", alone="no", sums=True,
        no="empty-handed!, barely!, not!, no!, never!, neither!, nor!, none!, nobody!, nothing!, cannot!, without!, no longer!, "
        "fail to, lack, not yet!, yet to!, still to!",
        against="reject, refuse, rebuff, turn down, rule out, oppose, deny, decline to, spurn, resist, object to, other than!",
    ),
    family(
        "certainty", "modality", alone="doubt hint likely may must should sure",
        may="may!, might!, could!, possible!, possibly!, perhaps!, maybe!, possibility!, appear to, seem to, apparently!, "
        "reportedly!, allegedly!, potentially!, potential!, conceivable!, chance of!",
        can="can!, able to!",
        hint="hint, hint at, signal!, signals!, signaled!, signalled!, suggest possible!",
        likely="front-runner, front-running, favourite, likely!, probably!, probable!, expected to!, is expected!, are expected!, "
        "set to!, poised to!, due to be!, on course!, on track!",
        will="will!, would!, shall!, is to!, are to!, was to!, were to!, 'll!",
        must="must!, have to, has to!, had to!, required to!, obliged to!, need to, mandatory!, compulsory!, "
        "obligatory!",
        should="should!, ought to!, advised to!, recommended!",
        doubt="doubt, doubtful!, unlikely!, uncertain!, unclear!, question whether!, sceptical!, skeptical!, unsure!, in doubt!",
        sure="certain!, sure!, guarantee, definite!, confident!, assured!, definitely!, certainly!, without doubt!, is bound to!",
        done="has been!, have been!",
        voluntary="voluntary!, optional!, voluntarily!",
    ),
    family(
        "stage", "status", alone="consider delay intend near pending propose seek suspend threaten",
        consider="consider, think about, think of, toy with, weigh, mull, eye, study, explore, contemplate, ponder, look into, "
        "look at, under consideration!, under review!, review, examine, float, consideration!, assess, debate whether",
        seek="seek, try to, trying to!, hope to, aim to, aim for, want to, want, push for, press for, call for, urge, ask for, "
        "request, demand, bid to!, attempt to, ask",
        intend="plan, plan to, intend to, intend, prepare to, prepare for, preparing!, get ready, planning!, preparation!, vow to, "
        "pledge to, promise to, promise, pledge, vow, commit to",
        propose="propose, offer, draft, suggest, proposal, drafting!",
        threaten="threaten",
        talk="discuss, negotiate, talks!, negotiation, discussion, hold talks, bargain, meet to discuss, consultation, "
        "exchange views",
        near="near deal, near agreement, near a deal, near accord, close to deal!, close to agreement!, close to a deal!, "
        "nearing!, nears!, on verge of!, on the verge of!, edge closer, inch toward, move toward, approach deal, nearly agree",
        agree="seal, agree, agree on, agree to, agreement, deal!, deals!, accord, pact, reach deal, reach a deal, reach agreement, "
        "strike deal, settle",
        sign="seal, sign, ink, signing!, signature",
        decide="firm up, lock in, clinch, decide, confirm, approve, sign off on, sign off, adopt, finalise, finalize, endorse, ratify, "
        "pass, authorise, authorize, enact, decision, approval, clear, greenlight, green-light, proclaim, order",
        begin="take effect, begin, start, launch, come into force, kick in, enter into force, go into effect, come into effect, "
        "implement, introduce, into force!, in effect!, in force!, impose, slap, levy on!",
        complete="complete, finish, conclude, wrap up, close deal, close purchase, completion!, seal",
        suspend="suspend, pause, freeze, halt, put on hold, on ice!, stay, staying!, block, suspension, stop, shelve",
        delay="delay, postpone, put off, defer, push back, postponement, hold off, miss deadline",
        extend="extend, prolong, extension, lengthen",
        end="end, drop, terminate, scrap, abolish, lift, withdraw, rescind, revoke, repeal, cancel, call off, abandon, drop plan, "
        "lapse, expire, removal!, phase out, discontinue, ditch, axe, break off, cut off, cease, quit, step down, resign",
        resume="resume, restart, revive, reinstate, restore, reopen, resumption!",
        remain="stand pat, hold steady, stick, leave unchanged, continue, keep, keep on, remain, maintain, retain, stay on, "
        "stay in, persist, go on, stick to, stick with, hold on to",
        void="strike down, void, overturn, invalidate, quash, annul, nullify, set aside, throw out",
        uphold="uphold, affirm, let stand, back ruling, sustain, validate",
        hear="hear, hear case, hear challenge, hear arguments, take up, hearing!",
        fail="fail, collapse, stall, break down, fall apart, deadlock, stalemate, founder",
        accept="accept, welcome, embrace, consent to, back, support, in favour of!, in favor of!",
        refuse="reject, refuse, rebuff, turn down, rule out, oppose, deny, spurn, dismiss",
        retaliate="retaliate, retaliation!, hit back, strike back, countermeasure",
        pending="await, wait for, pending!, wait on, in limbo!",
        revise="reconsider, rethink, revisit, revise, amend, rewrite, backtrack, walk back",
    ),
    family(
        "direction", "headline_claim",
        up="rise, gain, climb, jump, surge, increase, grow, advance, soar, raise, higher!, hike, boost, expand, growth!, up!, "
        "strengthen, improve, rally, rebound, double, widen, rose!, accelerate, upgrade, exceed, ahead of!",
        down="fall short, fall, drop, decline, decrease, slip, slide, plunge, tumble, sink, lower, reduce, shrink, slump, down!, "
        "dip, trim, halve, weaken, cut, reduction, narrow, worsen, contract, slow, downgrade, ease, behind!",
        flat="unchanged!, steady!, flat!, little changed!, hardly moved!, level off",
    ),
    family(
        "size", "number",
        more="more than!, over!, above!, exceeding!, upwards of!, in excess of!, higher than!",
        less="less than!, under!, below!, fewer than!, lower than!",
        least="at least!, no less than!, minimum of!",
        most="up to!, at most!, no more than!, as much as!, maximum of!, as many as!, at maximum!",
    ),
    family(
        "extent", "scope", alone="all only",
        all="worldwide!, globally!, everywhere!, nationwide!, around the world!, all!, every!, entire!, whole!, everyone!, "
        "everything!, across the board!, universal!, in full!, fully!",
        some="some!, several!, certain goods!, part of!, partly!, partial!, partially!, a few!, various!, many!",
        most="most!, majority of!, almost all!, nearly all!, mostly!, largely!",
        only="only!, solely!, alone!, on their own!, on its own!, by itself!, exclusively!, limited to!, just the!, restricted to!",
    ),
    family(
        "cover", "scope", alone="exclude",
        include="include, cover, subject to!, contain, apply to, applies to!, affected!",
        exclude="exclude, exempt, exemption, spare, except!, excluding!, free of!, outside!, leave out, carve out, waive, "
        "not apply!, no longer apply!",
    ),
    family(
        "verdict", "status",
        charged="charged with!, be charged!, been charged!, indict, accused of!",
        convicted="convict, found guilty!, find guilty, finds guilty!, guilty of!, pleaded guilty!, sentenced!",
        cleared="acquit, cleared of!, not guilty!",
    ),
    family(
        "listing", "scope", alone="off",
        on="join, add to, put on list, enter",
        off="drop from, remove from, strike from, take off list",
    ),
    family(
        "rest", "scope", alone="among",
        among="among the!, one of the!",
    ),
    family(
        "day", "date",
        today="today!, tonight!",
        tomorrow="tomorrow!",
        yesterday="yesterday!",
        this_week="this week!, this month!, this year!",
        next_week="next week!, next month!, next year!",
        last_week="last week!, last month!, last year!",
    ),
    family(
        "span", "date",
        minutes="in minutes!, within minutes!, minutes away!, minutes ago!, minutes after!",
        hours="in hours!, within hours!, hours away!, hours ago!, few hours!, coming hours!, hours after!",
        days="in days!, within days!, days away!, days ago!, few days!, coming days!, days after!, for days!, several days!",
        weeks="in weeks!, within weeks!, weeks away!, weeks ago!, few weeks!, coming weeks!, weeks after!, for weeks!, several weeks!",
        months="in months!, within months!, months away!, months ago!, few months!, coming months!, months after!, for months!, "
        "several months!",
        years="in years!, within years!, years away!, years ago!, few years!, coming years!, years after!, for years!, several years!",
    ),
    family(
        "season", "date",
        spring="spring!, springtime!",
        summer="summer!",
        autumn="autumn!, the fall!",
        winter="winter!",
        first_quarter="first quarter!",
        second_quarter="second quarter!",
        third_quarter="third quarter!",
        fourth_quarter="fourth quarter!",
        first_half="first half!",
        second_half="second half!",
    ),
    family(
        "rank", "person_or_office", alone="acting deputy former",
        deputy="deputy!, vice!, assistant secretary!, under secretary!, undersecretary!",
        former="former president, former prime minister, former premier, former minister, former secretary, ex-president, ex-minister",
        acting="acting president, acting prime minister, acting secretary, acting minister, acting head, acting chairman, "
        "interim president, interim head, caretaker",
    ),
    family(
        "sort", "scope", alone="agricultural branded commercial electric finished frozen generic hybrid military patented raw refined used",
        electric="electric!, battery-powered!",
        hybrid="hybrid!",
        used="used cars!, used vehicles!, second-hand!, secondhand!",
        commercial="commercial!",
        military="military!",
        raw="raw!, unprocessed!",
        refined="refined!",
        finished="finished!",
        frozen="frozen!",
        generic="generic!, off-patent!",
        patented="patented!, under patent!",
        branded="branded!, brand-name!",
        agricultural="agricultural!, farm goods!",
    ),
    family(
        "metric", "number",
        operating="operating profit, operating income!",
        net="net profit, net income!",
        pretax="pretax profit, pre-tax profit",
        sales="sales!, revenue, turnover!",
        output="output!, production!",
        wages="wages!, pay!",
        prices="prices!",
    ),
    # "The four firms get 100 each" is no "the four firms get 100".
    family("share", "amount", alone="each", each="each!, apiece!, respectively!", other="each other!, each day!, each week!, each month!"),
    family(
        "period", "unit",
        day="daily!, a day!, per day!, each day!, every day!, once a day!",
        week="weekly!, a week!, per week!, each week!, every week!",
        month="monthly!, a month!, per month!, each month!, every month!, once a month!, month-on-month!, from the previous month!",
        quarter="quarterly!, a quarter!, per quarter!, each quarter!, once a quarter!, every quarter!, quarter-on-quarter!, "
        "from the previous quarter!",
        year="yearly!, annual!, annually!, a year!, per year!, each year!, annualised!, annualized!, every year!, year-on-year!, "
        "from a year earlier!",
    ),
    family(
        "measure", "unit",
        kilogram="per kilogram!, per kilo!, a kilo!, per kg!, kilogram, kilo, kg!",
        tonne="per tonne!, per ton!, a tonne!, a ton!, tonne, ton, metric ton",
        pound="per pound!, a pound!",
        litre="per litre!, per liter!",
        barrel="per barrel!, a barrel!, barrel",
        head="per head!, per capita!",
        unit="per unit!, apiece!, per vehicle!, per car!",
    ),
    family(
        "when", "date",
        before="before!, prior to!, ahead of!, earlier than!",
        after="after!, following!, later than!, since!",
        until="until!, till!, through!",
        start="from!, starting!, as of!, effective!, beginning!",
        within="within!",
        by="by!",
    ),
    family(
        "money", "scope",
        loan="loan, lending!",
        grant="grant, subsidy, subsidies!",
        equity="equity!, stake, shares in!",
        guarantee="loan guarantee, guarantee",
    ),
)

# Forms that -s, -ed and -ing do not make.
IRREGULAR = {
    "seek": "sought", "begin": "began begun", "rise": "rose risen", "fall": "fell fallen", "grow": "grew grown",
    "take": "took taken", "come": "came", "go": "went gone", "keep": "kept", "hold": "held", "put": "put putting",
    "set": "set setting", "cut": "cut cutting", "meet": "met", "find": "found", "win": "won winning", "lose": "lost",
    "buy": "bought", "sell": "sold", "draw": "drew drawn", "slide": "slid", "sink": "sank sunk", "shrink": "shrank shrunk",
    "strike": "struck striking", "throw": "threw thrown", "break": "broke broken", "hear": "heard", "uphold": "upheld",
    "withdraw": "withdrew withdrawn", "freeze": "froze frozen", "get": "got getting", "have": "has had having", "leave": "left",
    "stick": "stuck", "try": "tries tried trying", "quit": "quit quitting", "shut": "shut shutting", "hit": "hit hitting",
    "let": "let letting", "spread": "spread", "lead": "led", "deny": "denies denied denying", "apply": "applies applied",
    "pay": "paid", "say": "said", "see": "saw seen", "run": "ran running", "overturn": "overturned", "sign": "signed signing",
    "drop": "dropped dropping", "stop": "stopped stopping", "slip": "slipped slipping", "trim": "trimmed trimming",
    "dip": "dipped dipping", "plan": "planned planning", "scrap": "scrapped scrapping",
    "cancel": "cancelled cancelling canceled canceling", "commit": "committed committing", "refer": "referred",
    "defer": "deferred deferring", "slap": "slapped slapping", "step": "stepped stepping", "permit": "permitted permitting",
    "be": "is are was were", "hail": "hailed", "ban": "banned banning", "wrap": "wrapped wrapping", "spurn": "spurned",
    "annul": "annulled annulling", "rebuff": "rebuffed", "give": "gave given", "make": "made", "sit": "sat sitting", "stand": "stood",
    "fly": "flew flown flies", "speak": "spoke spoken", "tell": "told", "think": "thought", "know": "knew known", "write": "wrote written",
    "read": "read", "send": "sent", "spend": "spent", "build": "built", "bring": "brought", "fight": "fought", "catch": "caught",
    "teach": "taught", "feel": "felt", "bear": "bore borne", "wear": "wore worn", "tear": "tore torn", "swear": "swore sworn",
    "choose": "chose chosen", "arise": "arose arisen", "drive": "drove driven", "ride": "rode ridden",
    "hide": "hid hidden", "bid": "bid bidding", "forbid": "forbade forbidden", "bind": "bound", "deal": "dealt", "mean": "meant",
    "lend": "lent", "bend": "bent", "shed": "shed shedding", "cast": "cast", "cost": "cost", "hurt": "hurt", "burst": "burst",
    "swing": "swung", "cling": "clung", "spring": "sprang sprung", "ring": "rang rung", "sing": "sang sung", "drink": "drank drunk",
    "eat": "ate eaten", "forget": "forgot forgotten", "forgive": "forgave forgiven", "become": "became", "overcome": "overcame",
    "undergo": "underwent undergone", "undertake": "undertook undertaken", "overtake": "overtook overtaken", "mistake": "mistook mistaken",
    "shake": "shook shaken", "understand": "understood", "withstand": "withstood", "withhold": "withheld", "foresee": "foresaw foreseen",
    "oversee": "oversaw overseen", "show": "shown", "prove": "proven", "blow": "blew blown", "feed": "fed", "bleed": "bled",
    "flee": "fled", "lie": "lay lain lying", "lay": "laid", "shoot": "shot", "wake": "woke woken", "weave": "wove woven",
    "wind": "wound", "grind": "ground", "split": "split splitting", "rid": "rid ridding", "upset": "upset upsetting", "reset": "reset",
    "control": "controlled controlling", "compel": "compelled compelling", "prefer": "preferred preferring", "occur": "occurred occurring",
    "stem": "stemmed stemming", "star": "starred starring", "top": "topped topping", "chip": "chipped chipping", "ship": "shipped shipping",
    "cap": "capped capping", "map": "mapped mapping", "tap": "tapped tapping", "nab": "nabbed nabbing", "grab": "grabbed grabbing",
    "beg": "begged begging", "lag": "lagged lagging", "flag": "flagged flagging", "admit": "admitted admitting",
    "submit": "submitted submitting", "omit": "omitted omitting", "transfer": "transferred transferring",
}  # fmt: skip

# Words of no weight when two sentences are compared by what they share.
STOP = frozenset(
    (
        "a also an and are as at be been being but by did do does for from had has have he her here his i in into is it its of on "
        "or our s said say says she so such t tell than that the their then there these they this those to told too was we were "
        "what when where which who whom whose with you"
    ).split()
)

# What a sentence about an act has, and background seldom: irregular forms of the past.
PASTS = frozenset(
    (
        "began bought broke brought built came chose cut drew fell found gave got grew held hit kept led left let lost made met "
        "paid put ran rose said saw sent set sold sought spent spoke stood struck threw told took went withdrew won wrote"
    ).split()
)
