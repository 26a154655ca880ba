"""Who says what: tables of sentence → source, cue, contents, stance and form; then chains, a test per confusion."""

import pytest

import dateline
from dateline.attribute import attribute, quotations
from dateline.models.parser import parse
from dateline.read import from_text
from dateline.records import Claim, Event, Marks, Quotation, Signal, identify
from dateline.vocab import Kind, Stance, Voice

FORMS = [
    # text, source, cue, contents, stance, form, voice
    ("“The road is closed,” said Ahmad Saleh.", "Ahmad Saleh", "said", "“The road is closed,”", "says direct named"),
    ("Rebels shelled the town, the army said.", "the army", "said", "Rebels shelled the town", "says indirect named"),
    ("The army said that “dogs” shelled it.", "The army", "said", "that “dogs” shelled it", "says mixed named"),
    ("According to the ministry, nine died.", "the ministry", "According to", "nine died", "says indirect named"),
    ("Police: nine arrested in raid", "Police", ":", "nine arrested in raid", "says indirect named"),
    ("Nine arrested in raid: police", "police", ":", "Nine arrested in raid", "says indirect named"),
    (
        "The army was reported to have withdrawn.",
        None, "was reported", "The army|to have withdrawn",
        "says indirect vague",
    ),
    ("The army allegedly shelled it.", None, "allegedly", "The army|shelled it", "claims indirect vague"),
    ("The strike, he added, hit a school.", "he", "added", "The strike|hit a school", "says indirect unnamed"),
    ("Turkey called for a truce.", "Turkey", "called for", "a truce", "demands indirect named"),
    ("A nurse put the number of dead at 27.", "A nurse", "put", "the number of dead at 27", "says indirect unnamed"),
    ("Turkey vowed to strike back.", "Turkey", "vowed", "to strike back", "promises indirect named"),
    (
        "A security source said the base was hit.",
        "A security source", "said", "the base was hit",
        "says indirect unnamed",
    ),
    ("Evidence shows that the army lied.", "Evidence", "shows", "that the army lied", "says indirect vague"),
    ("The report said the army had lied.", "The report", "said", "the army had lied", "says indirect document"),
    ("Reuters reported that two men died.", "Reuters", "reported", "that two men died", "says indirect wire"),
    ("The minister denied the report.", "The minister", "denied", "the report", "denies indirect unnamed"),
    ("Iran warned of attacks.", "Iran", "warned of", "attacks", "warns indirect named"),
    ("Iran accused Israel of bombing it.", "Iran", "accused", "Israel|bombing it", "accuses indirect named"),
    ("Kyiv urged Berlin to send tanks.", "Kyiv", "urged", "Berlin to send tanks", "demands indirect named"),
]  # fmt: skip

TRAILING = [
    # text with a source at its end, source, contents
    (
        "A jet bombed a school, killing nine and wounding four others, three residents and a spokesman said on Monday.",
        "three residents and a spokesman",
        "A jet bombed a school, killing nine and wounding four others",
    ),
    (
        "Men on motorcycles raided the village, carrying off 45 people, most of them women, local officials and a "
        "traditional ruler said.",
        "local officials and a traditional ruler",
        "Men on motorcycles raided the village, carrying off 45 people, most of them women",
    ),
    (
        "A day earlier its planes had bombed the airport, killing forty, an army source claimed.",
        "an army source",
        "A day earlier its planes had bombed the airport, killing forty",
    ),
    (
        "The rebels, backed by drones, took the bridge at dawn, the governor of the province told reporters.",
        "the governor of the province",
        "The rebels, backed by drones, took the bridge at dawn",
    ),
    (
        "Nine people died in the raid, the governor said, and forty were hurt in a second one.",
        "the governor",
        "Nine people died in the raid|and forty were hurt in a second one",
    ),
    ("In Baghdad, police said nine people had died.", "police", "nine people had died"),
]  # fmt: skip

