"""Free indirect speech: an account is announced, and the sentences behind it tell it without naming the teller again.

"Captain Diallo gave his account to investigators. His convoy was hit by a mine. Two trucks burned." Only sentences in the
same paragraph, told in the past, with no speaker of their own, are taken; a "said" alone announces no account.
"""

from collections.abc import Sequence
from dataclasses import replace

from dateline.attribute.draft import Draft, cue_words, source_of, subject, trim
from dateline.attribute.lexicon import speech, voice_nouns
from dateline.records import Article, Parse, Sentence, Token
from dateline.syntax import children, subtree
from dateline.vocab import Stance, ZoneKind

Words = tuple[int, ...]
_MOST = 6  # sentences an account may run on: by judgement


_NO_TELLING = frozenset(
    {Stance.DEMANDS, Stance.INTENDS, Stance.PROMISES, Stance.THREATENS, Stance.BELIEVES, Stance.REFUSES, Stance.ASKS}
)  # what people want or think inside an account: no other teller


def with_accounts(article: Article, parse: Parse, drafts: Sequence[Draft]) -> list[Draft]:
    """The drafts, each announced account with the sentences that tell it."""
    out = list(drafts)
    for verb in (t for t in parse.tokens if t.pos == "VERB" and _announces(parse, t)):
        told = _telling(article, parse, verb, out)
        made = _draft(parse, verb, told, out) if told else None
        if made:
            out = [*(d for d in out if d.head != made.head), made]
    return out


def _announces(parse: Parse, verb: Token) -> bool:
    """ "Gave his account", "told a different story", "described the night of the raid", "told the court what he saw"."""
    words = speech()["accounts"]
    subjects = children(parse, verb.i, "nsubj")
    document = verb.tag == "VBZ" and any(t.lemma.lower() in voice_nouns("document") for t in subjects)
    if not (verb.tag == "VBD" or document) or verb.head != verb.i or not subjects:
        return False  # a diary "describes the siege" for good, people described it
    if any(parse.tokens[i].text.lower() == "as" for i in subtree(parse, verb.i)):
        return False  # "described the raid as a crime" judges
    objects = {t.lemma.lower() for t in children(parse, verb.i, "dobj")}
    clauses = children(parse, verb.i, "ccomp")
    if verb.lemma.lower() in words["verbs"]:
        return bool(objects & {*words["nouns"], *words["occasions"]}) or any(_asked(parse, c) for c in clauses)
    seen = any(_asked(parse, c) and (c.tag == "VBD" or c.lemma.lower() in words["witnessed"]) for c in clauses)
    return verb.lemma.lower() in words["carriers"] and (seen or bool(objects & set(words["nouns"])))


def _asked(parse: Parse, clause: Token) -> bool:
    return any(t.text.lower() in {"what", "how"} for t in children(parse, clause.i, "dobj", "nsubj", "advmod"))


def _telling(article: Article, parse: Parse, verb: Token, drafts: Sequence[Draft]) -> list[Sentence]:
    """The sentences behind the announcement that carry the account."""
    here = parse.sentences[verb.sentence]
    others = (d for d in drafts if d.stance not in _NO_TELLING)
    taken = {parse.tokens[i].sentence for d in others for i in (*d.cue, *d.content)}
    found: list[Sentence] = []
    for sentence in parse.sentences[here.i + 1 : here.i + 1 + _MOST]:
        gap = article.text[parse.sentences[sentence.i - 1].end - 1 : sentence.start]
        if "\n" in gap or sentence.i in taken or sentence.zone is not ZoneKind.BODY or not _past(parse, sentence):
            break
        found.append(sentence)
    return found


def _past(parse: Parse, sentence: Sentence) -> bool:
    """Whether the sentence's main verb tells of the past."""
    tokens = parse.tokens[sentence.first : sentence.last]
    root = next((t for t in tokens if t.head == t.i), None)
    return root is not None and any(t.tag == "VBD" for t in (root, *children(parse, root.i, "aux", "auxpass")))


def _draft(parse: Parse, verb: Token, told: Sequence[Sentence], drafts: Sequence[Draft]) -> Draft | None:
    source = source_of(parse, subject(parse, verb.i))
    content = [i for s in told for i in range(s.first, s.last)]
    known = next((d for d in drafts if d.head == verb.i or verb.i in d.cue), None)
    if known:
        return replace(known, content=trim(parse, (*known.content, *content)))
    return (
        Draft(verb.i, cue_words(parse, verb.i), source, trim(parse, content), Stance.SAYS, "account")
        if source
        else None
    )
