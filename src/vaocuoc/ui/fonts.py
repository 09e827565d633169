"""Building the web fonts (phông chữ) from their packages, so that nothing third-party is committed.

Be Vietnam Pro ships proportional digits and no ``tnum`` feature (its 1 is 385 units wide, its 4 is 710), so
``font-variant-numeric: tabular-nums`` would silently do nothing and columns of figures would not line up. Its licence
(OFL, no reserved name) allows to add the feature: ten digits on one advance. Source Serif 4 reserves its name, so the
subset of it is called Document Serif. Both are cut to the letters of Vietnamese and of offices' papers.
"""

from __future__ import annotations

import hashlib
import io
from importlib import resources
from importlib.metadata import version
from pathlib import Path
from typing import Any

from fontTools import subset
from fontTools.pens.boundsPen import BoundsPen
from fontTools.pens.transformPen import TransformPen
from fontTools.pens.ttGlyphPen import TTGlyphPen
from fontTools.ttLib import TTFont
from fontTools.ttLib.tables import otTables
from fontTools.varLib import instancer

SANS_FAMILY = "Be Vietnam Pro"
SERIF_FAMILY = "Document Serif"
WEIGHTS = ("Regular", "Medium", "SemiBold", "Bold")
DIGIT_ADVANCE = 640
"""One width for every digit, of 1000 to the em: the wide ones are narrowed by at most a tenth."""

_LETTERS = (
    "".join(map(chr, range(0x20, 0x7F)))
    + "".join(map(chr, range(0xA0, 0x180)))
    + "ƠơƯư"
    + "".join(map(chr, range(0x1EA0, 0x1EFA)))
    + "".join(map(chr, range(0x300, 0x32E)))
    + "–—‘’“”„•…‰′″‹›⁄₫€−≈≠≤≥×÷·²³½¼¾\u202f"
)


def build(target: Path) -> list[Path]:
    """Write the woff2 files into ``target`` and give their paths; nothing is done where they are there already."""
    stamp, mark = target / "built-from.txt", _stamp()
    if stamp.exists() and stamp.read_text("utf-8") == mark:
        return sorted(target.glob("*.woff2"))
    target.mkdir(parents=True, exist_ok=True)
    written = []
    for weight in WEIGHTS:
        font = _subset(TTFont(_file("fontpkg_be_vietnam_pro", f"BeVietnamPro-{weight}.ttf")))
        _add_tabular_digits(font)
        written.append(_save(font, target / f"BeVietnamPro-{weight}.woff2"))
    serif = _subset(TTFont(_file("fontpkg_source_serif_4", "SourceSerif4[opsz,wght].ttf")))
    serif = instancer.instantiateVariableFont(serif, {"opsz": 16, "wght": (400, 700)})
    _rename(serif, SERIF_FAMILY)
    written.append(_save(serif, target / "DocumentSerif.woff2"))
    stamp.write_text(mark, "utf-8")
    return written


def _stamp() -> str:
    """What the files are made of: the packages' versions and this module."""
    versions = [
        f"{package} {version(package)}" for package in ("fontpkg-be-vietnam-pro", "fontpkg-source-serif-4", "fonttools")
    ]
    recipe = hashlib.sha256(Path(__file__).read_bytes()).hexdigest()
    return "\n".join([*versions, recipe]) + "\n"


def chart_fonts() -> Path:
    """The folder of the sans family as its package ships it, for drawing charts (they need no columns of digits)."""
    return Path(str(resources.files("fontpkg_be_vietnam_pro") / "files"))


def _file(package: str, name: str) -> str:
    return str(resources.files(package) / "files" / name)


def _subset(font: TTFont) -> TTFont:
    """The font with our letters alone, read anew: what is added to a font just subset would be lost on saving."""
    options = subset.Options()
    options.layout_features = ["*"]
    options.hinting = False
    options.name_IDs = ["*"]
    cut = subset.Subsetter(options)
    cut.populate(text=_LETTERS)
    cut.subset(font)
    buffer = io.BytesIO()
    font.save(buffer)
    buffer.seek(0)
    return TTFont(buffer)


def _save(font: TTFont, path: Path) -> Path:
    font.flavor = "woff2"
    font.save(path)
    return path


def _rename(font: TTFont, family: str) -> None:
    for record in font["name"].names:
        if record.nameID in (1, 3, 4, 6, 16, 25):
            shown = family.replace(" ", "") if record.nameID in (6, 25) else family
            record.string = shown


def _add_tabular_digits(font: TTFont) -> None:
    """Give the font ``tnum``: a second set of digits on one advance, reached by the standard CSS property."""
    glyphs, letters, shapes, metrics = font.getGlyphSet(), font.getBestCmap(), font["glyf"], font["hmtx"]
    order = list(font.getGlyphOrder())
    mapping = {}
    for digit in "0123456789":
        name = letters[ord(digit)]
        bounds = BoundsPen(glyphs)
        glyphs[name].draw(bounds)
        advance = metrics[name][0]
        squeeze = min(1.0, DIGIT_ADVANCE / advance)
        shift = (DIGIT_ADVANCE - advance * squeeze) / 2
        pen = TTGlyphPen(glyphs)
        glyphs[name].draw(TransformPen(pen, (squeeze, 0, 0, 1, shift, 0)))
        tabular = f"{name}.tnum"
        shapes[tabular] = pen.glyph()
        metrics[tabular] = (DIGIT_ADVANCE, round(bounds.bounds[0] * squeeze + shift))
        order.append(tabular)
        mapping[name] = tabular
    font.setGlyphOrder(order)
    shapes.setGlyphOrder(order)
    font["maxp"].numGlyphs = len(order)
    _add_feature(font["GSUB"].table, "tnum", mapping)


def _add_feature(table: Any, tag: str, mapping: dict[str, str]) -> None:
    """Add a single substitution as a feature of every script and language."""
    substitution = otTables.SingleSubst()
    substitution.mapping = mapping
    lookup = otTables.Lookup()
    lookup.LookupType, lookup.LookupFlag, lookup.SubTable, lookup.SubTableCount = 1, 0, [substitution], 1
    table.LookupList.Lookup.append(lookup)
    feature = otTables.Feature()
    feature.FeatureParams, feature.LookupListIndex, feature.LookupCount = None, [len(table.LookupList.Lookup) - 1], 1
    record = otTables.FeatureRecord()
    record.FeatureTag, record.Feature = tag, feature
    table.FeatureList.FeatureRecord.append(record)
    index = len(table.FeatureList.FeatureRecord) - 1
    for script in table.ScriptList.ScriptRecord:
        for language in [script.Script.DefaultLangSys, *(found.LangSys for found in script.Script.LangSysRecord)]:
            if language is not None:
                language.FeatureIndex.append(index)
                language.FeatureCount = len(language.FeatureIndex)
