"""Holds every PDF below the folders given against PDF/UA-1 and against what readers need of its tags.

Usage: check.py FOLDER...   The last line is "N passed, N failed"; each PDF counts once for each test.
"""

import re
import subprocess
import sys
from pathlib import Path

import page
import pikepdf

# How near a word may stand to the edge of a sheet, in points: closer, many printers cut it off.
EDGE = 15

HEADINGS = {f"/H{level}": level for level in range(1, 7)}


class Tags:
    """The tag tree of a PDF, walked in reading order."""

    def __init__(self, pdf):
        self.pdf = pdf
        self.roles = {str(k): str(v) for k, v in pdf.Root.StructTreeRoot.get("/RoleMap", {}).items()}
        self.elements = []  # (role, element, roles around it)
        self.content = []  # (page object number, MCID, roles around it)
        self.walk(pdf.Root.StructTreeRoot, (), None)

    def walk(self, node, around, sheet):
        if isinstance(node, pikepdf.Array):
            for held in node:
                self.walk(held, around, sheet)
            return
        if isinstance(node, int):
            self.content.append((sheet, int(node), around))
            return
        sheet = node.Pg.objgen[0] if "/Pg" in node else sheet
        if node.get("/Type") == "/MCR":
            self.content.append((sheet, int(node.MCID), around))
            return
        if node.get("/Type") == "/OBJR":
            return
        if "/S" in node:
            role = self.roles.get(str(node.S), str(node.S))
            self.elements.append((role, node, around))
            around = (*around, role)
        if "/K" in node:
            self.walk(node.K, around, sheet)


def shown(sheet):
    """The marked-content ids of a sheet in the order of its content; None for text in no mark."""
    ids, open_marks, bare = [], [], 0
    for operands, operator in pikepdf.parse_content_stream(sheet):
        name = str(operator)
        if name in ("BDC", "BMC"):
            mcid = None
            if name == "BDC":
                properties = operands[1]
                if isinstance(properties, pikepdf.Name):
                    properties = sheet.Resources.Properties[properties]
                mcid = properties.get("/MCID")
            artifact = str(operands[0]) == "/Artifact"
            open_marks.append("artifact" if artifact else mcid)
            if mcid is not None:
                ids.append(int(mcid))
        elif name == "EMC":
            open_marks.pop()
        elif name in ("Tj", "TJ", "'", '"'):
            if not any(mark is not None for mark in open_marks):
                bare += 1
    return ids, bare


def conforms(path, pdf, tags):
    report = page.validate_pdf(str(path))
    for failure in report.failures[:10]:
        yield f"{failure.rule_id}: {failure.message}"
    if report.rules.failed or not report.is_compliant:
        yield f"{report.rules.failed} of {report.rules.total} rules failed"


def all_text_is_in_the_tags(path, pdf, tags):
    tagged = {}
    for sheet, mcid, _ in tags.content:
        tagged.setdefault(sheet, []).append(mcid)
    for number, sheet in enumerate(pdf.pages, 1):
        ids, bare = shown(sheet)
        if bare:
            yield f"page {number}: {bare} pieces of text in no mark"
        own = tagged.get(sheet.objgen[0], [])
        if sorted(ids) != sorted(own):
            yield f"page {number}: marks {set(ids) ^ set(own)} are not both in the text and in the tags"


def tags_are_in_the_order_of_reading(path, pdf, tags):
    """The text of footnotes is read at their marks and stands at the foot; all else is in order."""
    order = {str(sheet.objgen[0]): number for number, sheet in enumerate(pdf.pages)}
    before = (-1, -1)
    for sheet, mcid, around in tags.content:
        if "/Note" in around:
            continue
        at = (order[str(sheet)], mcid)
        if at < before:
            yield f"page {at[0] + 1}: {at} comes after {before}, in {'/'.join(around)}"
        before = at


def headings_nest(path, pdf, tags):
    last = 0
    for role, _, _ in tags.elements:
        level = HEADINGS.get(role)
        if level is None:
            continue
        if level > last + 1:
            yield f"a heading of level {level} follows one of level {last}"
        last = level
    if last == 0:
        yield "there is no heading"


def tables_have_header_cells(path, pdf, tags):
    for role, table, _ in tags.elements:
        if role == "/Table" and "/TH" not in roles_in(table.get("/K", [])):
            yield "a table has no header cell"
    for role, cell, _ in tags.elements:
        if role == "/TH" and not any(a.get("/Scope") for a in attributes(cell)):
            yield "a header cell does not say what it heads"


