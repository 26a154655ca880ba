"""How surely: tables of sentence, trigger and expected certainty."""

import pytest

from dateline.models.parser import parse
from dateline.read import from_text
from dateline.vocab import Polarity
from dateline.weigh import certainty_at

CASES = [
    # affirmed and denied
    ("Rebels captured the town.", "captured", "positive asserted past"),
    ("The rebels did not attack and kill civilians.", "kill", "negative asserted past"),
    ("Rebels failed to capture the town.", "capture", "negative asserted past"),
    ("The army denied the attack.", "attack", "negative asserted past"),
    ("The army denied that it had shelled the market.", "shelled", "negative asserted past"),
    ("The army denied the report that a school was bombed.", "bombed", "negative asserted past"),
    ("Residents accused the army of theft; the command rejected the charge.", "accused", "positive asserted past"),
    ("Gunmen kidnapped a doctor on the highway; a ransom was later demanded.", "kidnapped", "positive asserted past"),
    ("No soldiers were killed in the raid.", "killed", "negative asserted past"),
    ("No soldiers were killed in the raid.", "raid", "positive asserted past"),
    ("Police foiled an attack.", "attack", "negative asserted past"),
    ("There was no attack.", "attack", "negative asserted past"),
    ("The men fled without firing.", "firing", "negative asserted past"),
    ("The men fled without firing.", "fled", "positive asserted past"),
    ("Nobody was hurt.", "hurt", "negative asserted past"),
    ("The ministry refused the request.", "request", "positive asserted past"),
    ("Neither the rebels nor the army shelled the port.", "shelled", "negative asserted past"),
    ("Neither side attacked.", "attacked", "negative asserted past"),
    ("Guards stopped a woman from detonating a vest.", "detonating", "negative asserted past"),
    ("It is not true that soldiers looted the shops.", "looted", "negative asserted past"),
    # probable and possible
    ("It is likely that separatists planted the mine.", "planted", "positive probable past"),
    ("It is possible that the pilot was captured.", "captured", "positive possible past"),
    ("It is unlikely that rebels shot the pilot.", "shot", "negative probable past"),
    ("It is not clear that the army fired first.", "fired", "positive possible past"),
    ("It is clear that the army fired first.", "fired", "positive asserted past"),
    ("Were the monks tortured before they were released?", "tortured", "positive possible past"),
    ("The strike allegedly hit a school.", "hit", "positive probable past"),
    ("He was accused of killing civilians.", "killing", "positive probable past"),
    ("They do not think that Iran attacked.", "attacked", "negative probable past"),
    ("Troops may have fired on the crowd.", "fired", "positive possible past"),
    ("The move raises the possibility of new attacks.", "attacks", "positive possible hypothetical"),
    ("Was the school bombed?", "bombed", "positive possible past"),
    ("The army would not comment on whether it had bombed the school.", "bombed", "positive possible past"),
    # what lies ahead
    ("Rebels are likely to attack the port.", "attack", "positive probable future"),
    ("The judge ordered that the colonel be arrested.", "arrested", "positive asserted future"),
    ("The envoy insisted that the troops be withdrawn.", "withdrawn", "positive asserted hypothetical"),
    ("Turkey will launch an attack on Kobani.", "attack", "positive asserted future"),
    ("Turkey threatened to attack Kobani.", "attack", "positive asserted future"),
    ("Groups announced their intention to attack convoys.", "announced", "positive asserted past"),
    ("Groups announced their intention to attack convoys.", "attack", "positive asserted future"),
    ("The army said it would attack.", "attack", "positive asserted future"),
    ("The decision is the gradual withdrawal of troops from Mali.", "withdrawal", "positive asserted future"),
    ("The command put the withdrawal of troops on the agenda.", "withdrawal", "positive asserted future"),
    ("The government must withdraw.", "withdraw", "positive required future"),
    ("Leave the city now.", "Leave", "positive required future"),
    ("The UN called for a ceasefire.", "ceasefire", "positive possible hypothetical"),
    ("The troops moved south in order to avoid these attacks.", "moved", "positive asserted past"),
    # conditions
    ("Had the army attacked, thousands would have fled.", "attacked", "positive asserted hypothetical"),
    ("Were Turkey to invade, the Kurds would fight.", "invade", "positive asserted hypothetical"),
    ("Soldiers had attacked the town.", "attacked", "positive asserted past"),
    ("If the troops did not leave, they would face an attack.", "leave", "negative asserted hypothetical"),
    ("If the troops did not leave, they would face an attack.", "face", "positive asserted hypothetical"),
    # what goes on
    ("Clashes between rebels and the army continue in the east.", "Clashes", "positive asserted ongoing"),
    ("The army is importing weapons.", "importing", "positive asserted ongoing"),
    ("Most convoys pass through the crossing.", "pass", "positive asserted habitual"),
    ("Troops regularly shell the village.", "shell", "positive asserted habitual"),
    ("The report accuses the army of theft.", "accuses", "positive asserted ongoing"),
    # beside, not after
    ("We slept next to the mosque.", "slept", "positive asserted past"),
    # what was not done, what is inferred, what nothing shows
    ("The patrol should have arrested him.", "arrested", "positive required hypothetical"),
    ("The gunmen must have fired from the roof.", "fired", "positive probable past"),
    ("The convoy could not reach the camp.", "reach", "negative asserted past"),
    ("The gunmen could not have fired from there.", "fired", "negative possible past"),
    ("There is no evidence that soldiers shot the monks.", "shot", "positive possible past"),
    ("Cables suggest that the embassy knew.", "knew", "positive probable past"),
    ("The verdict is expected in January.", "expected", "positive asserted future"),
    # verbs and prepositions that the parser hangs too low
    ("The general denied that his men fired and blamed rebels.", "blamed", "positive asserted past"),
    ("The judge accused the soldiers of burning the barn.", "burning", "positive probable past"),
]