HEADLINES = [
    ("Houthis say they struck ship in Red Sea; US destroys two drones", "Houthis", "they struck ship in Red Sea"),
    # headline, source, contents
    ("Sudan: shelling of El Fasher camp leaves 31 dead – emergency committee", "emergency committee",
     "shelling of El Fasher camp leaves 31 dead"),
    ("Militia seizes oil port - Libyan officials", "Libyan officials", "Militia seizes oil port"),
    ("Airstrike on school in Sagaing kills at least 17, residents say", "residents",
     "Airstrike on school in Sagaing kills at least 17"),
    ("Police: nine arrested after Kano riot", "Police", "nine arrested after Kano riot"),
    ("Sudan: nine arrested after Khartoum riot", None, None),
    ("Ukraine war: Kharkiv hit by 12 missiles overnight", None, None),
]  # fmt: skip
STORY = "\n\nKHARTOUM, April 12 (Own Wire) - The talks went on for a third day. Delegates left the hall late.\n"


@pytest.mark.parametrize(("text", "source", "contents"), TRAILING, ids=[t[0][:40] for t in TRAILING])
def test_a_trailing_source_tells_all_before_it(text: str, source: str, contents: str) -> None:
    [q] = [q for q in found(text) if q.source and q.source.text == source]
    assert "|".join(s.text for s in q.contents) == contents


@pytest.mark.parametrize(("text", "source", "contents"), HEADLINES, ids=[h[0][:40] for h in HEADLINES])
def test_a_headlines_credit_is_its_source(text: str, source: str | None, contents: str | None) -> None:
    told = [q for q in found(text + STORY) if q.contents[0].start < len(text)]
    assert [(q.source and q.source.text, q.contents[0].text) for q in told] == ([(source, contents)] if source else [])


def found(text: str) -> tuple[Quotation, ...]:
    article = from_text(text)
    return quotations(article, parse(article), Marks())


@pytest.mark.parametrize(("text", "source", "cue", "contents", "rest"), FORMS, ids=[f[0][:40] for f in FORMS])
def test_forms(text: str, source: str | None, cue: str, contents: str, rest: str) -> None:
    q = found(text)[0]
    assert (q.source and q.source.text) == source
    assert q.cue is not None and q.cue.text == cue
    assert "|".join(s.text for s in q.contents) == contents
    assert f"{q.stance} {q.quote} {q.voice}" == rest


def test_what_costs_lives_claims_nothing() -> None:
    assert found("The war has claimed 12,000 lives.") == ()
    assert found("The mayor has claimed 12,000 votes.") != ()


def test_a_quotation_goes_on_behind_its_cue() -> None:
    (q,) = found("“The road is closed,” said Ahmad Saleh, a resident. “We are all trapped here.”")
    assert [s.text for s in q.contents] == ["“The road is closed,”", "“We are all trapped here.”"]


@pytest.mark.parametrize(
    ("text", "heard", "contents"),
    [
        (  # before its cue all of it is said
            "Rebels shelled the town and burnt the mill on Monday, the army said.",
            "the town",
            "Rebels shelled the town and burnt the mill on Monday",
        ),
        (  # behind it the encoder knows better where the speaker ends and the writer goes on
            "The army said that rebels shelled the town, although nobody there had heard a shot.",
            "that rebels shelled the town",
            "that rebels shelled the town",
        ),
        (  # marks of quotation settle it
            "The army said “rebels shelled the town and burnt the mill of the old village on Monday”.",
            "the town",
            "“rebels shelled the town and burnt the mill of the old village on Monday”",
        ),
    ],
)
def test_what_a_clause_adds_to_scraps_of_it(text: str, heard: str, contents: str) -> None:
    article = from_text(text)
    words = {"content": heard, "source": text[text.lower().index("the army") :][:8], "cue": "said"}
    at = {label: (text.index(w), text.index(w) + len(w)) for label, w in words.items()}
    signals = [Signal("attribution", *at[label], label, 0.9) for label in words]
    signals += [Signal(f"{label}_of", *at[label], label, 0.9, at["cue"]) for label in ("content", "source")]
    (q,) = quotations(article, parse(article), Marks(), tuple(signals))
    assert "|".join(s.text for s in q.contents) == contents


def test_what_no_cue_took_goes_to_who_has_the_floor() -> None:
    text = "“The road is closed,” Omar Said told us. “But most of us have nowhere else to go to.” Trucks left."
    article = from_text(text)
    tagged = [("content", "“The road is closed,”"), ("source", "Omar Said"), ("cue", "told")]
    tagged.append(("content", "But most of us have nowhere else to go to"))
    spans = [(label, text.index(words), text.index(words) + len(words)) for label, words in tagged]
    signals = [Signal("attribution", start, end, label, 0.9) for label, start, end in spans]
    told = spans[2][1:]
    signals += [Signal("content_of", *spans[0][1:], "content", 0.9, told)]
    signals += [Signal("source_of", *spans[1][1:], "source", 0.9, told)]
    (q,) = quotations(article, parse(article), Marks(), tuple(signals))
    assert [s.text for s in q.contents][-1] == "“But most of us have nowhere else to go to.”"


