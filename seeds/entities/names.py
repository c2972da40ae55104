"""Walking along a text and naming what its capitals name."""

from __future__ import annotations

from collections.abc import Sequence

from seeds.entities import runs
from seeds.entities.accepting import CITIES, SHORT, SHORT_OPENERS, WEAK_TABLES, accept, of_a_person
from seeds.entities.beside import ground, named_by_town, no_place, on_cars, on_sport
from seeds.entities.context import weigh
from seeds.entities.edges import word_end
from seeds.entities.events import event
from seeds.entities.found import Found
from seeds.entities.judging import ends_before, judge, left, numbered_house, series
from seeds.entities.laws import law
from seeds.entities.look import before, known, known_place, maker_at, phrase
from seeds.entities.nations import of_a_nation
from seeds.entities.organisations import organisation
from seeds.entities.signing import SOURCE_WORDS, credits, family_name_as_type, signs
from seeds.entities.tables import Entry, clubs, cues, is_country
from seeds.entities.telling import PORTFOLIOS, POSTED, passed_over
from seeds.entities.titled import place
from seeds.entities.words import Words, is_vietnamese

_KEEPS_TITLE = frozenset([" ", '" ', "” ", ". ", ' "', " “", ".", "-", " - ", "  "])
_MEDIA = frozenset(["trang", "kênh", "tờ", "chuỗi", "nhóm"])
_LONG_PLACE = 4
# Who is posted at a place: the name stands behind it.
_POSTED = frozenset(
    ["đại sứ", "tổng lãnh sự", "trưởng đại diện", "đại biện", "giám đốc quốc gia", "tham tán"]
)
_HOUSES = frozenset(["bảo", "nhà"])  # museums and theatres: behind a title they are bodies
_DIRECTIONS = frozenset(["Đông", "Tây", "Nam", "Bắc"])
_TO_A_TOWN = frozenset(["tại", "ở", "thành phố", "tới", "đến thành phố", "sân bay", "đường phố", "người dân"])


