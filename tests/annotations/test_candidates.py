"""What is offered for a highlight whose words are not in the text any more."""

from __future__ import annotations

from annotations.candidates import LONGEST, candidate

TEXT = (
    "Giá vàng tăng mạnh\n\n"
    "Chốt phiên giao dịch hôm qua, giá vàng thế giới tăng 21 USD lên 2.642 USD một ounce. "
    "Đây là mức tăng mạnh nhất trong một tháng.\n\n"
    "Ngân hàng Nhà nước giữ nguyên lãi suất điều hành đến hết năm. Tỷ giá ổn định.\n"
)


def offered(quote: str, text: str = TEXT) -> str | None:
    found = candidate(quote, text)
    return text[slice(*found)] if found else None


def test_the_sentence_with_most_of_its_words_is_offered() -> None:
    quote = "Ngân hàng Nhà nước dự kiến giữ lãi suất điều hành trong quý tới."
    assert offered(quote) == "Ngân hàng Nhà nước giữ nguyên lãi suất điều hành đến hết năm."


def test_of_several_sentences_that_were_marked_those_that_are_left_are_offered() -> None:
    quote = (
        "Chốt phiên giao dịch, giá vàng thế giới giảm 21 USD còn 2.600 USD một ounce. "
        "Đây là mức giảm mạnh nhất trong một tháng."
    )
    found = offered(quote)
    assert found is not None and found.startswith("Chốt phiên") and found.endswith("một tháng.")


def test_nothing_is_offered_for_words_that_are_not_there_or_everywhere() -> None:
    assert offered("Bão số chín đổ bộ vào miền Trung") is None
    assert offered("năm") is None or offered("năm", "một năm. hai năm.\n") is None
    assert offered("", TEXT) is None and offered("Giá vàng", "") is None
    assert offered("Tỷ giá", TEXT + " " * LONGEST) is None