def test_he_is_the_last_speaker_even_where_nobody_names_him() -> None:
    text = (
        "Serhii Kovalenko wrote that the plant was shut. A spokesman denied that rebels had fired. “They lie,” he said."
    )
    assert found(text)[-1].source is not None and found(text)[-1].source.text == "he"
    by = found(text)[-1].by
    assert by is not None and by.name == "spokesman" and by.via == "pronoun"
    two = text.replace("A spokesman", "Two spokesmen")
    assert found(two)[-1].by is None


def test_nested_voices() -> None:
    outer, inner = found("A doctor told AFP that residents said the clinic had been hit.")
    assert inner.inside == 0 and outer.inside is None
    assert inner.contents[0].text == "the clinic had been hit"


TURNS = [
    # text, then (source, cue, contents) of each
    ("“They came at night.” — Amina Yusuf, a nurse", [("Amina Yusuf, a nurse", "—", "“They came at night.”")]),
    ("“We lost it all – the mill too.” – Omar Said", [("Omar Said", "–", "“We lost it all – the mill too.”")]),
    ("“They came at night.” — the mill was gone by then", []),
    (
        "REPORTER: Who fired?\nKOVALENKO: We did not. They did.\nREPORTER: And the mill?",
        [
            ("REPORTER", ":", "Who fired?"),
            ("KOVALENKO", ":", "We did not. They did."),
            ("REPORTER", ":", "And the mill?"),
        ],
    ),
    ("Updates: Nothing new came in.\nUpdates: Nothing new came in.\nUpdates: Still nothing.", []),
]


@pytest.mark.parametrize(("text", "expected"), TURNS, ids=[t[0][:40] for t in TURNS])
def test_words_set_out_with_a_name(text: str, expected: list[tuple[str, str, str]]) -> None:
    got = [q for q in found(text) if q.made_by in {"signed", "turn"}]
    assert [(q.source and q.source.text, q.cue and q.cue.text, q.contents[0].text) for q in got] == expected


def test_a_medium_stands_before_its_own_source() -> None:
    text = "The BBC, citing a security official, said that troops had stormed the hospital."
    assert chain(text, "stormed") == [("outlet", "The BBC"), ("unnamed", "a security official")]


def test_a_reason_given_is_no_source() -> None:
    text = "The army said it had left the town, citing safety."
    assert chain(text, "left") == [("named", "The army")]


READ = [
    # through the encoder, from the reader inwards
    ("A doctor told AFP that residents said the clinic had been bombed.", "bombed", ["AFP", "doctor", "residents"]),
    ("“They shelled us,” said Karim Saleh. “We buried nine people.” The road closed.", "shelled", ["Karim Saleh"]),
    ("“They came at night and bombed the mill.” — Amina Yusuf, a nurse", "bombed", ["Amina Yusuf"]),
    ("A guerrilla told Al Jazeera that his men had captured a post.", "captured", ["Al Jazeera", "guerrilla"]),
    ("A nurse told the newspaper El Tiempo that gunmen shot her son.", "shot", ["El Tiempo", "nurse"]),
    ("The mayor told reporters that gunmen shot two guards.", "shot", ["mayor"]),
    ("Police allegedly shot two students in Oaxaca.", "shot", ["allegedly"]),
    ("Activists said the army claimed it had killed fifty men.", "killed", ["Activists", "army"]),
    ("The governor, Ibrahim Sani, said troops had shot a boy.", "shot", ["Ibrahim Sani"]),
    ("Two men died, according to the monitoring group Airwars.", "died", ["Airwars"]),
    ("As per the provincial police, two men were arrested.", "arrested", ["provincial police"]),
    ("SANA quoted an officer as saying that jets bombed a depot.", "bombed", ["SANA", "officer"]),
    ("Jets bombed a depot near Hama, SANA quoted an officer as saying.", "bombed", ["SANA", "officer"]),
    ("The lawyer said the prosecutor alleged that her client killed a guard.", "killed", ["lawyer", "prosecutor"]),
    ("The minister said he denied that police killed a guard.", "killed", ["minister"]),
    ("Gen. Rafael Ibarra left. The general said his men had captured a spy.", "captured", ["Rafael Ibarra"]),
    ("“They shot my father”: a survivor speaks\n\nHe lives in Amman.", "shot", ["survivor"]),
    ("A doctor who asked not to be named said gunmen shot nine men.", "shot", ["doctor"]),
    ("According to the envoy, inmates said guards beat them.", "beat", ["envoy", "inmates"]),
    ("The army said 12 men were hurt and accused rebels of shelling a mosque.", "shelling", ["army"]),
    ("The army said 12 men were hurt and accused rebels of shelling a mosque.", "accused", ["author"]),
    ("“Strangers torched the barn”, noted Father Emil.", "torched", ["Father Emil"]),
    ("Jets allegedly shelled a school; the ministry said rebels used it.", "shelled", ["allegedly"]),
    ("Russia vowed to respond after rebels shelled its embassy.", "shelled", ["author"]),
    ("Lebanon: soldier killed in Arsal raid - army", "killed", ["army"]),
    ("Local media reported that gunmen abducted three engineers.", "abducted", ["Local media"]),
    ("The BBC, quoting a doctor, said that troops had stormed a clinic.", "stormed", ["BBC", "doctor"]),
    (
        "The BBC reported on Monday, citing a security official, that troops had stormed the hospital.",
        "stormed",
        ["BBC", "security official"],
    ),
]


