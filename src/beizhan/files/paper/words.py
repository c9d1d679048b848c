"""The words on paper in both languages; a text in braces is filled in by the template."""

from collections.abc import Mapping
from types import MappingProxyType

_PAIRS: Mapping[str, tuple[str, str]] = {
    "lang": ("zh", "en"),
    "region": ("cn", "gb"),
    # the foot and the head of every sheet
    "version": ("评分方案版本", "Scheme version"),
    "sheet": ("表号", "Sheet"),
    "printed": ("打印", "printed"),
    "page": ("第 {page} 页 / 共 {pages} 页", "Page {page} of {pages}"),
    "day": ("第 {number} 天", "Day {number}"),
    "aspects": ("{count} 个评分点", "{count} aspects"),
    "full_mark": ("满分", "Full mark"),
    "blind_code": ("选手盲码", "Blind code"),
    "station": ("工位", "Station"),
    "code": ("编号", "Code"),
    "max_mark": ("满分", "Max"),
    "mark": ("得分", "Mark"),
    "total": ("总分", "Total"),
    "competitor": ("选手", "Competitor"),
    # signatures
    "judge": ("裁判员{number}", "Judge {number}"),
    "team_leader": ("裁判组长", "Team leader"),
    "chief_expert": ("裁判长", "Chief expert"),
    "date_time": ("日期与时间", "Date and time"),
    # marking forms
    "marking_form": ("评分表", "Marking form"),
    "judgement_form": ("评价评分表", "Judgement form"),
    "measurement_form": ("测量评分表", "Measurement form"),
    "landscape_form": ("横向评分表", "Landscape form"),
    "judgement_aspect": ("评价评分点与评分等级", "Judgement aspect and benchmarks"),
    "measurement_aspect": ("测量评分点", "Measurement aspect"),
    "requirement": ("要求：", "Requirement: "),
    "measured": ("测量值", "Measured"),
    "agreed_mark": ("一致得分", "Agreed mark"),
    "judgement_how": (
        "评价：三名裁判员各自独立打 0、1、2、3 分，同时亮分；分差大于 1 分须讨论并书面说明。",
        (
            "Judgement: three judges score 0, 1, 2 or 3, each alone, and show together; "
            "a difference above 1 is discussed and explained in writing."
        ),
    ),
    "measurement_how": (
        "测量：裁判员共同测量，达成一致后填写一个得分；扣分须写明理由。",
        "Measurement: judges measure together and write one agreed mark; a deduction needs a written reason.",
    ),
    "spread_note": (
        "分差大于 1 分的评分点：编号、两轮分数、讨论说明",
        "Aspects whose scores differ by more than 1: code, scores of both rounds, reason",
    ),
    "terms": ("术语：", "Terms: "),
    "part": ("第 {part} 部分 / 共 {parts} 部分", "Part {part} of {parts}"),
    "competitors": ("{count} 名选手", "{count} competitors"),
    # mark summary form
    "summary_form": ("分数汇总单", "Mark summary form"),
    "sub_criterion": ("子项", "Sub-criterion"),
    "day_column": ("评分日", "Day"),
    # summary of a day
    "day_summary": ("当日成绩汇总表", "Summary of the day"),
    "whole_summary": ("成绩汇总表", "Summary of marks"),
    "day_sum": ("合计", "Sum"),
    "blank_note": (
        "“—”表示尚未确认的得分；有空缺时不计名次。",
        "A dash is a mark not yet confirmed; nobody is ranked while one is missing.",
    ),
    "signed_note": (
        "签字人已将本表与各评分表逐项核对，确认一致。",
        "Those who sign have compared this summary with the marking forms, item by item, and found it equal.",
    ),
    # draw
    "envelope": ("抽签密封件", "Sealed draw"),
    "key": ("第 {number} 把密钥", "Key {number}"),
    "key_holder": ("保管人", "Key holder"),
    "drawn": ("抽签时间", "Drawn"),
    "entries": ("共 {count} 条", "{count} entries"),
    "fold_here": ("沿此线折叠，内容朝里", "Fold along this line, contents inside"),
    "seal_here": ("骑缝签字封口", "Sign across the seal"),
    "envelope_rule": (
        "本密封件只含一半对应关系，须与另一把密钥合并方可得知盲码属于谁。未经裁判长与监督人员同时在场不得拆封。",
        (
            "This envelope holds one half of the link; only together with the other key does it tell whose a code is. "
            "It is opened only in the presence of the chief expert and the arbiter."
        ),
    ),
    "opened_note": ("拆封记录：时间、事由、在场人员", "Opened: when, why, in whose presence"),
    "witness": ("监督人员", "Arbiter"),
    "draw_clerk": ("抽签员", "Draw clerk"),
    # result
    "result_sheet": ("成绩与晋级名单", "Result sheet"),
    "state_open": ("评分进行中 — 成绩未定", "Being marked — not a result"),
    "state_frozen": ("封榜 — 成绩未定", "Frozen — not a result"),
    "state_provisional": ("暂定成绩 — 异议期内", "Provisional — open to objection"),
    "state_final": ("最终成绩 — 已封存", "Final — sealed"),
    "as_of": ("截至 {at}", "As of {at}"),
    "revision": ("第 {number} 版", "Revision {number}"),
    "revision_reason": ("更正理由：", "Reason of the revision: "),
    "rank": ("名次", "Rank"),
    "name": ("姓名", "Name"),
    "unit": ("选手单位", "Unit"),
    "outcome": ("结果", "Outcome"),
    "reason": ("依据", "Reason"),
    "outcome_through": ("出线", "Through"),
    "outcome_reserve": ("备选", "Reserve"),
    "outcome_out": ("淘汰", "Out"),
    "outcome_undecided": ("待定", "Undecided"),
    "rule": ("晋级规则", "Selection rule"),
    "fingerprint": ("成绩指纹", "Fingerprint of the result"),
    "verify_how": ("扫码或用核验程序核对本成绩。", "Scan, or run the verifier, to check this result."),
    "tied": ("并列", "tied"),
    # notice
    "outcome_notice": ("考核结果通知书", "Notice of outcome"),
    "dear": ("{name}：", "Dear {name},"),
    "notice_opening": (
        "你参加的 {assessment} 已经结束，结果如下。",
        "{assessment}, in which you took part, is over. This is the outcome.",
    ),
    "notice_rank": ("第 {rank} 名，共 {field} 人", "{rank} of {field}"),
    "next_post": ("下一岗位", "Next post"),
    "objection": ("如何申诉", "How to object"),
    "issued": ("签发", "Issued"),
    "thanks": (
        "感谢你为备战付出的努力。你的成绩、训练记录与经验将继续为团队所用。",
        "Thank you for what you have given to the preparation. Your work and experience stay with the team.",
    ),
    # lost marks
    "loss_pack": ("失分分析", "Where marks were lost"),
    "own": ("本人", "Own"),
    "median": ("中位数", "Median"),
    "best": ("最高", "Best"),
    "full": ("满分", "Full"),
    "lost": ("失分", "Lost"),
    "behind_best": ("距最高", "Behind best"),
    "section": ("标准部分", "Section"),
    "by_section": ("按职业标准部分", "By section of the standards"),
    "by_criterion": ("按子项", "By sub-criterion"),
    "top_losses": ("失分最多的评分点", "Aspects that cost most"),
    "aspect": ("评分点", "Aspect"),
    "bars_how": (
        "条形为本人得分占满分的比例；细线为中位数，圆点为最高。",
        "The bar is the own mark of the full one; the line is the median, the dot the best.",
    ),
}


def words_of(language: str) -> Mapping[str, str]:
    """Return the words of a language: Chinese for every tag that begins with ``zh``, else English."""
    column = 0 if language.lower().startswith("zh") else 1
    return MappingProxyType({key: pair[column] for key, pair in _PAIRS.items()})
