"""The frame of every page, the pieces it offers, and what is vendored for it."""

import hashlib
import json
import re
from datetime import date
from pathlib import Path

import pytest
from django.template.loader import render_to_string
from django.test import RequestFactory
from django.utils import translation

import beizhan
from beizhan.pages import errors
from beizhan.templatetags import figures

HOME = Path(beizhan.__file__).parent
VENDOR = HOME / "static" / "vendor"
PACKAGES = json.loads((VENDOR / "VENDOR.json").read_text(encoding="utf-8"))["packages"]
TEMPLATES = sorted((HOME / "templates").rglob("*.html"))
ANCHORS = [
    {"name": "集中考核", "days": 23, "working_days": 16, "date": date(2026, 12, 15)},
    {"name": "出征", "days": 310, "working_days": None, "date": date(2027, 9, 28)},
]


def words_of(html: str) -> str:
    return " ".join(re.sub(r"<[^>]+>", " ", html).split())


def drawn(template: str, language: str = "zh-hans", **context: object) -> str:
    with translation.override(language):
        return render_to_string(template, context)


@pytest.mark.parametrize("package", PACKAGES, ids=lambda package: package["name"])
def test_each_vendored_file_is_the_one_recorded(package):
    found = {name: hashlib.sha256((VENDOR / name).read_bytes()).hexdigest() for name in package["sha256"]}

    assert found == package["sha256"]


def test_nothing_lies_in_the_vendored_folder_that_is_not_recorded():
    recorded = {name for package in PACKAGES for name in package["sha256"]} | {"VENDOR.json"}

    assert {str(path.relative_to(VENDOR)) for path in VENDOR.rglob("*") if path.is_file()} == recorded


@pytest.mark.parametrize("package", PACKAGES, ids=lambda package: package["name"])
def test_each_vendored_package_brings_its_licence_and_stands_in_the_notice(package):
    notice = (HOME.parents[1] / "NOTICE").read_text(encoding="utf-8")

    assert package["licence_file"] in package["sha256"]
    assert f"{package['name']} {package['version']}" in notice


def test_no_vendored_file_points_to_a_map_we_do_not_ship():
    pointing = [path.name for path in VENDOR.rglob("*") if path.is_file() and b"sourceMappingURL=" in path.read_bytes()]

    assert pointing == []


def test_every_icon_that_is_named_is_in_the_sprite():
    sprite = set(re.findall(r'<symbol id="([^"]+)"', (VENDOR / "icons" / "icons.svg").read_text(encoding="utf-8")))
    source = "".join(path.read_text(encoding="utf-8") for path in TEMPLATES)
    named = set(re.findall(r'{% icon "([^"]+)"', source)) | set(figures.STATE_ICONS.values())

    assert named - sprite == set()


@pytest.mark.parametrize("path", TEMPLATES, ids=lambda path: str(path.relative_to(HOME / "templates")))
def test_no_template_writes_style_or_script_in_line(path):
    source = path.read_text(encoding="utf-8")

    offences = re.findall(r"\sstyle=|<style|\son[a-z]+=[\"']|hx-on|[\"']js:|<script(?![^>]*\ssrc=)[^>]*>", source)
    assert offences == []


def test_the_countdown_names_days_and_working_days():
    html = drawn("frame/_countdown.html", countdown=ANCHORS)

    row = words_of(html.split('<details class="countdown-fold"', maxsplit=1)[0])
    assert row == "距集中考核 23 天 · 工作日 16 天 距出征 310 天 · 工作日待定"


def test_the_countdown_counts_one_day_in_english():
    anchor = {"name": "Departure", "days": 1, "working_days": 1, "date": date(2026, 11, 23)}

    html = drawn("frame/_anchor.html", language="en", anchor=anchor)

    assert words_of(html) == "Departure in 1 day · 1 working day"


@pytest.mark.parametrize(
    ("days", "words"),
    [(0, "今天 集中考核"), (-3, "集中考核 12月15日 星期二")],
)
def test_an_anchor_that_has_come_or_gone_is_not_counted_down(days, words):
    html = drawn("frame/_anchor.html", anchor=ANCHORS[0] | {"days": days})

    assert words_of(html) == words


@pytest.mark.parametrize(
    ("hundredths", "words"),
    [(1250, "12.50"), (0, "0.00"), (5, "0.05"), (-125, "−1.25"), (None, "–"), (10_000, "100.00")],
)
def test_a_mark_is_written_to_the_hundredth_and_a_blank_is_no_zero(hundredths, words):
    assert figures.mark(hundredths) == words


@pytest.mark.parametrize(("hundredths", "words"), [(50, "+0.50"), (0, "±0.00"), (-125, "−1.25"), (None, "–")])
def test_a_difference_shows_its_sign(hundredths, words):
    assert figures.signed_mark(hundredths) == words


@pytest.mark.parametrize(("part", "whole", "words"), [(199, 200, "99%"), (200, 200, "100%"), (0, 0, "–")])
def test_a_share_is_only_whole_when_nothing_is_missing(part, whole, words):
    assert figures.share_of(part, whole) == words


def test_the_banner_says_state_and_moment_in_words():
    banner = {"state": "provisional", "label": "暂定", "detail": "申诉期至 18:30。", "revision": 2}

    html = drawn("pieces/_banner.html", banner=banner | {"as_of": date(2026, 11, 22)})

    assert words_of(html).startswith("暂定 申诉期至 18:30。")
    assert "#hourglass" in html


def test_grey_is_a_state_of_its_own_with_its_own_sign():
    html = drawn("pieces/_state.html", state="grey", label="无证据")

    assert ("state-grey" in html, "#circle-dashed" in html) == (True, True)


def test_a_fault_shows_its_cell_and_its_sentence():
    faults = [{"severity": "error", "where": "K25", "sentence": "合计应为 100 分。"}]

    assert words_of(drawn("pieces/_faults.html", faults=faults)) == "K25 合计应为 100 分。"


def test_a_broken_page_needs_nothing_but_itself():
    response = errors.broken(RequestFactory().get("/x/"))

    number = re.search(r'class="code">([0-9a-f]{8})<', response.content.decode())
    assert (response.status_code, number is not None) == (500, True)


def test_no_drawn_label_stands_alone_without_words_for_a_reader_of_screens():
    assert figures.icon("lock", "封存") == (
        '<svg class="icon" role="img" aria-label="封存"><use href="/static/vendor/icons/icons.svg#lock"/></svg>'
    )
