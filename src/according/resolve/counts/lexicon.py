"""The words of numbers and of what they count. Written for this project; `of` follows the ledger's vocabulary."""

UNITS: dict[str, int] = {
    "zero": 0, "one": 1, "two": 2, "three": 3, "four": 4, "five": 5, "six": 6, "seven": 7, "eight": 8, "nine": 9,
    "ten": 10, "eleven": 11, "twelve": 12, "thirteen": 13, "fourteen": 14, "fifteen": 15, "sixteen": 16,
    "seventeen": 17, "eighteen": 18, "nineteen": 19,
}  # fmt: skip
TENS: dict[str, int] = {
    "twenty": 20, "thirty": 30, "forty": 40, "fifty": 50, "sixty": 60, "seventy": 70, "eighty": 80, "ninety": 90,
}  # fmt: skip
SCALES: dict[str, int] = {
    "hundred": 100, "thousand": 1000, "million": 10**6, "billion": 10**9, "trillion": 10**12, "dozen": 12,
}  # fmt: skip
SUFFIXES: dict[str, int] = {"k": 1000, "m": 10**6, "mn": 10**6, "bn": 10**9, "b": 10**9, "tn": 10**12}
VAGUE: frozenset[str] = frozenset("dozens scores hundreds thousands millions billions tens".split())
SMALL_VAGUE: frozenset[str] = frozenset("several many few numerous countless multiple".split())
FRACTIONS: frozenset[str] = frozenset("half third thirds quarter quarters fifth fifths tenth tenths".split())
TIMES: dict[str, int] = {"once": 1, "twice": 2, "thrice": 3}
CURRENCIES: dict[str, str] = {"$": "dollars", "£": "pounds", "€": "euros", "¥": "yen", "₽": "roubles", "₴": "hryvnias"}

# Bounds: what the words before a number make of it. Longest first where one ends another.
LOWER = (
    "at least", "no fewer than", "no less than", "not less than", "more than", "upwards of", "upward of", "a minimum of",
    "in excess of", "well over", "just over", "over", "above", "more", "minimum of",
)  # fmt: skip
UPPER = (
    "up to", "as many as", "as much as", "as much", "no more than", "not more than", "at most", "fewer than", "less than",
    "close to", "almost", "nearly", "under", "below", "a maximum of", "maximum of",
)  # fmt: skip
ABOUT = (
    "about", "around", "approximately", "roughly", "some", "an estimated", "estimated", "reportedly", "circa", "exactly",
    "precisely", "only", "just",
)  # fmt: skip
SPANNED_ABOUT = frozenset(("about", "around", "approximately", "roughly", "some", "an estimated", "estimated", "circa"))

RESULTS: dict[str, str] = {
    **dict.fromkeys(
        "killed dead died slain murdered massacred perished executed assassinated beheaded martyred killing kill kills "
        "murder murdering massacre deaths death fatalities lives".split(), "killed"),
    **dict.fromkeys("injured wounded hurt maimed injuring wounding wounds injuries injure wound".split(), "injured"),
    **dict.fromkeys("displaced fled displacing displace uprooted flee fleeing".split(), "displaced"),
    **dict.fromkeys("captured capturing capture".split(), "captured"),
    **dict.fromkeys("detained arrested jailed imprisoned detaining arresting interned".split(), "detained"),
    **dict.fromkeys("abducted kidnapped abducting kidnapping".split(), "kidnapped"),
    **dict.fromkeys("rescued rescuing saved".split(), "rescued"),
    **dict.fromkeys("evacuated evacuating evacuate".split(), "evacuated"),
    **dict.fromkeys("released freed releasing freeing".split(), "released"),
    "missing": "missing", "disappeared": "disappeared", "surrendered": "surrendered", "surrendering": "surrendered",
    "trapped": "civilians", "besieged": "civilians",
}  # fmt: skip
# Only these take what they count after them ("killed 30", "the deaths of 30").
OBJECT_LINKS = frozenset("of the a an about another also some more by to least at over up than as many".split())

