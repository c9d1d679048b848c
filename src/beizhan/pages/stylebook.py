"""Every piece of the look on one screen, with made-up values, for those who build screens."""

from datetime import UTC, datetime
from typing import Any

from django import forms
from django.core.paginator import Paginator
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_GET

AT = datetime(2026, 11, 22, 8, 30, 5, tzinfo=UTC)
NAMES = tuple(f"演示选手{number:02d}" for number in range(1, 7))
MODULES = ("A 设计", "B 装配", "C 编程", "D 调试", "E 维护")


class ExampleForm(forms.Form):
    """One field of each kind."""

    name = forms.CharField(label="考核名称", help_text="如“第二次集中考核”，写在评分单的页眉。")
    day = forms.DateField(label="考核日期", widget=forms.DateInput(attrs={"type": "date"}))
    stage = forms.ChoiceField(label="阶段", choices=[("10-5", "10 进 5"), ("5-3", "5 进 3")])
    rule = forms.ChoiceField(
        label="并列处理", widget=forms.RadioSelect, choices=[("extra", "加试"), ("stands", "并列保留")]
    )
    workbook = forms.FileField(label="评分方案（Excel）", required=False)
    blind = forms.BooleanField(label="使用盲码", required=False)
    reason = forms.CharField(label="事由", widget=forms.Textarea(attrs={"rows": 3}), required=False)


def _charts() -> list[dict[str, Any]]:
    return [*_bars_and_rays(), *_lines_cells_and_boxes()]


def _bars_and_rays() -> list[dict[str, Any]]:
    bars = [
        {"name": "得分", "values": [12.5, 18.25, 9, 21.5, 7.75], "state": "green"},
        {"name": "失分", "values": [3.5, 4.75, 6, 3.5, 7.25], "state": "red"},
    ]
    rays = [
        {"name": NAMES[0], "values": [82, 74, 61, 90, 55]},
        {"name": "中位数", "values": [70, 71, 66, 78, 60]},
    ]
    stacked = {
        "type": "bar",
        "horizontal": True,
        "stacked": True,
        "labels": True,
        "categories": MODULES,
        "series": bars,
    }
    axes = [{"name": name, "max": 100} for name in MODULES]
    return [
        {
            "id": "c1",
            "title": "各模块得分与失分",
            "drawing": stacked,
            "heads": ("模块", "得分"),
            "figures": [("A", "12.50")],
        },
        {"id": "c2", "title": "与中位数相比", "drawing": {"type": "radar", "axes": axes, "series": rays}},
    ]


def _lines_cells_and_boxes() -> list[dict[str, Any]]:
    lines = [{"name": name, "values": [58 + i, 63, 61 + 2 * i, 70 + i]} for i, name in enumerate(NAMES[:3])]
    cells = [[x, y, (x * 7 + y * 5) % 11] for x in range(5) for y in range(6)]
    boxes = [[5, 9, 12, 14, 18], [7, 11, 13, 17, 21], [2, 6, 7, 10, 12]]
    return [
        {
            "id": "c3",
            "title": "四次考核总分",
            "drawing": {"type": "line", "min": 50, "categories": ["一", "二", "三", "四"], "series": lines},
        },
        {
            "id": "c4",
            "title": "评分点 × 选手",
            "drawing": {"type": "heatmap", "columns": MODULES, "rows": NAMES, "values": cells},
        },
        {
            "id": "c5",
            "title": "得分分布",
            "height": "low",
            "drawing": {"type": "boxplot", "categories": MODULES[:3], "values": boxes, "points": [[0, 20]]},
        },
    ]


def _rows() -> list[dict[str, Any]]:
    outcomes = ("through", "through", "reserve", "out", "out", "out")
    words = {"through": ("green", "出线"), "reserve": ("amber", "备选"), "out": ("out", "淘汰")}
    return [
        {
            "rank": i + 1,
            "name": name,
            "code": f"K{7 * i + 11}",
            "total": 8125 - 275 * i,
            "gap": -275 * i,
            "outcome": outcome,
        }
        | dict(zip(("state", "label"), words[outcome], strict=True))
        for i, (name, outcome) in enumerate(zip(NAMES, outcomes, strict=True))
    ]