def roles_in(node):
    if isinstance(node, pikepdf.Array):
        return {role for held in node for role in roles_in(held)}
    if isinstance(node, int) or "/S" not in node:
        return set()
    return {str(node.S)} | roles_in(node.get("/K", []))


def attributes(element):
    held = element.get("/A", [])
    return list(held) if isinstance(held, pikepdf.Array) else [held]


def links_have_words(path, pdf, tags):
    for role, link, _ in tags.elements:
        if role == "/Link" and not has_content(link.get("/K", [])):
            yield "a link has no words"
    for number, sheet in enumerate(pdf.pages, 1):
        for annotation in sheet.get("/Annots", []):
            if annotation.Subtype != "/Link":
                continue
            if not str(annotation.get("/Contents", "")).strip():
                yield f"page {number}: a link does not say where it leads"
            if "/A" not in annotation and "/Dest" not in annotation:
                yield f"page {number}: a link leads nowhere"


def has_content(node):
    if isinstance(node, pikepdf.Array):
        return any(has_content(held) for held in node)
    if isinstance(node, int) or node.get("/Type") == "/MCR":
        return True
    return node.get("/Type") != "/OBJR" and has_content(node.get("/K", []))


def pictures_have_words(path, pdf, tags):
    for role, figure, _ in tags.elements:
        if role == "/Figure" and not str(figure.get("/Alt", "")).strip():
            yield "a picture has no words that stand for it"


def lists_have_items(path, pdf, tags):
    for role, item, around in tags.elements:
        if role == "/LI" and (not around or around[-1] != "/L"):
            yield "an item stands in no list"


def says_what_it_is(path, pdf, tags):
    with pdf.open_metadata() as about:
        if not about.get("dc:title"):
            yield "it has no title"
        if not about.get("dc:language"):
            yield "its metadata say no language"
        if about.get("pdfuaid:part") != "1":
            yield "it does not say that it is PDF/UA-1"
    if not str(pdf.Root.get("/Lang", "")):
        yield "it has no language"
    if not pdf.Root.get("/ViewerPreferences", {}).get("/DisplayDocTitle"):
        yield "its title is not shown"
    if "/Outlines" not in pdf.Root:
        yield "it has no outline"
    if "/PageLabels" not in pdf.Root:
        yield "its pages have no labels"
    if any("/FontFile2" not in f and "/FontFile3" not in f for f in descriptors(pdf)):
        yield "a font is not embedded"


def nothing_runs_off_the_sheet(path, pdf, tags):
    """Where words stand is Poppler's to say: a long foot could go over the edge."""
    read = subprocess.run(["pdftotext", "-bbox", path, "-"], capture_output=True, text=True, check=True)
    for number, sheet in enumerate(read.stdout.split("<page ")[1:], 1):
        width, height = (float(side) for side in re.findall(r'(?:width|height)="([\d.]+)"', sheet)[:2])
        places = re.findall(r'xMin="([\d.-]+)" yMin="([\d.-]+)" xMax="([\d.-]+)" yMax="([\d.-]+)">(.*?)<', sheet)
        for *place, word in places:
            left, top, right, bottom = map(float, place)
            if min(left, top, width - right, height - bottom) < EDGE:
                yield f"page {number}: `{word}` stands too near the edge"
                break


def descriptors(pdf):
    for held in pdf.objects:
        if isinstance(held, pikepdf.Dictionary) and held.get("/Type") == "/FontDescriptor":
            yield held


TESTS = [
    conforms,
    all_text_is_in_the_tags,
    tags_are_in_the_order_of_reading,
    headings_nest,
    tables_have_header_cells,
    links_have_words,
    pictures_have_words,
    lists_have_items,
    says_what_it_is,
    nothing_runs_off_the_sheet,
]


def main(folders):
    passed = failed = 0
    paths = [path for folder in folders for path in sorted(Path(folder).rglob("*.pdf"))]
    if not paths:
        failed += 1
        print(f"no PDF below {' '.join(folders)}")
    for path in paths:
        with pikepdf.open(path) as pdf:
            tags = Tags(pdf)
            for test in TESTS:
                faults = list(test(path, pdf, tags))
                for fault in faults[:5]:
                    print(f"{path}: {test.__name__}: {fault}")
                failed += bool(faults)
                passed += not faults
    print(f"{passed} passed, {failed} failed")
    return bool(failed)


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
