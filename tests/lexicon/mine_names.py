"""Mine names and what tells their type from headlines and articles.

Run: ``python -m tests.lexicon.mine_names HEADLINES.jsonl.gz ARTICLES_FOLDER OUTPUT_FOLDER``. It takes about
three minutes and writes two tables as ``seeds/lexicon`` has them: ``context.tsv`` (the sign, its weight in
tenths for PERSON, ORG, PLACE and OTHER) and ``names.tsv`` (the name, its type). Headlines are JSON objects,
one a line, with ``title`` and ``summary``; articles are text files. Read the new rows before they ship: names
that came out wrong stand in ``not_names.txt`` beside this file, and are left out the next time.

The reader walks over every text with the mined tables put aside, so that nothing confirms itself. A name's
type is voted for by the words right beside it (titles, type words, verbs of saying). Those whose votes agree
teach a linear model what else stands around a PERSON, an ORG, a PLACE or none of them; votes and model
together then decide.
"""

from __future__ import annotations

import gzip
import json
import re
import sys
import unicodedata
from collections import Counter, defaultdict
from collections.abc import Iterator
from math import exp, sqrt
from pathlib import Path
from random import Random
from unittest.mock import patch

from seeds import lexicon
from seeds.entities.context import KINDS, company, shape
from seeds.entities.look import known
from seeds.entities.tables import clubs, compounds, cues, gazetteer
from seeds.entities.words import is_vietnamese, split

# What a word beside a name is worth as a vote; what the reader found by other means has no vote.
VOTES = {
    "title+name": 1.5,
    "org-word": 1.5,
    "place-word": 1.2,
    "other-word": 1.2,
    "name+verb": 1.0,
    "byline": 1.0,
    "place-cue": 0.7,
}
AGREED = {
    "PERSON": 0.85,
    "ORG": 0.75,
    "PLACE": 0.75,
    "OTHER": 0.6,
}  # the share of votes that teaches the model
TAUGHT = 25  # places of one name at most, so that no name teaches alone
SEEN_WITH = {"b": 12}  # names that a sign must stand with before it counts; for words farther off more
SEEN_WITH_ELSE = 6
EPOCHS = 3
KEPT = 3  # tenths: smaller weights are left out
SURE = {"PERSON": 0.9, "ORG": 0.85, "PLACE": 0.9, "OTHER": 0.85}
MINED = ("names.tsv", "context.tsv")
MOST_PLACES = 200
MANY, CLEAR = 6.0, 0.9  # so many votes that agree so well need no model
SAY = 10.0  # what votes that all agree are worth beside the model's logits

Place = tuple[str, list[str]]  # the type and rule by which the reader found it, the signs around it


class Names:
    """Every name that the reader saw: its votes, its own signs, some of the places where it stood."""

    def __init__(self) -> None:
        self.rules: dict[str, Counter[str]] = defaultdict(Counter)
        self.shapes: dict[str, list[str]] = {}
        self.places: dict[str, list[Place]] = defaultdict(list)
        self.lower: Counter[str] = Counter()

    def votes(self, name: str) -> Counter[str]:
        """How much the words beside a name speak for each type."""
        votes: Counter[str] = Counter()
        for found, count in self.rules[name].items():
            kind, rule = found.split("|")
            if kind in KINDS and rule in VOTES:
                votes[kind] += VOTES[rule] * min(count, 8)
        return votes


def texts(headlines: Path, articles: Path) -> Iterator[str]:
    """Every text once, in NFC."""
    seen = set()
    with gzip.open(headlines, "rt", encoding="utf-8") as lines:
        for line in lines:
            item = json.loads(line)
            text = f"{item['title']}\n{item.get('summary') or ''}"
            if text not in seen:
                seen.add(text)
                yield unicodedata.normalize("NFC", text)
    for path in sorted(articles.glob("*.txt")):
        yield unicodedata.normalize("NFC", path.read_text(encoding="utf-8"))