def _pieces() -> dict[str, Any]:
    return {
        "banners": [
            {"state": "marking", "label": "录分中", "detail": "尚有 12 个评分点未录，不排名次。", "as_of": AT},
            {"state": "frozen", "label": "已冻结", "detail": "大屏不再更新，录分照常。", "as_of": AT},
            {"state": "provisional", "label": "暂定", "detail": "申诉期至 18:30。", "as_of": AT, "revision": 1},
            {"state": "sealed", "label": "已封存", "detail": "指纹 9f2c 61ab 0d47", "as_of": AT, "revision": 2},
        ],
        "states": [("green", "到位"), ("amber", "有缺口"), ("red", "逾期 3 天"), ("grey", "无证据")],
        "tiles": [
            {"label": "评分单已回收", "value": "38", "unit": "/ 40", "state": "amber", "url": "#"},
            {"label": "待核对给分", "value": "126", "unit": "条", "state": "red", "url": "#"},
            {"label": "已锁定子项", "value": "14", "unit": "个", "state": "green"},
            {"label": "裁判回避声明", "value": "–", "state": "grey"},
        ],
        "steps": [
            {"label": "起草", "state": "done", "at": AT},
            {"label": "已抽签", "state": "done", "at": AT},
            {"label": "录分", "state": "now", "at": AT},
            {"label": "锁定"},
            {"label": "暂定"},
            {"label": "封存"},
        ],
        "faults": [
            {"severity": "error", "where": "K25", "sentence": "A 模块各评分点合计 24.50 分，应为 25.00 分。"},
            {"severity": "error", "where": "F31", "sentence": "评价类评分点缺少 3 分的描述。"},
            {"severity": "warning", "where": "第 48 行", "sentence": "该行是备注，未导入。"},
        ],
    }


def _told() -> dict[str, Any]:
    return {
        "facts": [("技能项目", "移动机器人"), ("评分方案版本", "第 3 版，已冻结"), ("指纹", "9f2c61ab0d47")],
        "entries": [
            {"at": AT, "by": "演示录分员01", "sentence": "录入 A1 子项 20 个评分点的给分", "icon": "keyboard"},
            {"at": AT, "by": "演示录分员02", "sentence": "驳回 A1.07：与评分单不符", "icon": "arrow-back-up"},
            {
                "at": AT,
                "by": "演示裁判长",
                "sentence": "锁定 A1 子项",
                "icon": "lock",
                "fingerprint": "9f2c61ab0d47e1c5",
            },
        ],
        "judgement": [
            {"value": n, "label": n, "caption": c, "pressed": n == 2} for n, c in enumerate(("无", "低", "合格", "优"))
        ],
        "measurement": [
            {"value": "1.50", "label": "1.50", "caption": "满分"},
            {"value": "0", "label": "0", "caption": "零分"},
        ],
    }


@require_GET
def stylebook(request: HttpRequest) -> HttpResponse:
    """Show every piece."""
    around = {
        "send_url": "send/",
        "title": "样式册",
        "subtitle": "每一种构件，各一个例子",
        "crumbs": [{"url": "/", "label": "首页"}, {"url": "#", "label": "考核"}],
        "actions": [
            {"url": "#", "label": "导出", "icon": "download"},
            {"url": "#", "label": "新建考核", "icon": "plus", "primary": True},
        ],
        "tabs": [
            {"label": "看板", "url": "#", "active": True},
            {"label": "评分单", "url": "#", "count": 40},
            {"label": "问题", "url": "#", "count": 2},
            {"label": "日志", "url": "#"},
        ],
        "form": ExampleForm({"name": "", "stage": "10-5"}),
        "charts": _charts(),
        "rows": _rows(),
        "cells": ("blank", "entered", "confirmed", "disputed", "locked"),
        "page": Paginator(range(85), 20).page(2),
    }
    return render(request, "stylebook.html", around | _pieces() | _told())
