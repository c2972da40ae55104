"""Walking along a text and naming what its capitals name."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from seeds.entities.found import Found
from seeds.entities.look import before, known, phrase
from seeds.entities.organisations import event, law, organisation, place
from seeds.entities.tables import Entry, common_words, compounds, cues, given_names, surnames
from seeds.entities.words import Words, is_vietnamese

_LONGEST = 14  # words: no name is longer, and a page of capitals is read in time
_PARTICLES = frozenset("de van von der den bin ibn al el da do dos del della di du la le y ter ten e".split())
_JOINTS = frozenset(["-", "'", "’"])
# Countries of one syllable that are also ordinary words, names or titles: they need a sign of being meant.
_SHORT_COUNTRIES = frozenset("Anh Đức Ý Áo Bỉ Nga Pháp Lào Úc Séc Nhật Síp Mỹ Vinh Huế".split())
# Halves of pairs such as Việt - Mỹ, Mỹ - Trung, Bắc - Nam.
_HALVES = frozenset("Việt Trung Mỹ Hàn Nhật Anh Pháp Nga Đức Ấn Thái Lào Triều Đài Ý Úc Bắc Nam Đông Tây Campuchia".split())
_NUMBERED = frozenset(["quận", "phường", "quốc lộ", "tỉnh lộ", "đường số", "đường tỉnh", "vành đai", "tiểu khu", "hương lộ", "đường vành đai"])  # fmt: skip
_ROADS = frozenset(["cao tốc", "tuyến", "đường", "tuyến đường", "quốc lộ", "tuyến cao tốc", "đường sắt", "đường cao tốc"])
_STATE_TITLES = frozenset(
    "tổng thống|thủ tướng|phó thủ tướng|ngoại trưởng|đại sứ|quốc vương|bộ trưởng|thứ trưởng|nghị sĩ|vua|nữ hoàng|hoàng tử|"
    "cựu tổng thống|cựu thủ tướng|phó tổng thống|tướng|chủ tịch|cựu bộ trưởng|cầu thủ|hlv|tiền đạo|tiền vệ|hậu vệ|tay vợt|"
    "thủ môn|ngôi sao|ca sĩ|diễn viên|chuyên gia|đại biểu|tỷ phú|tỉ phú|nhà khoa học|nhà nghiên cứu|sinh viên|đặc phái viên|"
    "trưởng đại diện|nhà phân tích|công tố viên|phi công|đạo diễn|huấn luyện viên|nữ diễn viên".split("|")
)


class Walk:
    """One walk over a text. ``found`` are the names in order; those without a type wait for the document's memory."""

    def __init__(self, words: Words, bylines: Sequence[tuple[int, int]] = ()) -> None:
        """Prepare to walk over ``words``; in the spans of ``bylines`` every line begins with a person's name."""
        self.words = words
        self._bylines = bylines
        self.found: list[Found] = []
        self._person_next = False
        self._credit = False  # right behind "Ảnh:"
        self._title_words = ""

    def run(self) -> list[Found]:
        """Walk once from the first word to the last."""
        words = self.words
        at, size = 0, len(words.words)
        while at < size:
            if words.taken[at]:
                self._person_next = False
                at += 1
                continue
            if words.opens[at] or words.gap(at) not in (" ", ". ", " \"", " “", ".", "-", " - ", "  "):
                self._person_next = False
            if at and words.low[at - 1] == "ảnh" and words.gap(at) in (": ", ":"):
                self._person_next = self._credit = True
            if words.capital[at] and self._signs(at):
                at += self._add(at, self._run_end(at), "PERSON", "byline", 0.9)
                continue
            step = self._step(at)
            self._credit = False
            at += max(step, 1)
        return self.found

    def _add(self, first: int, last: int, kind: str, rule: str, confidence: float, name: str = "") -> int:
        words = self.words
        self.found.append(Found(first, last, words.starts[first], words.ends[last], kind, rule, confidence, name))
        return last - first + 1

    def _signs(self, at: int) -> bool:
        """Whether a byline's name begins at a word."""
        words = self.words
        start = words.starts[at]
        for first, last in self._bylines:
            if first <= start < last:
                before_it = words.gap(at)
                alone = start == first or before_it.strip() in (";", ",", "-", "–", "/")
                return alone and known(words, at) is None and words.low[at] not in ("theo", "nguồn", "ảnh", "bài")
        return False

    def _step(self, at: int) -> int:
        """Read what begins at a word; returns how many words it takes."""
        words = self.words
        if words.low[at] in ("theo", "nguồn", "ảnh") and words.capital[at] and words.gap(at)[-1:] in ("(", "\n", ""):
            return 1
        titled = self._title(at)
        if titled:
            return titled
        if not words.capital[at]:
            return self._lower(at)
        if words.low[at : at + 2] == ["chính", "phủ"] and at and words.low[at - 1] == "tướng":
            return 2
        for read in (organisation, place, law, event):
            found = read(words, at)
            if found is not None:
                self.found.append(found)
                self._person_next = self._person_next and found.type == "ORG"
                return found.last - at + 1
        return self._capital(at)

    def _title(self, at: int) -> int:
        """Skip a title and the portfolio behind it; what follows is awaited to be a person."""
        words = self.words
        table = cues()
        size = phrase(words, at, table.titles)
        if size == 0:
            return 0
        if words.capital[at]:
            listed = known(words, at)
            if phrase(words, at, table.org_heads) > size or (
                listed is not None and listed[0].type == "PLACE" and listed[1] > at
            ):
                return 0
        low = words.low[at : at + size]
        if words.capital[at] and size == 1 and low[0] == "anh":
            follows = at + 1 < len(words.words) and words.gap(at + 1) == " " and words.capital[at + 1]
            if not words.opens[at] or not follows:
                return 0  # England, unless it opens a sentence before a name
        self._title_words = " ".join(low)
        self._person_next = True
        end = at + size
        if end < len(words.words) and words.gap(end) == " ":
            for portfolio in table.portfolios.get(words.words[end], ()):
                stop = words.starts[end] + len(portfolio)
                if words.plain.startswith(portfolio, words.starts[end]) and not words.plain[stop : stop + 1].isalnum():
                    while end < len(words.words) and words.starts[end] < stop:
                        end += 1
                    break
        return end - at

    def _country_list(self, at: int) -> bool:
        """Whether a sentence opens with a list of countries: "Anh, Pháp và Đức"."""
        words = self.words
        if at + 1 >= len(words.words) or words.gap(at + 1) not in (", ", " - ", "-"):
            return False
        after = known(words, at + 1)
        return after is not None and after[0].type == "PLACE"

    def _lower(self, at: int) -> int:
        """A word in lower case: a name such as châu Á, a numbered road, or nothing."""
        words = self.words
        listed = known(words, at)
        if listed is not None and listed[0].type == "PLACE":
            return self._add(at, listed[1], "PLACE", "gazetteer", 0.95, listed[0].name)
        numbered = self._numbered(at)
        if numbered:
            return numbered
        self._person_next = False
        return 1

    def _numbered(self, at: int) -> int:
        words = self.words
        low = words.low
        two = " ".join(low[at : at + 2])
        size = 2 if two in _NUMBERED else 1 if low[at] in _NUMBERED else 0
        end = at + size
        if not size or end >= len(low) or words.gap(end) != " " or not low[end][0].isdigit() or len(low[end]) > 4:
            return 0
        if end + 1 < len(low) and words.gap(end + 1) == " " and low[end + 1] in ("tuổi", "người", "triệu"):
            return 0
        return self._add(at, end, "PLACE", "numbered-place", 0.9)

    def _capital(self, at: int) -> int:
        """A capital that begins no organisation: a known name, a person, or a run of unknown capitals."""
        words = self.words
        table = cues()
        end = self._run_end(at)
        listed = known(words, at)
        if words.words[at] in table.no_names and (listed is None or listed[1] == at):
            return 1 if listed is None or listed[0].type == "OTHER" else self._known(at, listed[0], at)
        person = self._person_length(at, end)
        awaited = self._person_next
        if person and (person >= 3 or awaited) and (listed is None or listed[1] - at + 1 < person or awaited):
            if listed is None or listed[0].type != "PLACE" or self._title_words in table.honorifics or (
                listed[1] < end and not awaited
            ):
                self._person_next = False
                rule = "title+name" if awaited else "family-name"
                return self._add(at, at + person - 1, "PERSON", rule, 0.97 if awaited else 0.85)
        if listed is not None and self._accept(at, listed[0], listed[1], end):
            return self._known(at, listed[0], listed[1])
        if words.opens[at] and not awaited and self._plain_opening(at, end, person):
            self._person_next = False
            return 1
        if person:
            self._person_next = False
            left = self._left(at)
            if left == "PLACE":
                return self._add(at, end, "PLACE", "place-word", 0.9)
            if left == "ORG":
                return self._add(at, end, "ORG", "org-word", 0.8)
            if left == "OTHER":
                return end - at + 1
            return self._add(at, at + person - 1, "PERSON", "family-name", 0.8 if person > 2 else 0.6)
        if at == end and self._ordinary(at):
            return 1
        return self._unknown(at, end)

    def _ordinary(self, at: int) -> bool:
        """Whether a lone capital only begins an ordinary word: Hồi giáo, Toàn cầu."""
        words = self.words
        if at + 1 >= len(words.words) or words.gap(at + 1) != " " or words.capital[at + 1]:
            return False
        return (words.low[at], words.low[at + 1]) in compounds()

    def _run_end(self, at: int) -> int:
        """The last word of the capitals that stand together from a word on."""
        words = self.words
        end = at
        size = min(len(words.words), at + _LONGEST)
        while end + 1 < size:
            gap = words.gap(end + 1)
            word = words.words[end + 1]
            if words.taken[end + 1]:
                break
            if words.capital[end + 1]:
                if phrase(words, end + 1, cues().titles) >= 2:
                    break
                initial = gap in (". ", ".") and (len(words.words[end]) == 1 or words.words[end] in ("St", "Jr", "Dr"))
                if not (gap == " " or gap in _JOINTS or initial or gap in ("&", " & ")):
                    break
                end += 1
            elif gap in _JOINTS and gap == "-" and not is_vietnamese(words.low[end]) or gap in ("'", "’"):
                end += 1
            elif gap == " " and word in _PARTICLES and self._foreign_after(end + 1) and not is_vietnamese(words.low[end]):
                end += 1
            elif gap == "-" and end + 2 < size and words.capital[end + 2] and words.gap(end + 2) == "-":
                end += 2
            else:
                break
        return end

    def _foreign_after(self, at: int) -> bool:
        words = self.words
        for next_ in (at + 1, at + 2):
            if next_ >= len(words.words) or words.gap(next_) != " ":
                return False
            if words.capital[next_]:
                return not is_vietnamese(words.low[next_])
            if words.words[next_] not in _PARTICLES:
                return False
        return False

    def _person_length(self, at: int, end: int) -> int:
        """How many words from a word on make a full Vietnamese name, 0 if they make none."""
        words = self.words
        if words.words[at] not in cues().family and not (
            words.words[at].isupper() and words.words[at].capitalize() in cues().family and len(words.words[at]) > 1
        ):
            return 0
        last = at
        while (
            last < end
            and last - at < 4
            and words.gap(last + 1) == " "
            and is_vietnamese(words.low[last + 1])
            and not words.opens[last + 1]
        ):
            last += 1
        if last < end <= at + 3 and known(words, last + 1) is None and words.gap(last + 1) == " ":
            last = end  # Kim Min Ju, Nguyễn Filip
        return last - at + 1 if last > at else 0

    def _accept(self, at: int, entry: Entry, last: int, end: int) -> bool:
        """Whether a name of the gazetteer is meant here, and not a part of something longer or an ordinary word."""
        words = self.words
        if entry.type in ("EVENT", "LAW"):
            return True
        if last < end and words.gap(last + 1) == "-" and entry.table != "places.tsv":
            return False
        if last == at and self._person_next:
            if entry.table == "organisations.tsv":
                return True
            if entry.table != "places.tsv":
                return False
            if entry.surface in _SHORT_COUNTRIES:
                return self._title_words in _STATE_TITLES or self._title_words not in cues().honorifics and last < end
            return self._title_words not in cues().honorifics
        if last == at and entry.surface in _SHORT_COUNTRIES:
            if words.opens[at] and entry.surface in ("Anh", "Đức", "Áo", "Ý", "Vinh") and not self._country_list(at):
                return False
            if last < end and is_vietnamese(words.low[last + 1]) and words.gap(last + 1) == " ":
                nested = known(words, last + 1)
                return nested is not None or words.words[last + 1] in cues().family
            return True
        if last < end and entry.table in ("names.tsv", "cities.txt") and words.gap(last + 1) == " ":
            follower = known(words, last + 1)
            return entry.type == "PLACE" and (follower is not None or self._person_length(last + 1, end) > 1)
        return True

    def _known(self, at: int, entry: Entry, last: int) -> int:
        words = self.words
        kind, rule, confidence = entry.type, "gazetteer", 0.95
        if entry.table in ("names.tsv", "cities.txt"):
            confidence = 0.75
        left = self._left(at)
        if left and left != kind and kind in ("PLACE", "ORG", "PERSON", "OTHER"):
            if left == "PLACE" and (entry.table != "organisations.tsv"):
                kind, rule, confidence = "PLACE", "place-word", 0.85
            elif left == "ORG" and entry.table in ("names.tsv", "cities.txt"):
                kind, rule, confidence = "ORG", "org-word", 0.8
        if kind == "PLACE" and left == "OTHER" and before(words, at, frozenset(["tiếng", "phương ngữ", "bão", "siêu bão", "cơn bão", "vi rút"])):
            kind = "OTHER"
        if self._person_next and kind in ("OTHER",) and last > at:
            kind = "PERSON"
        if entry.surface in cues().no_names and kind != "PLACE" and last == at:
            kind = "OTHER"
        road = self._road(at, last)
        if road:
            self._person_next = False
            return self._add(at, road, "PLACE", "road", 0.85)
        if kind == "ORG":
            last = self._branch(last)
        if kind != "OTHER":
            whole = kind == entry.type and words.ends[last] == words.starts[at] + len(entry.surface)
            self._add(at, last, kind, rule, confidence, entry.name if whole else "")
        if kind not in ("PLACE", "ORG"):
            self._person_next = False
        return last - at + 1

    def _branch(self, last: int) -> int:
        """A company takes what makes a branch of it: Amkor Technology Việt Nam, Foxconn Singapore."""
        words = self.words
        at = last + 1
        while at < len(words.words) and words.gap(at) == " " and words.words[at] in cues().org_endings:
            last, at = at, at + 1
        if at < len(words.words) and words.gap(at) == " " and words.capital[at]:
            listed = known(words, at)
            if listed is not None and listed[0].table == "places.tsv" and listed[1] > at - (listed[0].surface == "Singapore"):
                return listed[1]
        return last

    def _road(self, at: int, last: int) -> int:
        """The last word of a road named by its two ends: cao tốc Nội Bài - Lào Cai."""
        words = self.words
        if last + 1 >= len(words.words) or words.gap(last + 1) not in (" - ", " – ", "-"):
            return 0
        if not before(words, at, _ROADS) or not words.capital[last + 1]:
            return 0
        if words.words[at] in _HALVES and words.words[last + 1] in _HALVES:
            return 0
        end = self._run_end(last + 1)
        while end + 1 < len(words.words) and words.gap(end + 1) in (" - ", " – ", "-") and words.capital[end + 1]:
            end = self._run_end(end + 1)
        return end

    def _plain_opening(self, at: int, end: int, person: int) -> bool:
        """Whether a capital is only that of a sentence's first word."""
        words = self.words
        low = words.low[at]
        if low not in common_words():
            return False
        if at == end:
            return True
        if person >= 3 or (person == 2 and end == at + 1):
            return False
        return words.gap(at + 1) != "-"

    def _left(self, at: int) -> str:
        """The type that the words before a name give it, "" where they say nothing."""
        words = self.words
        table = cues()
        if self._person_next:
            return "PERSON"
        best, kind = "", ""
        for phrases, meaning in (
            (table.place_words, "PLACE"),
            (table.org_words, "ORG"),
            (table.other_words, "OTHER"),
        ):
            cue = before(words, at, phrases)
            if len(cue) > len(best):
                best, kind = cue, meaning
        return kind

    def _right(self, last: int) -> str:
        """The type that the words after a name give it."""
        words = self.words
        at = last + 1
        if at >= len(words.words):
            return ""
        gap = words.gap(at)
        if gap == " ":
            verbs = cues().person_verbs
            if words.low[at] in verbs or " ".join(words.low[at : at + 2]) in verbs:
                return "PERSON"
        if gap == " (" and words.words[at].isdigit() and words.low[at + 1 : at + 2] == ["tuổi"]:
            return "PERSON"
        if gap in (", ", " (", " - ", " – ") and phrase(words, at, cues().titles) and not words.capital[at]:
            return "PERSON"
        if gap == ", " and words.words[at].isdigit() and words.low[at + 1 : at + 2] == ["tuổi"]:
            return "PERSON"
        return ""

    def _unknown(self, at: int, end: int) -> int:
        """A run of capitals that no table knows."""
        words = self.words
        table = cues()
        awaited = self._person_next
        at0 = at
        while at <= end and words.words[at] in table.no_names:
            at += 1
        if at > end:
            self._person_next = False
            return at - at0
        # A known name within the run ends what is unknown.
        stop = end
        for inner in range(at + 1, end + 1):
            listed = known(words, inner)
            if listed is not None and listed[0].table in ("places.tsv", "organisations.tsv") and listed[1] > inner:
                if not is_vietnamese(words.low[at]) or awaited:
                    pass
                if listed[0].type == "PLACE" and words.words[at] not in table.family:
                    continue
                stop = inner - 1
                break
        last = stop
        road = self._road(at, last)
        if road:
            return self._add(at, road, "PLACE", "road", 0.85) + at - at0
        kind, rule, confidence = self._judge(at, last, awaited)
        self._person_next = False
        if kind != "OTHER":
            self._add(at, last, kind, rule, confidence)
        return last - at0 + 1

    def _judge(self, at: int, last: int, awaited: bool) -> tuple[str, str, float]:
        words = self.words
        table = cues()
        final = words.words[last]
        count = last - at + 1
        acronym = count == 1 and words.words[at].isupper() and len(words.words[at]) > 1
        if acronym and count == 1 and final[-1].isdigit() and before(words, at, frozenset(["danh sách"])):
            return "LAW", "control-list", 0.8
        if self._credit and acronym:
            return "ORG", "credit", 0.85
        if awaited and not acronym:
            return "PERSON", "title+name", 0.95
        left = self._left(at)
        if left in ("PLACE", "ORG", "OTHER"):
            return left, f"{left.lower()}-word", 0.85
        if count > 1 and final in table.org_endings:
            return "ORG", "org-ending", 0.85
        if count > 1 and final in table.event_endings:
            return "EVENT", "event-ending", 0.7
        if count > 1 and final in table.place_endings:
            return "PLACE", "place-ending", 0.75
        if not acronym and self._right(last) == "PERSON":
            return "PERSON", "name+verb", 0.8
        if not acronym and before(words, at, table.place_cues):
            return "PLACE", "place-cue", 0.65
        run = words.words[at : last + 1]
        if self._bracketed(at, last) and acronym:
            return "ORG", "acronym", 0.85
        if count >= 2 and any(word in table.english for word in run):
            return "", "unknown", 0.3
        if 2 <= count <= 4 and words.words[at] in given_names():
            return "PERSON", "given-name", 0.8
        if 2 <= count <= 4 and final in surnames() and not is_vietnamese(words.low[at]):
            return "PERSON", "surname", 0.7
        foreign = sum(not is_vietnamese(w) for w in words.low[at : last + 1])
        if count == 1 and foreign and not acronym and len(final) > 3 and self._name_like(at):
            return "ORG", "foreign-word", 0.5
        if acronym and 3 <= len(final) <= 7 and final.isalpha() and self._name_like(at):
            return "ORG", "acronym", 0.5
        return "", "unknown", 0.3

    def _name_like(self, at: int) -> bool:
        """Whether a lone foreign word is more than a word of a sentence: no number behind it, and no lower-case use."""
        words = self.words
        if at + 1 < len(words.words) and words.gap(at + 1) in (" ", "-") and words.words[at + 1][0].isdigit():
            return False
        if at and words.capital[at - 1] and words.gap(at) in (" ", "-") and not words.opens[at - 1]:
            return False  # the rest of a longer name: FPT Semiconductor
        if words.gap(at)[-1:] == "(" or words.words[at] in cues().english:
            return False  # an abbreviation of ordinary words
        return words.words[at].isalpha() and words.low[at] not in common_words()

    def _bracketed(self, at: int, last: int) -> bool:
        """Whether an acronym stands in brackets right behind an organisation's name."""
        words = self.words
        if not self.found or not words.plain.startswith(")", words.ends[last]):
            return False
        previous = self.found[-1]
        return previous.type == "ORG" and previous.last == at - 1 and words.gap(at) == " ("


def halves(words: Words, found: list[Found]) -> Iterator[Found]:
    """Countries by half their name, where a dash joins two of them: Việt - Mỹ, Mỹ - Trung."""
    covered = {i for f in found if f.type for i in range(f.first, f.last + 1)}
    for at in range(1, len(words.words)):
        if words.gap(at) not in (" - ", "-", " – ", "–") or not words.capital[at]:
            continue
        left, right = words.words[at - 1], words.words[at]
        if left not in _HALVES or right not in _HALVES:
            continue
        if (at >= 2 and words.capital[at - 2] and words.gap(at - 1) == " ") or (
            at + 1 < len(words.words) and words.capital[at + 1] and words.gap(at + 1) == " "
        ):
            continue
        for index in (at - 1, at):
            if index not in covered:
                covered.add(index)
                yield Found(index, index, words.starts[index], words.ends[index], "PLACE", "half-name", 0.9)