NOUNS: dict[str, str] = {
    **dict.fromkeys(
        "people persons person individuals individual human humans foreigners foreigner nationals national britons suspects "
        "pilgrims officials seekers workers students members passengers".split(), "people"),
    **dict.fromkeys("civilians civilian locals villagers townspeople citizens inhabitants noncombatants".split(),
                    "civilians"),
    **dict.fromkeys("children child kids babies newborns infants toddlers minors boys girls boy girl".split(), "children"),
    **dict.fromkeys("women woman".split(), "women"), **dict.fromkeys("men man".split(), "men"),
    **dict.fromkeys(
        "fighters fighter militants militant jihadists jihadis jihadi insurgents insurgent rebels rebel militiamen "
        "gunmen gunman mercenaries mercenary combatants terrorists terrorist extremists guerrillas militia militias attackers extremist jihadist".split(), "fighters"),
    **dict.fromkeys(
        "troops troop soldiers soldier servicemen serviceman marines airmen sailors paratroopers conscripts forces "
        "personnel".split(), "troops"),
    **dict.fromkeys("police officers officer policemen policeman".split(), "police"),
    **dict.fromkeys("refugees refugee".split(), "refugees"), **dict.fromkeys("migrants migrant".split(), "migrants"),
    **dict.fromkeys("hostages hostage captives captive".split(), "hostages"),
    **dict.fromkeys("prisoners prisoner detainees detainee inmates".split(), "prisoners"),
    **dict.fromkeys("residents resident".split(), "residents"),
    **dict.fromkeys("casualties casualty victims victim".split(), "casualties"),
    **dict.fromkeys("bodies corpses fatalities deaths martyrs dead".split(), "killed"),
    **dict.fromkeys("injuries wounded injured".split(), "injured"),
    **dict.fromkeys("strikes strike airstrikes airstrike raids raid sorties bombings".split(), "strikes"),
    **dict.fromkeys("vehicles vehicle trucks truck lorries cars car buses bus tanks tank pickups".split(), "vehicles"),
    **dict.fromkeys("missiles missile".split(), "missiles"), **dict.fromkeys("rockets rocket".split(), "rockets"),
    **dict.fromkeys("shells shell rounds mortars".split(), "shells"), **dict.fromkeys("bombs bomb".split(), "bombs"),
    **dict.fromkeys("dollars dollar usd".split(), "dollars"), **dict.fromkeys("pounds sterling".split(), "pounds"),
    **dict.fromkeys("euros euro".split(), "euros"),
    **dict.fromkeys("kilometres kilometers kilometre kilometer km kms".split(), "kilometres"),
    **dict.fromkeys("miles mile".split(), "miles"), **dict.fromkeys("metres meters metre meter".split(), "metres"),
    **dict.fromkeys("nations nation states country".split(), "countries"),
}  # fmt: skip
PEOPLE = frozenset(
    "people civilians children women men fighters troops police refugees migrants hostages prisoners residents "
    "casualties".split()
)
DISTANCES = frozenset("km kms kilometre kilometres kilometer kilometers mile miles metre metres meter meters m ft feet "
                      "yards square cu".split())  # fmt: skip

# A number before one of these tells time, age or rank and counts nothing that a ledger keeps.
TEMPORAL = frozenset(
    "second seconds minute minutes hour hours day days night nights week weeks weekend weekends month months year years "
    "decade decades century centuries am pm gmt bst utc o'clock o’clock january february march april may june july "
    "august september october november december jan feb mar apr jun jul aug sep sept oct nov dec bc ad".split()
)
NUMBERED = frozenset(
    "resolution article articles chapter section sections paragraph page pages no number numbers figure table annex "
    "appendix rule item post posts flight unit brigade division regiment battalion channel radio route highway room "
    "version volume part step phase tel phone fax box rate frequency transponder jan feb mar apr jun jul aug sep sept oct "
    "nov dec january february march april june july august september october november december".split()
)
AGE_LEADS = frozenset("aged age now was is turned am are were".split())
YEAR_LEADS = frozenset("in since by of until till before after from during early late mid and to between".split())

# Where the noun phrase after a number ends.
STOPS = frozenset(
    "in on at by for from to with without into onto over under near around across after before since until during amid "
    "among against between through along inside outside off about as than that which who whom whose where when while and "
    "or but nor so if because is are was were be been being am has have had having do does did will would can could may "
    "might must shall should not also already still currently reportedly remain remains remained including like per then "
    "this these those it he she they we you i there here said says say told held killed wounded injured dead died missing "
    "displaced fled captured detained arrested trapped stationed living thought believed known suspected left took taken "
    "rescued evacuated released kidnapped abducted besieged surrendered imprisoned injuring killing wounding crossing "
    "arriving fleeing surrendering flying leaving fighting deployed serving joining joined lost later more away each "
    "every out back up down all both ago out".split()
)  # fmt: skip
FILLERS = frozenset("of the a an his her its their our my your more other others further additional such new".split())
AUXILIARIES = frozenset("was were been being be are is have has had get got".split())

NUMERALS = frozenset((*UNITS, *TENS, *SCALES))
STARTERS = (
    NUMERALS
    | VAGUE
    | SMALL_VAGUE
    | FRACTIONS
    | frozenset(TIMES)
    | frozenset(("no", "number", "numbers", "series", "handful", "couple", "single"))
)
