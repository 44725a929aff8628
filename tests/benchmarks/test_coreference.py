"""The loader of GUM's format, mentions by their minimum, and the head lemma baseline."""

from benchmarks import DATA, load, with_data

coreference = load("benchmarks/coreference.py")
clusters = load("benchmarks/clusters.py")

FILE = """\
# newdoc id = GUM_news_bridge
# newpar
# newpar_block = p (1 s)
# text = The mayor's deputy said she didn't go.
1	The	the	DET	_	_	3	det	_	Entity=(2-person-new-x-cf2-3-coref(1-person-new-x-cf1-2-coref
2-3	mayor's	_	_	_	_	_	_	_	_
2	mayor	mayor	NOUN	_	_	4	nmod	_	_
3	's	's	PART	_	_	2	case	_	Entity=1)
4	deputy	deputy	NOUN	_	_	5	nsubj	_	Entity=2)
5	said	say	VERB	_	_	0	root	_	_
6	she	she	PRON	_	_	9	nsubj	_	Entity=(2-person-giv-x-cf1-1-coref)
7-8	didn't	_	_	_	_	_	_	_	_
7	did	do	AUX	_	_	9	aux	_	_
8	n't	not	PART	_	_	9	advmod	_	_
9	go	go	VERB	_	_	5	ccomp	_	SpaceAfter=No
10	.	.	PUNCT	_	_	5	punct	_	_

# newpar
# text = Tarsa fell.
1	Tarsa	Tarsa	PROPN	_	_	2	nsubj	_	Entity=(3-place-new-x-cf1-1-sgl-Tarsa%2C_North)
2	fell	fall	VERB	_	_	0	root	_	SpaceAfter=No
3	.	.	PUNCT	_	_	2	punct	_	_
"""


def test_text_and_entities_of_conllu() -> None:
    made = coreference.conllu("bridge", FILE.replace("# newpar_block", "# newpar_block"))
    assert made.text == "The mayor's deputy said she didn't go.\n\nTarsa fell."
    words = [[made.text[b:e] for b, e in cluster] for cluster in made.clusters]
    assert sorted(words) == [["Tarsa"], ["The mayor's"], ["The mayor's deputy", "she"]]
    assert dict(zip(made.types, words, strict=True))["place"] == ["Tarsa"]
    assert made.text[slice(*made.minimum[0, 11])] == "mayor"


def test_gold_against_gold_is_a_hundred() -> None:
    made = coreference.conllu("bridge", FILE)
    for rule in coreference.score([(made, made.clusters)]).values():
        assert all(kind["conll"] == 100.0 for kind in rule.values())


def test_a_mention_that_holds_the_minimum_counts() -> None:
    gold = {(0, 30): (4, 9), (0, 60): (40, 44), (70, 73): (70, 73)}
    assert coreference.by_minimum([{(4, 9), (70, 73)}], gold) == [{(0, 30), (70, 73)}]
    assert coreference.by_minimum([{(5, 9)}], gold) == [{(5, 9)}], "a part of the minimum is not enough"
    assert coreference.by_minimum([{(0, 30)}, {(4, 9)}], gold) == [{(0, 30)}, {(4, 9)}], "no gold mention twice"
    assert coreference.by_minimum([{(4, 80)}], gold) == [{(4, 80)}], "nor one that reaches beyond"


def test_other_types_are_left_out_on_both_sides() -> None:
    made = coreference.conllu("bridge", FILE)
    table = coreference.score([(made, made.clusters)])["same span"]
    assert table["persons, organisations and places, without singletons"]["mentions"]["r"] == 100.0


def test_head_lemmas() -> None:
    lexicon, verbs = {"struck": "strike", "strikes": "strike"}, {"struck"}
    assert coreference.head_lemma(["was", "struck", "down"], lexicon, verbs) == "strike"
    assert coreference.head_lemma(["air", "strikes"], lexicon, verbs) == "strike"
    assert coreference.head_lemma(["Zorbing"], lexicon, verbs) == "zorb"
    assert coreference.head_lemma([], lexicon, verbs) == ""
    assert (coreference.topic("2_11ecb"), coreference.subtopic("2_11ecbplus")) == ("2", "2ecbplus")


@with_data
def test_head_lemma_baseline_on_ecb() -> None:
    """Published for this baseline on this data: about 76."""
    table = coreference.lemma_baseline(DATA / "ecbplus", DATA / "gum")
    assert 75 < table["one head lemma within a half of a topic"]["conll"] < 78


@with_data
def test_every_sentence_of_gum_is_in_the_text_made() -> None:
    for path in sorted((DATA / "gum").glob("GUM_news_*.conllu"))[:8]:
        file = path.read_text(encoding="utf8")
        made = coreference.conllu(path.stem, file)
        for line in file.splitlines():
            if line.startswith("# text = "):
                assert line.removeprefix("# text = ").strip() in made.text
        assert all(made.text[b:e].strip() == made.text[b:e] != "" for c in made.clusters for b, e in c)