def certainty(text: str, word: str):
    tree = parse(from_text(text))
    return certainty_at(tree, next(t.i for t in tree.tokens if t.text == word))


@pytest.mark.parametrize(("text", "word", "expected"), CASES, ids=[f"{w}: {t[:40]}" for t, w, _ in CASES])
def test_certainty(text: str, word: str, expected: str) -> None:
    found = certainty(text, word)
    assert f"{found.polarity} {found.modality} {found.tense}" == expected


def test_counterfactual_implies_the_opposite() -> None:
    text = "If the gate had been locked, nobody would have died."
    assert certainty(text, "locked").implies is Polarity.NEGATIVE
    assert certainty(text, "died").implies is Polarity.POSITIVE
    assert certainty("Nobody died.", "died").implies is None
    assert certainty("If the council had acted, they would still be alive.", "acted").implies is Polarity.NEGATIVE
    assert certainty("The patrol should have arrested him.", "arrested").implies is Polarity.NEGATIVE


def test_cues_are_the_words_that_decide() -> None:
    found = certainty("Rebels failed to capture the town.", "capture")
    assert [c.text for c in found.cues] == ["failed"]


def test_a_denial_only_the_attribution_has_seen_turns_the_claim_once() -> None:
    from dateline.records import Attribution, Claim
    from dateline.vocab import Kind, Stance, Voice
    from dateline.weigh import denied

    article = from_text("It called the bombing of the school a lie.")
    cue = article.span(3, 9)
    voice = Attribution(Voice.NAMED, "It", stance=Stance.DENIES, cue=cue)
    claim = Claim("c:1", article.id, Kind.EVENT, article.span(0, 42), attribution=(voice,))
    once = denied(claim, claim.certainty)
    assert (once.polarity, once.cues) == (Polarity.NEGATIVE, (cue,))
    assert denied(claim, once) == once


def test_the_encoder_can_only_open_what_the_rules_assert() -> None:
    from dateline.weigh import doubted

    denied = certainty("Nobody died.", "died")
    assert doubted(denied) == denied
    asserted = certainty("Troops left.", "left")
    assert (str(doubted(asserted).modality), str(doubted(asserted).tense)) == ("possible", "hypothetical")
