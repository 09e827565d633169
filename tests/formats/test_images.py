"""Image files become pages: every usual way of packing, turned as the camera was held, and bombs refused."""

import struct
from pathlib import Path
from typing import Any

import pypdfium2
import pytest
from hypothesis import given
from hypothesis import strategies as st

from tests.formats import images
from vaocuoc.formats import FormatError, Limits, picture, screen
from vaocuoc.formats.images import wrapped
from vaocuoc.formats.limits import DEFAULT
from vaocuoc.formats.scans.rendering import Raster, as_png, draw, turned

PNGS = {f"png-{kind}-{bits}": images.png(kind, bits) for kind, bits in ((0, 8), (0, 1), (2, 8), (3, 8), (4, 8), (6, 8))}
TIFFS = {
    "plain": images.tiff(1),
    "one strip": images.tiff(1, strips=1),
    "deflate": images.tiff(8),
    "runs": images.tiff(32773),
    "fax": images.tiff(4, white=0, strips=1),
    "white is zero": images.tiff(8, white=0),
    "big end first": images.tiff(1, order=">"),
}


def pages(tmp_path: Path, content: bytes, limits: Limits = DEFAULT) -> list[Raster]:
    path = tmp_path / "anh"
    path.write_bytes(content)
    document = pypdfium2.PdfDocument(wrapped(path, limits))
    try:
        return [draw(page, dpi=72 * images.SIDE / 842) for page in document]
    finally:
        document.close()


