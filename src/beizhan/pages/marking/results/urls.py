"""Addresses of the screens of a result."""

from django.urls import path

from beizhan.pages.marking.results import (
    correction,
    judges,
    losses,
    objections,
    outcome,
    pack_papers,
    papers,
    publication,
    standing,
    what_if,
)

_AT = "assessment/<uuid:assessment>"

urlpatterns = [
    path(f"{_AT}/standing/", standing.standing, name="standing"),
    path(f"{_AT}/standing/paper/", papers.result_paper, name="result_paper"),
    path(f"{_AT}/publish/", publication.publish, name="publish"),
    path(f"{_AT}/objections/", objections.objections, name="objections"),
    path(f"{_AT}/objections/<int:objection>/ruling/", objections.ruling, name="ruling"),
    path(f"{_AT}/outcome/", outcome.outcome, name="outcome"),
    path(f"{_AT}/outcome/next-post/", outcome.next_post, name="next_post"),
    path(f"{_AT}/outcome/notices/", papers.notices_paper, name="notices_paper"),
    path(f"{_AT}/outcome/what-if/", what_if.what_if, name="what_if"),
    path(f"{_AT}/lost-marks/", losses.losses, name="losses"),
    path(f"{_AT}/lost-marks/paper/", pack_papers.packs_paper, name="packs_paper"),
    path(f"{_AT}/lost-marks/<str:entry>/", losses.pack, name="pack"),
    path(f"{_AT}/lost-marks/<str:entry>/paper/", pack_papers.pack_paper, name="pack_paper"),
    path(f"{_AT}/judges/", judges.judges_map, name="judges_map"),
    path(f"{_AT}/judges/marks/", judges.judge_marks, name="judge_marks"),
    path(f"{_AT}/correction/", correction.correction, name="correction"),
]
