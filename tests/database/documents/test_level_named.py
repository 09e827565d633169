"""The level of a body is said by the unit that its name names, not by the organ: of papers and of who receives."""

from __future__ import annotations

from importlib import import_module

import pytest
from django.apps import apps

from tests.database.conftest import World
from vaocuoc.directory.organisations.naming import level_named
from vaocuoc.documents.models import Document, DocumentType


@pytest.mark.parametrize(
    ("words", "level"),
    [
        ("Ban Thường vụ Đảng ủy xã Yên Thượng", "commune"),
        ("Ban Thường vụ Đảng uỷ phường Bến Nước", "commune"),
        ("BAN CHẤP HÀNH ĐẢNG BỘ XÃ YÊN THƯỢNG", "commune"),
        ("Thường trực Đảng ủy đặc khu Hòn Lam", "commune"),
        ("Thường trực HĐND phường Bến Nước", "commune"),
        ("Đảng ủy xã Yên Thượng, tỉnh Minh Giang", "commune"),
        ("Hội Nông dân xã Yên Thượng, thành phố Minh Hải", "commune"),
        ("Ban Thường vụ Tỉnh ủy Minh Giang", "province"),
        ("Ban Thường vụ Thành ủy", "province"),
        ("Thường trực Thành uỷ", "province"),
        ("Ban Chấp hành Đảng bộ tỉnh", "province"),
        ("Đoàn đại biểu Quốc hội tỉnh", "province"),
        ("Bộ Chỉ huy quân sự tỉnh", "province"),
        ("Bảo hiểm xã hội tỉnh", "province"),
        ("Sở Tài chính", "province"),
        ("Ban Chấp hành Trung ương", "central"),
        ("Ban Tổ chức Trung ương", "central"),
        ("Ủy ban Thường vụ Quốc hội", "central"),
        ("Ban Bí thư", "central"),
        ("Bộ Tài chính", "central"),
        ("Ban Thường vụ Huyện ủy", "district"),
        ("UBND thị xã Cầu Đá, tỉnh Minh Giang", "district"),
    ],
)
def test_it_takes_the_level_from_the_unit(words: str, level: str) -> None:
    assert level_named(words) == level


@pytest.mark.parametrize(
    "words",
    ["Ban Thường vụ", "Thường trực Đảng ủy", "Cơ quan chủ trì", "Chính quyền địa phương", "Hợp tác xã Đồng Nội", ""],
)
def test_it_says_no_level_where_the_words_say_none(words: str) -> None:
    assert level_named(words) == ""


def test_papers_of_before_are_put_right(world: World) -> None:
    told = {"Ban Thường vụ Đảng ủy xã Yên Thượng": "commune", "Ban Thường vụ": "", "Tỉnh ủy Sơn Khê": "province"}
    for number, issuer in enumerate((*told, "Nơi khác")):
        Document.objects.create(
            keeper=world.province, type=DocumentType.values[0], number=str(number), number_key=str(number),
            title="Văn bản", issuer=issuer, folded="", issuer_level="province", uploaded_by=world.clerk.user,
        )  # fmt: skip
    Document.objects.filter(issuer="Nơi khác").update(issuer_unit=world.commune, issuer_level="commune")
    import_module("vaocuoc.documents.migrations.0006_level_of_issuers").find_levels(apps, None)
    assert dict(Document.objects.values_list("issuer", "issuer_level")) == told | {"Nơi khác": "commune"}