def corners(seen: Raster) -> tuple[bool, bool, bool, bool]:
    """Which quarters are dark: upper left, upper right, lower left, lower right."""
    places = ((1, 1), (3, 1), (1, 3), (3, 3))
    dark = [seen.pixels[seen.height * y // 4 * seen.width + seen.width * x // 4] < 128 for x, y in places]
    return dark[0], dark[1], dark[2], dark[3]


@pytest.mark.parametrize("content", [*PNGS.values(), *TIFFS.values()], ids=[*PNGS, *TIFFS])
def test_it_shows_an_image_as_it_is(tmp_path: Path, content: bytes) -> None:
    (seen,) = pages(tmp_path, content)
    assert corners(seen) == (True, False, False, False)


def test_it_takes_every_page_of_a_tiff(tmp_path: Path) -> None:
    assert len(pages(tmp_path, images.tiff(8, pages=3))) == 3
    with pytest.raises(FormatError) as refused:
        pages(tmp_path, images.tiff(8, pages=3), Limits(pages=2))
    assert refused.value.code == "file.too_many_pages"


def test_it_turns_a_picture_as_the_camera_was_held(tmp_path: Path) -> None:
    exif = b"Exif\x00\x00II*\x00\x08\x00\x00\x00\x01\x00" + struct.pack("<HHIHH", 0x0112, 3, 1, 6, 0) + b"\x00" * 4
    part = b"\xff\xe1" + struct.pack(">H", len(exif) + 2) + exif
    (lying,), (upright,) = (pages(tmp_path, b"\xff\xd8" + more + JPEG[2:]) for more in (b"", part))
    assert (lying.width > lying.height, upright.width > upright.height) == (True, False)


def test_it_turns_pictures_both_ways() -> None:
    seen = images.picture(8, 4)
    assert turned(turned(seen, 90), 270) == seen
    assert turned(turned(seen, 180), 180) == seen
    assert corners(turned(images.picture(), 90)) == (False, True, False, False)


@pytest.mark.parametrize(
    ("content", "code"),
    [
        (images.png(0, interlaced=1), "image.unsupported"),
        (images.png(0)[:-20], "file.damaged"),
        (images.png(0)[:40], "file.damaged"),
        (images.tiff(1)[:-200], "file.damaged"),
        (
            images.tiff(1).replace(struct.pack("<HHII", 259, 4, 1, 1), struct.pack("<HHII", 259, 4, 1, 34712)),
            "image.unsupported",
        ),
        (b"\xff\xd8\xff\xe0\x00\x10JFIF", "file.damaged"),
        (images.png(0).replace(struct.pack(">II", 64, 64), struct.pack(">II", 60_000, 60_000)), "file.too_many_pixels"),
        (images.png(0).replace(struct.pack(">II", 64, 64), struct.pack(">II", 0, 64)), "file.damaged"),
    ],
    ids=["interlaced", "no end", "cut", "tiff cut", "strange packing", "jpeg cut", "bomb", "nothing"],
)
def test_it_refuses_what_it_cannot_show(tmp_path: Path, content: bytes, code: str) -> None:
    with pytest.raises(FormatError) as refused:
        pages(tmp_path, content)
    assert refused.value.code == code


@given(
    st.sampled_from([images.png(2), images.tiff(8), images.tiff(1)]),
    st.integers(0, 400),
    st.binary(min_size=1, max_size=8),
)
def test_it_answers_any_damage(
    tmp_path_factory: pytest.TempPathFactory, content: bytes, place: int, damage: bytes
) -> None:
    path = tmp_path_factory.getbasetemp() / "hong"
    path.write_bytes(content[:8] + content[8 : 8 + place] + damage + content[8 + place + len(damage) :])
    try:
        pypdfium2.PdfDocument(wrapped(path, DEFAULT)).close()
    except FormatError as error:
        if error.code not in {"file.damaged", "image.unsupported", "file.too_many_pixels", "file.too_many_pages"}:
            raise


def test_it_gives_a_page_as_a_picture_made_apart(tmp_path: Path) -> None:
    path = tmp_path / "trang.png"
    path.write_bytes(images.png(0))
    assert picture(path, 1).startswith(b"\x89PNG")
    for page in (0, 2, -1):
        with pytest.raises(FormatError) as refused:
            picture(path, page)
        assert refused.value.code == "page.missing"


def test_it_gives_no_picture_of_what_has_no_pages(tmp_path: Path) -> None:
    path = tmp_path / "a.txt"
    path.write_text("Xin chào", encoding="utf-8")
    with pytest.raises(FormatError) as refused:
        picture(path, 1)
    assert refused.value.code == "page.missing"


def test_it_ends_on_an_image_larger_than_memory_inside_a_pdf(tmp_path: Path) -> None:
    # The head is honest, so only unpacking it could tell: the child's bounds do.
    side = 100_000
    head = f"/Type/XObject/Subtype/Image/Width {side}/Height {side}/BitsPerComponent 8/ColorSpace/DeviceRGB".encode()
    objects = [
        b"<</Type/Catalog/Pages 2 0 R>>",
        b"<</Type/Pages/Kids[3 0 R]/Count 1>>",
        b"<</Type/Page/Parent 2 0 R/MediaBox[0 0 595 842]/Resources<</XObject<</I 5 0 R>>>>/Contents 4 0 R>>",
        b"<</Length 26>>\nstream\nq 595 0 0 842 0 0 cm /I Do Q\nendstream",
        b"<<%s/Length 4>>\nstream\nabcd\nendstream" % head,
    ]
    body, places = b"%PDF-1.4\n", []
    for number, each in enumerate(objects, start=1):
        places.append(len(body))
        body += b"%d 0 obj\n%s\nendobj\n" % (number, each)
    table = b"".join(b"%010d 00000 n \n" % place for place in places)
    tail = b"xref\n0 6\n0000000000 65535 f \n%strailer\n<</Size 6/Root 1 0 R>>\nstartxref\n%d\n%%%%EOF\n"
    path = tmp_path / "bom.pdf"
    path.write_bytes(body + tail % (table, len(body)))
    bounds: dict[str, Any] = {"memory": 600 * 1024 * 1024, "seconds": 20}
    for deed in (picture, screen):
        try:
            answer = deed(path, 1, **bounds) if deed is picture else deed(path, **bounds)
        except FormatError as error:
            if error.code not in {"screening.memory", "screening.failed", "screening.timeout", "file.damaged"}:
                raise
        else:
            assert answer


def test_it_writes_a_png_that_reads_back(tmp_path: Path) -> None:
    (seen,) = pages(tmp_path, as_png(images.picture()))
    assert corners(seen) == (True, False, False, False)


# A grey JPEG of 16 by 8 pixels.
JPEG = bytes.fromhex(
    "ffd8ffdb0043000302020302020303030304030304050805050404050a070706080c0a0c0c0b0a0b0b0d0e12100d0e110e0b0b1016"
    "1011131415151"
    "50c0f171816141812141514ffc0000b080008001001011100ffc4001f0000010501010101010100000000000000000102030405060708090a0b"
    "ffc400b5100002010303020403050504040000017d01020300041105122131410613516107227114328191a1082342b1c11552d1f02433627282"
    "090a161718191a25262728292a3435363738393a434445464748494a535455565758595a636465666768696a737475767778797a838485868788"
    "898a92939495969798999aa2a3a4a5a6a7a8a9aab2b3b4b5b6b7b8b9bac2c3c4c5c6c7c8c9cad2d3d4d5d6d7d8d9dae1e2e3e4e5e6e7e8e9eaf1"
    "f2f3f4f5f6f7f8f9faffda0008010100003f00fbfbfbffd9"
)