@pytest.mark.parametrize(("text", "word", "names"), READ, ids=[r[0][:40] for r in READ])
def test_chains_as_read(text: str, word: str, names: list[str]) -> None:
    import dateline

    claims = dateline.code(text).claims
    (claim,) = (c for c in claims if c.event and c.event.trigger.text == word)
    assert [a.name for a in claim.attribution] == names


ACCOUNTS = [
    # text, word of a later sentence, who tells it
    ("Captain Diallo gave his account. His convoy was hit. Six of his men were killed.", "killed", "Diallo"),
    ("A survivor described how men stormed the bus. They shot the driver.", "shot", "survivor"),
    ("Maria Quispe told the court what she saw. The soldiers shot eleven men.", "shot", "Maria Quispe"),
    ("The mayor described the attack as barbaric. Two men were killed on Monday.", "killed", "author"),
    ("The mayor described the mood. Two men were killed on Monday.", "killed", "author"),
    ("Turkey recalled its ambassador. Two men were killed on Monday.", "killed", "author"),
    ("A survivor described the raid.\nTwo men were killed on Monday.", "killed", "author"),
    ("A survivor described the raid. Two men were killed, police said.", "killed", "police"),
]


@pytest.mark.parametrize(("text", "word", "teller"), ACCOUNTS, ids=[a[0][:40] for a in ACCOUNTS])
def test_an_announced_account_goes_on(text: str, word: str, teller: str) -> None:
    import dateline

    claims = dateline.code(text).claims
    (claim,) = (c for c in claims if c.event and c.event.trigger.text == word)
    assert [a.name for a in claim.attribution] == [teller]


OF_NOUNS = [
    # a light verb has the stance of the noun it carries
    ("The militia issued a threat to bomb schools.", "bomb", "threatens"),
    ("The envoy expressed doubt that the militia attacked the convoy.", "attacked", "doubts"),
    ("The agency expressed concern that prisoners were being tortured.", "tortured", "warns"),
    ("The envoy cast doubt on claims that the army shelled a camp.", "shelled", "doubts"),
    ("Moscow admitted that its troops had bombed a bridge.", "bombed", "confirms"),
]


@pytest.mark.parametrize(("text", "word", "stance"), OF_NOUNS, ids=[s for _, _, s in OF_NOUNS])
def test_stances(text: str, word: str, stance: str) -> None:
    import dateline

    claims = dateline.code(text).claims
    (claim,) = (c for c in claims if c.event and c.event.trigger.text == word)
    assert claim.attribution[-1].stance == stance


def test_a_spokesmans_we_is_the_body_he_speaks_for() -> None:
    import dateline

    claims = dateline.code("Zabihullah Mujahid, a spokesman for the Taliban, said: “We killed six soldiers.”").claims
    (claim,) = (c for c in claims if c.event and c.event.trigger.text == "killed")
    assert [(r.name, r.id) for r in claim.event.roles if r.role == "actor"] == [("Taliban", "group:taliban")]


