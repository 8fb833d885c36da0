"""What is taken as evidence (PN-20): one line for each side of each limit; a file is known by its signs."""

from io import BytesIO
from zipfile import ZipFile

import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from rules import evidence
from rules.evidence import MOST_BYTES, PER_FORM, PER_LINE


def packed(*names: str) -> bytes:
    into = BytesIO()
    with ZipFile(into, "w") as archive:
        for name in names:
            archive.writestr(name, "")
    return into.getvalue()


@pytest.mark.parametrize(
    ("content", "media"),
    [
        (b"\xff\xd8\xff\xe0" + bytes(8), "image/jpeg"),
        (b"\x89PNG\r\n\x1a\n", "image/png"),
        (b"RIFF\x00\x00\x00\x00WEBPVP8 ", "image/webp"),
        (b"\x00\x00\x00\x18ftypheic", "image/heic"),
        (b"%PDF-1.7", "application/pdf"),
        (packed("[Content_Types].xml", "word/document.xml"), "docx"),
        (packed("[Content_Types].xml", "xl/workbook.xml"), "xlsx"),
        (packed("[Content_Types].xml", "ppt/presentation.xml"), "pptx"),
        (packed("virus.exe"), None),
        (b"PK\x03\x04 broken", None),
        (b"MZ\x90\x00", None),
        (b"<html>", None),
        (b"GIF89a", None),
        (b"", None),
    ],
)
def test_a_file_is_what_its_first_signs_say(content: bytes, media: str | None) -> None:
    found = evidence.media_of(content)
    assert found == media or (found is not None and media in evidence.MEDIA[found])
    assert (evidence.obstacle_to_content(content) is None) == (media is not None)


@pytest.mark.parametrize(
    ("name", "size", "why"),
    [
        ("ảnh.JPG", MOST_BYTES, None),
        ("ảnh.jpg", MOST_BYTES + 1, "big"),
        ("", 100, None),
        ("không đuôi", 100, None),
        ("bài.docx", 0, None),
        ("phim.mp4", 100, "kind"),
        ("a.jpg.exe", 100, "kind"),
    ],
)
def test_a_files_name_and_size_are_looked_at_before_it_is_fetched(name: str, size: int, why: str | None) -> None:
    assert evidence.obstacle_to_file(name, size) == why


@pytest.mark.parametrize(
    ("content", "why"),
    [(b"", "empty"), (b"%PDF-" + bytes(MOST_BYTES), "big"), (b"%PDF-" + bytes(MOST_BYTES - 5), None)],
)
def test_what_has_arrived_is_measured_again(content: bytes, why: str | None) -> None:
    assert evidence.obstacle_to_content(content) == why


@pytest.mark.parametrize(
    ("line", "form", "why"),
    [
        (0, 0, None),
        (PER_LINE - 1, PER_FORM - 1, None),
        (PER_LINE, PER_LINE, "line-full"),
        (0, PER_FORM, "form-full"),
    ],
)
def test_so_many_pieces_are_taken(line: int, form: int, why: str | None) -> None:
    assert evidence.obstacle_to_more(line, form) == why


@pytest.mark.parametrize(
    ("link", "why"),
    [
        ("https://doan.vn/bai?a=1#b", None),
        ("HTTP://Đoàn.vn", None),
        ("http://doan.vn:8080/x", None),
        ("https://" + "a" * 485 + ".vn/abc", None),  # 500 characters
        ("https://" + "a" * 486 + ".vn/abc", "link-long"),
        ("https://localhost/x", "link"),
        ("https:///x", "link"),
        ("https://a@b.vn/x", "link"),
        ("https://[::1/x", "link"),
        ("ftp://doan.vn/x", "link"),
        ("javascript://doan.vn/%0aalert(1)", "link"),
        ("file:///etc/passwd", "link"),
    ],
)
def test_a_link_leads_openly_to_a_site(link: str, why: str | None) -> None:
    assert evidence.is_link(link)
    assert evidence.obstacle_to_link(link) == why


@pytest.mark.parametrize(
    ("text", "parts"),
    [
        ("Đã đọc 3 cuốn", ("Đã đọc 3 cuốn",)),
        ("https://doan.vn/x.", ("https://doan.vn/x",)),
        ("Xem https://a.vn, http://b.vn nhé", ("https://a.vn", "http://b.vn", "Xem nhé")),
        ("", ()),
    ],
)
def test_links_are_taken_out_of_what_is_written(text: str, parts: tuple[str, ...]) -> None:
    assert evidence.parts_of(text) == parts


@pytest.mark.parametrize(
    ("name", "media", "called"),
    [
        ("ảnh.jpg", "image/png", "ảnh.png"),
        ("ảnh.JPEG", "image/jpeg", "ảnh.JPEG"),
        ("photo", "image/jpeg", "photo.jpg"),
        ("virus.exe", "application/pdf", "virus.pdf"),
        (".png", "image/png", ".png.png"),
    ],
)
def test_a_file_is_handed_out_under_a_name_that_says_what_it_is(name: str, media: str, called: str) -> None:
    assert evidence.name_for(name, media) == called


@given(st.text(max_size=300))
@example("..\\..\\windows\\a.png")
@example("/etc/passwd")
@example("a" * 300 + ".docx")
def test_a_name_has_no_folders_and_no_end_of_length(name: str) -> None:
    called = evidence.plain_name(name)
    assert not set(called) & set('/\\\x00\n<>:"|?*')
    assert len(called) <= evidence.LONGEST_NAME


@given(st.binary(max_size=200))
@example(b"PK\x03\x04" + b"\xff" * 60)
def test_whatever_arrives_can_be_looked_at(content: bytes) -> None:
    media = evidence.media_of(content)
    assert media is None or evidence.name_for("x", media).startswith("x.")
