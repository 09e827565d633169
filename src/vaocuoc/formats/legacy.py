"""Vietnamese in the encodings before Unicode (TCVN3/ABC, VNI, cp1258), told by font or by what the text becomes.

In such files letters stand as other signs of Latin-1 that an old font draws as Vietnamese: "Céng hßa" for "Cộng hòa". A
run in such a font is decoded, unless it holds letters that no old encoding has. Without a font, a text is taken for
old only where it is no Vietnamese as it stands and is Vietnamese once decoded: "§ 5", "½" and "µm" stay what they are.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterable, Sequence
from dataclasses import dataclass

# --- the tables ------------------------------------------------------------------------------------------------------

# TCVN 5712, the character set 3: each letter is one sign. In each row the plain letter, then à ả ã á ạ as far as named.
_TCVN3_ROWS = {
    "a": "a µ ¶ · ¸ ¹",
    "ă": "¨ » ¼ ½ ¾ Æ",
    "â": "© Ç È É Ê Ë",
    "e": "e Ì Î Ï Ð Ñ",
    "ê": "ª Ò Ó Ô Õ Ö",
    "i": "i × Ø Ü Ý Þ",
    "o": "o ß á â ã ä",
    "ô": "« å æ ç è é",
    "ơ": "¬ ê ë ì í î",
    "u": "u ï ñ ò ó ô",
    "ư": "\u00ad õ ö ÷ ø ù",
    "y": "y ú û ü ý þ",
}
_TCVN3_SINGLE = {"®": "đ", "§": "Đ", "¡": "Ă", "¢": "Â", "£": "Ê", "¤": "Ô", "¥": "Ơ", "¦": "Ư"}
_TONES = ("", "\u0300", "\u0309", "\u0303", "\u0301", "\u0323")  # ngang, huyền, hỏi, ngã, sắc, nặng

# VNI for Windows: a letter and then a sign for its marks; some letters are one sign.
_VNI_TONES = {"ø": "\u0300", "û": "\u0309", "õ": "\u0303", "ù": "\u0301", "ï": "\u0323"}
_VNI_BREVE = {"ê": "", "è": "\u0300", "ú": "\u0309", "ü": "\u0303", "é": "\u0301", "ë": "\u0323"}
_VNI_HAT = {"â": "", "à": "\u0300", "å": "\u0309", "ã": "\u0303", "á": "\u0301", "ä": "\u0323"}
_VNI_SINGLE = {"ñ": "đ", "ö": "ư", "ô": "ơ", "ì": "ì", "í": "í", "æ": "ỉ", "ó": "ĩ", "ò": "ị", "î": "ỵ"}


def _tcvn3_table() -> dict[int, str]:
    table = {ord(sign): letter for sign, letter in _TCVN3_SINGLE.items()}
    for letter, row in _TCVN3_ROWS.items():
        for sign, tone in zip(row.split(" "), _TONES, strict=True):
            table[ord(sign)] = unicodedata.normalize("NFC", letter + tone)
    return table


def _vni_table() -> dict[str, str]:
    table = dict(_VNI_SINGLE)
    for letter in "aeouy":
        for sign, tone in _VNI_TONES.items():
            table[letter + sign] = letter + tone
    table |= {"a" + sign: "ă" + tone for sign, tone in _VNI_BREVE.items()}
    table |= {letter + sign: letter + "\u0302" + tone for letter in "aeo" for sign, tone in _VNI_HAT.items()}
    for letter, sign in (("ơ", "ô"), ("ư", "ö")):
        table |= {sign + mark: letter + tone for mark, tone in _VNI_TONES.items()}
    table |= {signs.upper(): letters.upper() for signs, letters in table.items()}
    # A capital at the head of a word may be followed by a small sign, and the other way round.
    table |= {signs[0] + signs[1].swapcase(): letters for signs, letters in list(table.items()) if len(signs) == 2}
    return {signs: unicodedata.normalize("NFC", letters) for signs, letters in table.items()}


_TCVN3 = _tcvn3_table()
_VNI = _vni_table()
_VNI_SIGNS = re.compile("|".join(sorted(map(re.escape, _VNI), key=len, reverse=True)))


# --- decoding --------------------------------------------------------------------------------------------------------


@dataclass(frozen=True, slots=True)
class Encoding:
    """An old encoding; ``capitals``: its font draws small letters as capitals."""

    name: str
    capitals: bool = False

    def decode(self, text: str) -> str:
        """The text in Unicode, unchanged where it holds letters that no old encoding has."""
        if is_unicode(text):
            return text
        plain = text.translate(_TCVN3) if self.name == "tcvn3" else _VNI_SIGNS.sub(lambda m: _VNI[m[0]], text)
        return plain.upper() if self.capitals else plain


def is_unicode(text: str) -> bool:
    """Does the text hold letters that no old encoding has? Then its font says nothing of it."""
    return any(sign > "\u00ff" and sign.isalpha() for sign in text)


TCVN3, TCVN3_CAPITALS, VNI = Encoding("tcvn3"), Encoding("tcvn3", capitals=True), Encoding("vni")
_TCVN3_FONT = re.compile(
    r"(?:^|\+)(?:\.Vn\w*?|Vn(?:Time|Arial|Avant|Helv|Book|Century|Courier|Black|Southern))(H?)(?:$|[^\w])", re.I
)
_VNI_FONT = re.compile(r"(?:^|\+)VNI[-\s]", re.I)


def of_font(name: str | None) -> Encoding | None:
    """The encoding that a font of this name draws; None for all fonts of today."""
    if not name:
        return None
    found = _TCVN3_FONT.search(name)
    if found is not None:
        return TCVN3_CAPITALS if found[1] == "H" else TCVN3
    return VNI if _VNI_FONT.search(name) else None


def decode_bytes(content: bytes) -> str | None:
    """Text from the bytes of a file that is no Unicode: in the old encoding that makes it Vietnamese, if one does."""
    western = content.decode("cp1252", "replace")
    candidates = [
        unicodedata.normalize("NFC", content.decode("cp1258", "replace")),
        TCVN3.decode(western),
        VNI.decode(western),
    ]
    judged = [(_judged(_words(text)), text) for text in candidates]
    fitting = [(share, text) for (share, different), text in judged if share >= _FITS and different >= _FEWEST]
    return max(fitting, key=lambda one: one[0])[1] if fitting else None


# --- text without fonts ----------------------------------------------------------------------------------------------

_FITS = 0.85  # so much of a text must be Vietnamese once decoded
_MISFITS = 0.4  # and no more than this before
_FEWEST = 3  # different words
_WORD = re.compile(r"[A-Za-z\u00a1-\u024f\u0300-\u036f\u1ea0-\u1ef9]+")
# Signs of Latin-1 that are no letters of Vietnamese: where none is, nothing is old.
_FOREIGN = re.compile(
    r"[\u00a1-\u00bf\u00c4-\u00c7\u00cb\u00ce-\u00d1\u00d6-\u00d8\u00db\u00dc\u00de-\u00df"
    r"\u00e4-\u00e7\u00eb\u00ee-\u00f1\u00f6-\u00f8\u00fb\u00fc\u00fe\u00ff]"
)
_MARKS = dict.fromkeys(map(ord, _TONES[1:]))
_SYLLABLE = re.compile(
    r"(?:ngh|ng|nh|ch|gh|gi|kh|ph|qu|th|tr|[bcdđghklmnpqrstvx])?"
    r"(?:(?:uyê|iê|yê|uô|ươ|oă|oa|oe|oo|uâ|uê|uy|[aăâeêioôơuưy])(?:ch|ng|nh|[cmnpt])?"
    r"|a[iouy]|â[uy]|eo|êu|i[au]|iêu|oa[ioy]|oeo|oi|ôi|ơi|u[aiơ]|uây|uôi|uy[au]|ư[aiu]|ươ[iu]|yêu)"
)  # fmt: skip


def repaired(texts: Sequence[str]) -> list[str]:
    """Texts of one document, those in an old encoding decoded, each judged by itself and by the others."""
    verdicts = {index: verdict for index, text in enumerate(texts) if (verdict := _verdict(text)) is not None}
    if not verdicts:
        return list(texts)
    found = list(verdicts.values())
    usual = max((TCVN3, VNI), key=found.count)
    return [
        verdicts[index].decode(text) if index in verdicts else _like_others(text, usual)
        for index, text in enumerate(texts)
    ]


def _verdict(text: str) -> Encoding | None:
    """The encoding that the text is in beyond doubt."""
    if _FOREIGN.search(text) is None:
        return None
    words = _words(text)
    share, _ = _judged(words)
    if share > _MISFITS:
        return None
    for encoding in (TCVN3, VNI):
        after, different = _judged(map(encoding.decode, words))
        if after >= _FITS and different >= _FEWEST:
            return encoding
    return None


def _like_others(text: str, usual: Encoding) -> str:
    """A short text of a document where others are in an old encoding: decoded if that makes every word Vietnamese."""
    words = _words(text)
    if not words or _judged(words)[0] > 0.5:
        return text
    return usual.decode(text) if _judged(map(usual.decode, words))[0] >= _FITS else text


def _words(text: str) -> list[str]:
    """The words that hold anything but ASCII: only these tell encodings apart."""
    return [word for word in _WORD.findall(text) if not word.isascii()]


def _judged(words: Iterable[str]) -> tuple[float, int]:
    """The share of words that are Vietnamese syllables, and how many different ones of two letters or more."""
    every = [word.lower() for word in words]
    good = [word for word in every if _is_syllable(word)]
    return (len(good) / len(every) if every else 1.0), len({word for word in good if len(word) > 1})


def _is_syllable(word: str) -> bool:
    parted = unicodedata.normalize("NFD", word)
    plain = parted.translate(_MARKS)
    return len(parted) - len(plain) <= 1 and _SYLLABLE.fullmatch(unicodedata.normalize("NFC", plain)) is not None