def test_a_turn_of_an_interview_is_no_place() -> None:
    import dateline

    text = "WALLACE: Who shelled the port?\n\nKOVALENKO: Rebels shelled the port.\n\nWALLACE: And who fled?"
    speakers = [q.source.text for q in dateline.code(text).quotations if q.made_by == "turn" and q.source]
    assert speakers == ["WALLACE", "KOVALENKO", "WALLACE"]


def test_a_label_before_a_headlines_colon_does_not_speak() -> None:
    assert not [q for q in found("Correction: nine killed in raid") if q.source]


SPEAKERS = [
    # text, source as the encoder ties it, cue, source as it is told
    ("It is said that the army killed ten men.", "It", "is said", None),
    ("Two men accused of theft said they had fled.", "accused of theft", "said", "Two men accused of theft"),
    ("The aid group in Homs said two men died.", "in Homs", "said", "Homs"),
    ("But many residents said two men died.", "But many residents", "said", "many residents"),
    ("The statement carried by Reuters said two died.", "carried by Reuters", "said", "The statement carried by Reuters"),
    ("Two clerics were accused of ousting the mayor.", "Two clerics", "were accused of", None),
    ("Ministers were warned that shells had hit the port.", "Ministers", "were warned", None),
    ("Protesters were worried that shells had hit the port.", "Protesters", "were worried", "Protesters"),
]  # fmt: skip


@pytest.mark.parametrize(("text", "tied", "cue", "source"), SPEAKERS, ids=[s[0][:40] for s in SPEAKERS])
def test_only_a_noun_phrase_speaks(text: str, tied: str, cue: str, source: str | None) -> None:
    article = from_text(text)
    at, end = text.index(cue), text.index(cue) + len(cue)
    said, who = (end + 1, len(text) - 1), (text.index(tied), text.index(tied) + len(tied))
    signals = (
        Signal("attribution", at, end, "cue", 0.9),
        Signal("content_of", *said, "content", 0.9, (at, end)),
        Signal("source_of", *who, "source", 0.9, (at, end)),
    )
    q = next(q for q in quotations(article, parse(article), Marks(), signals) if q.cue and q.cue.text == cue)
    assert (q.source and q.source.text) == source
    assert source is not None or q.voice is Voice.VAGUE


UNTIED = [  # text, cue, the source where the encoder ties none
    ("The farmer, who said shells had hit his barn, left the village.", "said", "who"),
    ("The ministry released figures, adding that two bridges were closed.", "adding", "The ministry"),
    ("Two bridges, it was reported on Monday, were closed by the army.", "reported", None),
    ("The mayor, seen as hoping that talks would resume, left the village.", "hoping", None),
]


@pytest.mark.parametrize(("text", "cue", "source"), UNTIED, ids=[c[1] for c in UNTIED])
def test_the_subject_of_a_plain_verb_of_saying_speaks_though_nothing_ties_it(
    text: str, cue: str, source: str | None
) -> None:
    article = from_text(text)
    at, end = text.index(cue), text.index(cue) + len(cue)
    signals = (
        Signal("attribution", at, end, "cue", 0.9),
        Signal("content_of", end + 1, len(text) - 1, "content", 0.9, (at, end)),
    )
    q = next(q for q in quotations(article, parse(article), Marks(), signals) if q.cue and cue in q.cue.text)
    assert (q.source and q.source.text) == source


def test_a_statement_behind_a_colon_is_all_its_speakers() -> None:
    import dateline

    text = (
        "The defence ministry justified the strike as necessary: “General Haddad was planning to attack our troops. He "
        "also approved the raids on two bases last week. We will take all steps to protect our people.”"
    )
    claims = dateline.code(text).claims
    inside = [c for c in claims if c.span.start > text.index("“")]
    assert inside and all(c.attribution[0].name == "defence ministry" for c in inside)
    last = next(c for c in inside if "protect" in c.span.text)
    assert len(last.attribution) == 1


