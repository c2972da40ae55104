"""Whatever names stand side by side, and wherever the text ends, they are read."""

from __future__ import annotations

from hypothesis import given
from hypothesis import strategies as st

from seeds.entities.tables import cues, gazetteer
from seeds.reading import read, with_mentions
from tests.examples import examples

NAMES = sorted({entry.surface for entries in gazetteer().values() for entry in entries})
HEADS = sorted(
    {
        " ".join(phrase)
        for table in (cues().titles, cues().org_heads, cues().place_heads)
        for phrases in table.values()
        for phrase in phrases
    }
)
GAPS = [" ", ", ", " - ", " (", ") ", ". ", ".\n\n", " và ", " tại ", " cho biết ", "/", " “", "” "]


@examples(150)
@given(
    st.lists(
        st.tuples(
            st.one_of(st.sampled_from(NAMES), st.sampled_from(HEADS), st.sampled_from(["Minh", "12", "A"])),
            st.booleans(),
            st.sampled_from(GAPS),
        ),
        min_size=1,
        max_size=8,
    ),
    st.integers(0, 12),
)
def test_names_of_the_tables_in_any_order_and_cut_anywhere(parts, cut):
    text = "".join((name[:1].upper() + name[1:] if capital else name) + gap for name, capital, gap in parts)
    text = text[: max(1, len(text) - cut)]
    article = with_mentions(read(text.encode(), file_name="a.txt"))
    assert article.mentions is not None
    end = 0
    for mention in article.mentions:
        assert end <= mention.start < mention.end
        assert article.text[mention.start : mention.end] == mention.text
        assert mention.name
        end = mention.end
