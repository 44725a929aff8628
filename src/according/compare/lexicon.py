"""Words that compare claims: function words, negation, cues that refer to another claim, and near-synonyms.

Written for this project. Terms are stems of :func:`according.compare.matter.stem`.
"""

STOPWORDS: frozenset[str] = frozenset(
    "a an the and or but nor so if then than that this these those there here it its he him his she her hers they them "
    "their we us our i my me you your who whom whose which what when where why how is are was were be been being am do "
    "does did done have has had having will would shall should can could may might must of in on at by for from to with "
    "without into onto over under up down out off about as after before since until during between among through against "
    "not no n't also just only still even already very more most much many any some all both each other another such own "
    "same too now one s t re ve ll d m".split()
)
NEGATIONS: frozenset[str] = frozenset(
    "not no never none nobody nothing neither nor without cannot deny denies denied denying reject rejects rejected false "
    "untrue refuse refused refuses unable fail failed fails impossible unlikely".split()
)

_GROUPS = {
    "attack": "attack strike offens assaul operat campai raid bombar bombin airstr shelli bomb invasi invade incurs shell",
    "leave": "withdr leave leavin pullou depart pull retrea evacua exit left",
    "truce": "ceasef truce cessat pause armist halt",
    "kill": "kill dead die died death murder massac toll fatali casual",
    "defeat": "defeat destro crush elimin eradic liquid vanqui",
    "flee": "flee fled escape displa refuge exodus",
    "capture": "captur seize retake recapt overru contro",
    "detain": "detain arrest prison captiv custod jail imprison hold impris",
    "talk": "talk negoti meetin meet confer round dialog summit discus",
    "deal": "deal agreem accord pact agree",
    "arm": "arm arms weapon suppli",
    "end": "end finish over conclu",
    "return": "return repatr",
    "aid": "aid humani relief assist help suppor",
    "resign": "resign step quit oust remov",
    "civilian": "civili people reside inhabi women childr famili",
    "fighter": "fighte milita rebel jihadi insurg terror extrem gunmen",
    "troop": "troop soldie force person servic",
    "chemical": "chemic gas sarin chlori poison",
    "demand": "demand call urge press ask reques insist",
    "start": "start begin launch begun",
    "danger": "danger risk threat threat",
    "fear": "fear worry worrie concer afraid bracin",
    "border": "border fronti",
    "trap": "trap besieg siege",
    "hurt": "injure wound hurt",
    "oppose": "oppose reject refuse condem critic",
    "welcome": "welcom praise hail approv",
    "victory": "victor win won triump",
    "soon": "soon immine immedi days near",
    "blame": "blame respon accuse fault",
}
CONCEPTS: dict[str, str] = {term: "~" + name for name, terms in _GROUPS.items() for term in terms.split()}

# Cues and contents that speak of another's claim.
DENY_CUES = frozenset("deny denied reject disput dismis refute counte contra rebutt rebuff denyin".split())
CONFIRM_CUES = frozenset("confir echo echoed agree agreed acknow admitt admit concur corrob".split())
REPEAT_CUES = frozenset("reiter repeat restat add added insist stress also".split())
CLAIM_WORDS = frozenset("claim allega report rumour accusa sugges asserti assert statem charge commen remark".split())
# Words by which a short content points at what was said before.
POINTERS = frozenset("it that this so such these those either them any doing something anything".split())
CONTRASTS = frozenset("but however although though while yet despite whereas instead contrary".split())