SILENCE = [
    # text, then (stance, name of the voice, contents) of the last quotation
    ("The ministry declined to comment on the strike.", "refuses", "The ministry", "to comment on the strike"),
    ("A spokesman refused to comment.", "refuses", "A spokesman", "to comment"),
    (
        "The army did not immediately respond to a request for comment.",
        "refuses", "The army", "a request for comment",
    ),
    (
        "Rebels killed nine people, the army said. The claim could not be independently verified.",
        "unverified", None, "Rebels killed nine people",
    ),
    (
        "Residents said troops burned 20 homes. Reuters could not independently verify the reports.",
        "unverified", "Reuters", "troops burned 20 homes",
    ),
    (
        "The reports that ten people were killed could not be verified.",
        "unverified", None, "The reports that ten people were killed",
    ),
    (
        "The army said rebels had shelled the camp. It was not possible to verify the claim.",
        "unverified", None, "rebels had shelled the camp",
    ),
    (
        "Rebels say they captured forty soldiers, a figure that could not be confirmed.",
        "unverified", None, "they captured forty soldiers",
    ),
    ("The BBC has been unable to verify the report.", "unverified", "The BBC", "the report"),
    ("The Israeli military had no comment on the strike.", "refuses", "The Israeli military", "the strike"),
    (
        "Activists say 30 people died. There was no independent confirmation of the report.",
        "unverified", None, "30 people died",
    ),
]  # fmt: skip


@pytest.mark.parametrize(("text", "stance", "source", "contents"), SILENCE, ids=[s[0][-40:] for s in SILENCE])
def test_who_would_not_speak_and_what_was_not_verified(
    text: str, stance: str, source: str | None, contents: str
) -> None:
    import dateline

    read = dateline.code(text).quotations
    q = next(q for q in read if q.stance == stance)
    assert (q.source and q.source.text) == source
    assert "|".join(s.text for s in q.contents) == contents


def test_what_was_not_verified_keeps_who_told_it() -> None:
    import dateline

    text = "The army said rebels killed nine people. Reuters could not independently verify the claim."
    claim = next(c for c in dateline.code(text).claims if c.event and c.event.trigger.text == "killed")
    assert [(a.name, str(a.stance)) for a in claim.attribution] == [("Reuters", "unverified"), ("army", "says")]


def test_what_the_writer_says_of_himself_is_his_own() -> None:
    (q,) = found("We have seen that the army lied.")
    assert (q.voice, q.stance, q.by) == (Voice.AUTHOR, Stance.BELIEVES, None)
    assert [x.voice for x in found("Hassan said we doubted that the army had shelled the camp.")] == [Voice.NAMED]


def test_the_writers_own_doubt_is_the_stance_of_his_claim() -> None:
    claims = dateline.code("I doubt that the army shelled the camp. Hassan Omar said it did.").claims
    claim = next(c for c in claims if c.event and c.event.trigger.text == "shelled")
    assert [(str(a.kind), str(a.stance)) for a in claim.attribution] == [("author", "doubts")]


def test_a_conclusion_drawn_by_the_writer_is_not_quoted() -> None:
    (q, *_) = found("Evidence shows that the army is weak, and that is why it was warned by its allies.")
    assert "why" not in q.contents[-1].text


def chain(text: str, word: str) -> list[tuple[str, str]]:
    """The voices of a claim whose trigger is ``word``."""
    article = from_text(text)
    tree = parse(article)
    at = next(t for t in tree.tokens if t.text == word)
    trigger = article.span(at.start, at.end)
    claim = Claim(identify("c", word), article.id, Kind.EVENT, article.span(0, len(text)), Event(None, trigger))
    (claim,) = attribute(article, tree, Marks(), quotations(article, tree, Marks()), (claim,))
    return [(str(a.kind), a.name) for a in claim.attribution]