def walk(all_texts: Iterator[str]) -> Names:
    """Walk over all texts with the mined tables put aside."""
    rows = lexicon.rows
    with patch.object(lexicon, "rows", lambda name: () if name in MINED else rows(name)):
        gazetteer.cache_clear()
        from seeds.entities.names import Walk

        names = Names()
        for text in all_texts:
            words = split(text, [])
            names.lower.update(word for word, big in zip(words.words, words.capital, strict=True) if not big)
            for one in Walk(words).run():
                if one.type in ("LAW", "EVENT") or one.rule.startswith(
                    ("org:", "place:", "road", "numbered")
                ):
                    continue
                name = words.slice(one.first, one.last)
                found = f"{one.type or '?'}|{one.rule}"
                names.rules[name][found] += 1
                if name not in names.shapes:
                    names.shapes[name] = shape(words, one.first, one.last)
                if len(names.places[name]) < MOST_PLACES:
                    names.places[name].append((found, company(words, one.first, one.last)))
    return names


def teachers(names: Names) -> dict[str, str]:
    """The names whose type is plain: from the tables made by hand, or because their votes agree."""
    listed = {entry.surface: entry for entries in gazetteer().values() for entry in entries}
    plain: dict[str, str] = {}
    for name in names.rules:
        words = name.split()
        if name in clubs():
            continue
        if not cues().no_names.isdisjoint(words):
            plain[name] = "OTHER"
        elif (entry := listed.get(name)) is not None:
            if entry.type in KINDS and (
                entry.table == "organisations.tsv" or len(words) > 1 or len(name) > 4
            ):
                plain[name] = entry.type
        else:
            votes = names.votes(name)
            kind, most = max(votes.items(), key=lambda pair: pair[1], default=("", 0.0))
            lone = len(words) == 1
            if most >= 2 and most / votes.total() >= AGREED[kind] and not (lone and len(name) < 3):
                plain[name] = kind
            often = sum(names.rules[name].values())
            if lone and not name.isupper() and names.lower[name.lower()] > max(2, often // 2):
                plain[name] = "OTHER"
    return plain


def learn(names: Names, plain: dict[str, str]) -> dict[str, list[float]]:
    """The weights of a multinomial logistic regression, learned by Adagrad in a fixed order."""
    random = Random(5)
    lessons = []
    stands_with: dict[str, set[str]] = defaultdict(set)
    for name, kind in plain.items():
        places = [around for found, around in names.places[name] if found.split("|")[1] not in VOTES]
        random.shuffle(places)
        for around in places[:TAUGHT]:
            signs = [*names.shapes[name], *around]
            lessons.append((KINDS.index(kind), signs))
            for sign in signs:
                stands_with[sign].add(name)
    kept = {
        s
        for s, seen in stands_with.items()
        if len(seen) >= SEEN_WITH.get(s.partition("=")[0], SEEN_WITH_ELSE)
    }
    weights = {sign: [0.0] * 4 for sign in ["", *sorted(kept)]}
    steps = {sign: [1e-6] * 4 for sign in weights}
    for _ in range(EPOCHS):
        random.shuffle(lessons)
        for right, signs in lessons:
            active = ["", *(sign for sign in signs if sign in kept)]
            logits = [sum(weights[sign][k] for sign in active) for k in range(4)]
            powers = [exp(logit - max(logits)) for logit in logits]
            slope = [power / sum(powers) - (k == right) for k, power in enumerate(powers)]
            for sign in active:
                for k in range(4):
                    down = slope[k] + 1.5e-3 * weights[sign][k]
                    steps[sign][k] += down * down
                    weights[sign][k] -= 0.25 * down / sqrt(steps[sign][k])
    return weights


def tenths(weights: dict[str, list[float]]) -> dict[str, list[int]]:
    """The weights in tenths around their mean, without those that hardly count."""
    table = {}
    for sign, values in weights.items():
        mean = sum(values) / len(values)
        rounded = [round((value - mean) * 10) for value in values]
        if sign == "" or max(map(abs, rounded)) >= KEPT:
            table[sign] = rounded
    return table


def decide(names: Names, weights: dict[str, list[int]]) -> Iterator[tuple[str, str]]:
    """Names worth a row, with their type: seen three times, and sure by votes and company together."""
    listed = {e.surface for entries in gazetteer().values() for e in entries if e.table not in MINED}
    left_out = set((Path(__file__).parent / "not_names.txt").read_text(encoding="utf-8").splitlines())
    zero = [0] * 4
    for name, rules in names.rules.items():
        words = re.findall(r"\w+", name)
        count = sum(rules.values())
        if count < 3 or len(name) < 3 or not 0 < len(words) <= 5 or name in listed or name in left_out:
            continue
        if words[0] in cues().no_names or (len(words) == 1 and is_vietnamese(name.lower())):
            continue
        places = names.places[name]
        split_word = sum(
            (words[-1].lower(), s[2:]) in compounds() for _, signs in places for s in signs if s[:2] == "r="
        )
        if split_word > len(places) / 4:
            continue  # the first half of an ordinary word
        around = [signs for found, signs in places if found.split("|")[1] not in VOTES]
        votes = names.votes(name)
        logits = []
        for k, kind in enumerate(KINDS):
            own = weights[""][k] + sum(weights.get(sign, zero)[k] for sign in names.shapes[name])
            near = sum(weights.get(sign, zero)[k] for signs in around for sign in signs)
            share = votes[kind] / max(votes.total(), 3.0)
            logits.append((own + near / sqrt(max(len(around), 1))) / 10 + SAY * share)
        if votes and votes.total() >= MANY and max(votes.values()) / votes.total() >= CLEAR:
            logits = [100.0 if votes[kind] == max(votes.values()) else 0.0 for kind in KINDS]
        powers = [exp(logit - max(logits)) for logit in logits]
        best = max(range(4), key=powers.__getitem__)
        kind = KINDS[best]
        if kind != "ORG" and ends_in_place(name):
            continue  # F-35 Anh
        if powers[best] / sum(powers) >= SURE[kind] and worth(name, words, kind, votes.total(), count):
            yield name, kind


def ends_in_place(name: str) -> bool:
    """Whether the last words of a name are a place that the tables know."""
    words = split(name, [])
    last = len(words.words) - 1
    for at in range(1, last + 1):
        listed = known(words, at)
        if listed is not None and listed[1] == last and listed[0].type == "PLACE":
            return True
    return False


def worth(name: str, words: list[str], kind: str, votes: float, count: int) -> bool:
    """Whether a row helps: not what the rules find anyway, and nothing that rests on too little."""
    if name.isupper() and (" " in name or kind in ("PERSON", "OTHER")):
        return False
    native = all(is_vietnamese(word.lower()) for word in words)
    if kind in ("PERSON", "PLACE"):
        full_name = words[0] in cues().family and len(words) > 2 and native
        enough = votes >= 3 if native and len(words) > 1 else votes >= 2 or (kind == "PERSON" and count >= 8)
        return enough and not full_name and not any(letter.isdigit() for letter in name)
    if kind == "ORG":
        return votes >= 2 or (count >= (8 if len(words) == 1 else 5) and not name.isupper())
    return votes >= 2 or count >= 10


def write(path: Path, head: str, rows: list[str]) -> None:
    """Write a table below its head."""
    path.write_text(head + "\n".join(rows) + "\n", encoding="utf-8")


def main(headlines: Path, articles: Path, output: Path) -> None:
    """Mine both tables into a folder."""
    names = walk(texts(headlines, articles))
    weights = tenths(learn(names, teachers(names)))
    head = "".join(line + "\n" for line in lexicon.text("context.tsv").splitlines() if line.startswith("#"))
    write(output / "context.tsv", head, ["\t".join([s, *map(str, w)]) for s, w in sorted(weights.items())])
    head = "".join(line + "\n" for line in lexicon.text("names.tsv").splitlines() if line.startswith("#"))
    write(output / "names.tsv", head, [f"{name}\t{kind}" for name, kind in sorted(decide(names, weights))])


if __name__ == "__main__":
    main(*(Path(argument) for argument in sys.argv[1:4]))