class Walk:
    """One walk over a text. ``found`` are the names in order; those without a type wait for the document's
    memory."""

    def __init__(self, words: Words, bylines: Sequence[tuple[int, int]] = ()) -> None:
        """Prepare to walk over ``words``; ``bylines`` are spans in which persons sign."""
        self.words = words
        self.found: list[Found] = []
        self._bylines = bylines
        self._lasts: set[str] = set()  # the last words of the persons found
        self._title = ""  # the title just read, while a person's name is awaited
        self._credit = False  # right behind "Ảnh:"
        self._pairs = {  # capitals that stand together within a sentence: "Tuyết Lê đến" opens one elsewhere
            (words.words[i - 1], words.words[i])
            for i in range(1, len(words.words))
            if words.capital[i] and words.capital[i - 1] and not words.opens[i - 1] and words.gap(i) == " "
        }
        self._motor = on_cars(words)
        self._sport = on_sport(words)

    def run(self) -> list[Found]:
        """Walk once from the first word to the last."""
        words = self.words
        at, size, over = 0, len(words.words), passed_over(words)
        while at < size:
            if over[at]:
                self._title = ""
                at += 1
                continue
            gap = words.gap(at)
            if words.opens[at] or (gap not in _KEEPS_TITLE and not self._bracketed(at, gap)):
                self._title = ""
            self._credit = at > 0 and gap in (": ", ":") and credits(words, at - 1)
            if self._credit:
                self._title = "ảnh"
            if words.capital[at] and signs(words, at, self._bylines):
                at += self._add(at, runs.run_end(words, at), "PERSON", "byline", 0.9)
            else:
                at += max(self._step(at), 1)
        weigh(words, self.found)
        return self.found

    def _add(self, first: int, last: int, kind: str, rule: str, confidence: float, name: str = "") -> int:
        """Note a name and return how many words it takes."""
        words = self.words
        end = words.ends[last]
        if kind == "PERSON" and last > first:
            self._lasts.add(words.words[last])
        if kind == "PERSON" and len(words.words[last]) == 1 and words.plain.startswith(".", end):
            end += 1  # Triệu Thị H.
        self.found.append(Found(first, last, words.starts[first], end, kind, rule, confidence, name))
        return last - first + 1

    def _bracketed(self, at: int, gap: str) -> bool:
        """Whether only a body's acronym in brackets begins or ends here: Giám đốc Quỹ … (IMF) Georgieva."""
        previous = self.found[-1] if self.found else None
        return (
            gap in (" (", ") ")
            and self._title != "ảnh"
            and previous is not None
            and previous.type == "ORG"
            and previous.last == at - 1
        )

    def _step(self, at: int) -> int:
        """Read what begins at a word; returns how many words it takes."""
        words = self.words
        if words.capital[at] and words.low[at] in SOURCE_WORDS and words.gap(at)[-1:] in ("(", "\n", ""):
            return 1
        if words.words[at] == "U" and words.plain[words.ends[at] : words.ends[at] + 2][1:].isdigit():
            return 1  # U.23: a team of an age
        titled = self._read_title(at)
        if titled:
            return titled
        if not words.capital[at]:
            return self._lower(at)
        if at and words.low[at : at + 2] == ["chính", "phủ"] and words.low[at - 1] == "tướng":
            return 2
        whole = known(words, at)
        if (
            words.opens[at]
            and words.low[at] in cues().place_words
            and self._name_follows(at)
            and (whole is None or whole[1] == at)
            and not phrase(words, at, cues().org_heads)
        ):
            return 1  # "Đường Nguyễn Tất Thành…": a type word with the capital of its sentence
        if (
            words.opens[at]
            and words.low[at] in _MEDIA
            and self._name_follows(at)
            and not is_vietnamese(words.low[at + 1])
        ):
            return 1  # "Trang SlashFilm cho biết"
        for read in (organisation, place, law, event):
            if read is place and family_name_as_type(words, at, self._title):
                continue  # Chủ tịch Hồ Chí Minh is no lake
            found = read(words, at)
            if found is not None:
                if read is place and self._title not in ("", "ảnh") and words.low[at] in _HOUSES:
                    found.type, found.rule = "ORG", "org:head"  # Giám đốc Bảo tàng Hà Nội
                self.found.append(found)
                self._title = self._title if found.type == "ORG" else ""
                return found.last - at + 1
        return self._capital(at)

    def _read_title(self, at: int) -> int:
        """Skip a title and the portfolio behind it; what follows is awaited to be a person."""
        words = self.words
        table = cues()
        size = phrase(words, at, table.titles)
        if size == 0:
            return self._portfolio(at) - at if at and words.low[at - 1] in PORTFOLIOS else 0
        if words.capital[at]:
            listed = known(words, at)
            if phrase(words, at, table.org_heads) > size or (
                listed is not None and listed[0].type == "PLACE" and listed[1] > at
            ):
                return 0
            if size == 1 and words.low[at] == "anh" and not (words.opens[at] and self._name_follows(at)):
                return 0  # England, unless it opens a sentence before a name
        self._title = " ".join(words.low[at : at + size])
        last = at + size - 1
        if size > 1 and words.capital[last] and organisation(words, last) is not None:
            return size - 1  # Trưởng Ban Nội chính Trung ương
        after = self._portfolio(at + size)
        if after > at + size and not self._title.endswith("trưởng"):
            body = organisation(words, at + size)
            if body is not None and body.last >= after:
                return size  # Giám đốc Công an tỉnh Lạng Sơn
        return after - at

    def _name_follows(self, at: int) -> bool:
        words = self.words
        return at + 1 < len(words.words) and words.gap(at + 1) == " " and words.capital[at + 1]

    def _portfolio(self, at: int) -> int:
        """The word after the portfolio that begins at a word (Bộ trưởng Công Thương); the word itself if
        none does."""
        words = self.words
        if at >= len(words.words) or words.gap(at) != " ":
            return at
        start = words.starts[at]
        for portfolio in cues().portfolios.get(words.words[at], ()):
            stop = start + len(portfolio)
            if words.plain.startswith(portfolio, start) and not words.plain[stop : stop + 1].isalnum():
                while at < len(words.words) and words.starts[at] < stop:
                    at += 1
                break
        return at

    def _lower(self, at: int) -> int:
        """A word in lower case: a name such as châu Á, a numbered road, or nothing."""
        words = self.words
        named = law(words, at)
        if named is not None:
            self.found.append(named)
            self._title = ""
            return named.last - at + 1
        listed = known(words, at)
        if listed is not None and listed[0].type == "PLACE":
            return self._add(at, listed[1], "PLACE", "gazetteer", 0.95, listed[0].name)
        numbered = runs.numbered_place(words, at)
        if numbered >= at:
            return self._add(at, numbered, "PLACE", "numbered-place", 0.9)
        here = (
            words.low[at] == POSTED
            and self._title in _POSTED
            and bool(self.found)
            and self.found[-1].last == at - 1
        )
        if not (here and at + 1 < len(words.words) and known_place(words, at + 1)):
            self._title = ""  # Đại sứ Bulgaria tại Việt Nam Pavlin Todorov
        return 1

    def _capital(self, at: int) -> int:
        """A capital that begins no organisation: a known name, a person, or a run of unknown capitals."""
        words = self.words
        numbered = runs.numbered_place(words, at)
        if numbered > at:
            return self._add(at, numbered, "PLACE", "numbered-place", 0.9)
        end = runs.run_end(words, at)
        listed = known(words, at)
        if len(words.words[at]) == 1 and self._title and words.plain.startswith(".", words.ends[at]):
            return self._initials(at, end)
        if words.low[at][:2] == "km" and words.low[at][2:].isdigit():
            return 1  # Km41
        prefix = len(words.words[at]) == 1 and at < end and words.gap(at + 1) in ("'", "’")  # H'Hen Niê
        if not prefix and words.words[at] in cues().no_names and (listed is None or listed[1] == at):
            return 1 if listed is None or listed[0].type == "OTHER" else self._known(at, listed[0], at)
        if words.words[at] in _DIRECTIONS and listed is None and not self._title and at < end:
            inner = known(words, at + 1)
            if inner is not None and inner[0].name in CITIES and inner[1] == end:
                return 1  # the west of Hà Nội
        person = runs.person_length(words, at, end)
        if person and end >= at + person and words.words[end] in cues().org_endings:
            person = 0  # Danh Nam Travel
        if person and self._full_name(at, person, listed):
            if not self._title:
                return self._family(at, end, person)
            self._title = ""
            return self._add(at, at + person - 1, "PERSON", "title+name", 0.97)
        if listed is not None and accept(
            words, at, listed[0], listed[1], end, self._title, self._sport, self._lasts
        ):
            return self._known(at, listed[0], listed[1])
        maker = maker_at(words, at) if listed is not None and listed[1] > at else None
        if maker is not None:
            return self._known(at, maker, at)  # Honda CR-V
        plain = not self._title and words.opens[at] and runs.plain_opening(words, at, end, person)
        if plain and not (at < end and (words.words[at], words.words[at + 1]) in self._pairs):
            return 1
        if at == end and words.opens[at] and words.words[at] in SHORT_OPENERS:
            return 1  # the pronoun, not the country
        if at == end and words.words[at] in SHORT and of_a_person(words, at, self._lasts):
            return self._add(at, at, "PERSON", "name+verb", 0.8)
        if person:
            return self._family(at, end, person)
        if at == end and at and words.low[at - 1] == "đảng" and word_end(words, at) > at:
            return self._add(at, word_end(words, at), "ORG", "org-word", 0.85)  # đảng Dân chủ
        if at == end and runs.ordinary(words, at):
            return 1
        return self._unknown(at, end)

    def _initials(self, at: int, end: int) -> int:
        """A person of whom only the first letters are given: bà T.T.P."""
        words = self.words
        last = at
        while last < end and len(words.words[last + 1]) == 1 and words.gap(last + 1) == ".":
            last += 1
        if last < end and words.gap(last + 1) in (" ", ". "):
            last = end  # J. K. Rowling
        self._title = ""
        return self._add(at, last, "PERSON", "title+name", 0.95)

    def _full_name(self, at: int, person: int, listed: tuple[Entry, int] | None) -> bool:
        """Whether a full name stands here although a table may know its beginning: Thái Bình Dương is no
        Thái."""
        if person < 3 and not self._title:
            return False
        if listed is None:
            return True
        entry, last = listed
        if entry.table == "places.tsv" and last > at and not is_vietnamese(self.words.low[at + person - 1]):
            return False  # Hà Nội Rethink, Lý Sơn Half Marathon
        if entry.type != "PLACE":
            return bool(self._title) or last - at + 1 < person
        return self._title in cues().honorifics or (not self._title and last - at + 1 < person)

    def _family(self, at: int, end: int, person: int) -> int:
        """A family name with what follows, no title before: what stands before decides, else it is a
        person."""
        words = self.words
        street = numbered_house(words, at) or series(words, at) == "PLACE"
        cue = "PLACE" if street else left(words, at)
        self._title = ""
        if cue == "PLACE":
            return self._add(at, end, "PLACE", "place-word", 0.9)
        if cue == "ORG":
            return self._add(at, end, "ORG", "org-word", 0.8)
        if cue == "OTHER":
            return end - at + 1
        if person == 2 and words.words[at].capitalize() not in cues().common_family:
            return self._add(at, at + 1, "PERSON", "rare-family-name", 0.5)
        rule, confidence = ("family-name", 0.7) if person > 2 else ("short-name", 0.6)
        return self._add(at, at + person - 1, "PERSON", rule, confidence)

    def _known(self, at: int, entry: Entry, last: int) -> int:
        """Note a name that a table knows, with the type that the words before it leave it."""
        words = self.words
        weak = entry.table in WEAK_TABLES
        if (
            self._motor
            and entry.table == "cities.txt"
            and not before(words, at, _TO_A_TOWN | cues().place_words)
        ):
            self._title = ""
            return last - at + 1  # a car's model, not the town: Tucson
        end_of_run = runs.run_end(words, at)
        kind, rule, confidence = entry.type, "gazetteer", 0.75 if weak else 0.95
        cue = "" if self._title else left(words, at)
        if (
            cue == "PLACE"
            and kind in ("ORG", "PERSON", "OTHER")
            and entry.table not in ("organisations.tsv", "others.txt")
        ):
            kind, rule, confidence = "PLACE", "place-word", 0.85
        elif cue == "PLACE" and kind == "ORG" and ground(words, at, entry):
            kind, rule, confidence = "PLACE", "place-word", 0.85  # sân Etihad, sông Amazon
        elif cue == "ORG" and weak and kind != "ORG":
            kind, rule, confidence = "ORG", "org-word", 0.8
        if self._sport and kind == "PLACE" and last >= end_of_run and entry.surface in clubs():
            kind, rule = (
                ("PLACE", rule) if before(words, at, _TO_A_TOWN) or cue == "PLACE" else ("ORG", "club")
            )
        if entry.table == "clubs.txt" and last == at and not self._sport:
            kind, confidence = "PLACE", 0.7  # a town's club outside of sport is the town
        estate = last < end_of_run and words.words[last + 1] in cues().place_endings
        if kind == "PLACE" and estate and not is_country(entry):
            last, entry = runs.place_end(words, last), Entry("", "PLACE", "", "")  # Tân Hòa Garden
        rest = end_of_run - last
        if kind == "PLACE" and cue == "ORG" and rest and named_by_town(words, at, end_of_run, entry):
            return self._add(at, end_of_run, "ORG", "org-ending", 0.85)  # tờ Sydney Morning Herald
        if (
            kind == "PLACE" == cue
            and rest
            and end_of_run - at < _LONG_PLACE
            and self._goes_on(last + 1, end_of_run)
        ):
            last, entry = end_of_run, Entry(words.slice(at, end_of_run), "PLACE", "", "")  # xã Tân Phú Trung
        if kind == "PLACE" and no_place(words, at, last):
            kind = "OTHER"
        if kind == "OTHER" and self._title and last > at:
            kind, rule = "PERSON", "title+name"
        if last == at and kind != "PLACE" and entry.surface in cues().no_names:
            kind = "OTHER"
        road = runs.road_end(words, at, last)
        if road > last:
            self._title = ""
            return self._add(at, road, "PLACE", "road", 0.85)
        if kind not in ("PLACE", "ORG"):
            self._title = ""
        if kind == "OTHER":
            return last - at + 1
        end = runs.branch_end(words, last) if kind == "ORG" else last
        return self._add(
            at, end, kind, rule, confidence, entry.name if kind == entry.type and end == last else ""
        )

    def _goes_on(self, first: int, last: int) -> bool:
        """Whether these words are the rest of a Vietnamese place's name, and no name of their own."""
        words = self.words
        return (
            first <= last
            and known(words, first) is None
            and all(
                is_vietnamese(words.low[i]) and words.gap(i) == " " and words.words[i] not in cues().family
                for i in range(first, last + 1)
            )
        )

    def _unknown(self, at: int, end: int) -> int:
        """A run of capitals that no table knows."""
        words = self.words
        last = ends_before(words, at, end)
        road = runs.road_end(words, at, last)
        if road > last:
            return self._add(at, road, "PLACE", "road", 0.85)
        if at == last and self._title not in ("", *cues().honorifics) and runs.ordinary(words, at):
            return 1  # Hoa hậu Siêu quốc gia
        if at == last and not self._title and not words.opens[at] and of_a_nation(words, at, strict=True):
            return self._add(at, at, "PLACE", "half-name", 0.85)
        previous = self.found[-1] if self.found else None
        after_org = previous is not None and previous.type == "ORG" and previous.last == at - 1
        verdict = judge(
            words,
            at,
            last,
            awaited=bool(self._title),
            credit=self._credit,
            after_org=after_org and words.gap(at) == " (",
        )
        self._title = self._title if verdict.rule == "acronym" else ""
        return self._add(at, last, verdict.type, verdict.rule, verdict.confidence)