AUTHOR = [("author", "author")]
CONFUSIONS = [
    # a speech event is the writer's; what is said is the speaker's
    ("Iran announced that it had bombed a base.", "announced", AUTHOR),
    ("Iran announced that it had bombed a base.", "bombed", [("named", "Iran")]),
    # the clause beside a quotation is the writer's
    ("Troops withdrew after Iran said it had bombed a base.", "withdrew", AUTHOR),
    ("Troops withdrew after Iran said it had bombed a base.", "bombed", [("named", "Iran")]),
    # a relative clause on the speaker is the writer's
    ("The general, who fled the city, said rebels had killed ten.", "fled", AUTHOR),
    ("The general, who fled the city, said rebels had killed ten.", "killed", [("unnamed", "The general")]),
    # a sentence after a quotation is the writer's
    ("“They shelled us,” said a nurse. The hospital closed.", "closed", AUTHOR),
    ("“They shelled us,” said a nurse. The hospital closed.", "shelled", [("unnamed", "a nurse")]),
    # the act of the quoted person beside his words is the writer's
    ("Hassan buried his son and said the army had shelled the house.", "buried", AUTHOR),
    ("Hassan buried his son and said the army had shelled the house.", "shelled", [("named", "Hassan")]),
    # nested voices keep their order, from the reader inwards
    (
        "A doctor told AFP that residents said the clinic had been bombed.",
        "bombed",
        [("wire", "AFP"), ("unnamed", "A doctor"), ("unnamed", "residents")],
    ),
    # two speakers in one sentence
    ("Iran said it bombed a base, but Iraq said it shelled a camp.", "shelled", [("named", "Iraq")]),
    ("Iran said it bombed a base, but Iraq said it shelled a camp.", "bombed", [("named", "Iran")]),
    # plans are their maker's
    ("The groups announced their intention to attack convoys.", "attack", [("unnamed", "The groups")]),
]  # fmt: skip


@pytest.mark.parametrize(("text", "word", "voices"), CONFUSIONS, ids=[f"{w}: {t[:40]}" for t, w, _ in CONFUSIONS])
def test_chains(text: str, word: str, voices: list[tuple[str, str]]) -> None:
    assert chain(text, word) == voices


def test_the_author_is_named_by_the_best_name_known() -> None:
    from dataclasses import replace

    from dateline.attribute.chain import author

    article = from_text("Troops left.")
    assert author(article).name == "author"
    assert author(replace(article, wire="Reuters", outlet="The Post")).name == "The Post"
    assert author(replace(article, byline="A. Writer", outlet="The Post")).kind is Voice.AUTHOR


def test_a_pronoun_keeps_the_last_named_speaker() -> None:
    first, second = found("“Leave us alone,” said its director, Anna Petrova. She said the plant was safe.")
    assert second.by is not None and second.by.name == "Anna Petrova"
    assert second.by.of is not None and second.by.of.text == "Anna Petrova"
    assert str(second.voice) == str(first.voice) == "named"


ROUND_UP = """What happened overnight

Odesa: Debris of a drone set a warehouse ablaze.

Belgorod: Russia's defence ministry said it had destroyed ten rockets.
"""


def test_the_place_a_paragraph_opens_with_speaks_for_nothing() -> None:
    found = dateline.code(ROUND_UP).quotations
    assert [q.source.text for q in found if q.source] == ["Russia's defence ministry"]


SPOKEN = [  # text, words of the claim, its innermost voice
    ("Ana Ruiz left. The road will close, warned one diplomat in the capital.", "will close", "diplomat"),
    ("Police confirmed the attack but put the number of dead at five.", "number of dead at five", "Police"),
    ("The attackers, believed to number three or four, escaped into a forest.", "escaped", "author"),
    ("The police did not claim the attack on the market.", "attack on the market", "author"),
    ("The group did not claim responsibility for the bombing in Goma.", "bombing in Goma", "author"),
]


@pytest.mark.parametrize(("text", "words", "voice"), SPOKEN, ids=[s[1] for s in SPOKEN])
def test_whose_claim_it_is(text: str, words: str, voice: str) -> None:
    claims = [c for c in dateline.code(text).claims if words in c.span.text]
    assert {c.attribution[-1].name or c.attribution[-1].kind for c in claims} == {voice}


def test_who_is_he_behind_a_heading_was_named_behind_it() -> None:
    text = (
        "BRITAIN — The ships were hit. The defence secretary, Grant Shapps, warned that the attacks would go on.\n\n"
        "IRAQ — The prime minister, Mohammed al-Sudani, wants the coalition to leave but set no date, he told Reuters."
    )
    (minister,) = [q for q in dateline.code(text).quotations if q.source and q.source.text == "he"]
    assert minister.by and minister.by.name == "Mohammed al-Sudani"


def test_who_will_not_comment_tells_nothing_of_what_others_claim() -> None:
    text = "The military has not commented, but a channel on Telegram claimed that troops had withdrawn."
    claims = [c for c in dateline.code(text).claims if "withdrawn" in c.span.text]
    assert [[a.name for a in c.told_by] for c in claims] == [["a channel on Telegram"]]
