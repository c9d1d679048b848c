"""Where the screens of the campaign are."""

from django.urls import path

from beizhan.pages.campaign import chain, dates, entries, log, opening, overview, special_days, stages, workbook

urlpatterns = [
    path("campaign/", overview.campaign, name="campaign"),
    path("campaign/open/", opening.opening, name="open_campaign"),
    path("campaign/names/", opening.names, name="rename_campaign"),
    path("campaign/choose/", opening.choose, name="choose_campaign"),
    path("dates/", dates.dates, name="dates"),
    path("dates/add/", dates.add, name="add_anchor"),
    path("dates/special/<int:year>/", special_days.special_days, name="special_days"),
    path("dates/special/<int:year>/announce/", special_days.announce, name="announce_year"),
    path("dates/anchor/<str:key>/", dates.anchor, name="anchor"),
    path("dates/anchor/<str:key>/move/", dates.move, name="move_anchor"),
    path("stages/", stages.stages, name="stages"),
    path("stages/<int:number>/", stages.stage, name="stage"),
    path("stages/<int:number>/drop/", stages.drop, name="drop_stage"),
    path("chain/", chain.chain, name="chain"),
    path("entries/", entries.entries, name="entries"),
    path("entries/add/", entries.add, name="add_entry"),
    path("entries/<uuid:key>/", entries.entry, name="entry"),
    path("entries/<uuid:key>/withdraw/", entries.withdraw, name="withdraw_entry"),
    path("workbook/", workbook.workbook, name="workbook"),
    path("workbook/rows/", workbook.rows, name="workbook_rows"),
    path("workbook/template/", workbook.template, name="workbook_template"),
    path("workbook/marked/", workbook.marked, name="workbook_marked"),
    path("log/", log.log, name="log"),
    path("log/export/", log.export, name="export_log"),
]
