"""Two marking schemes written for the demo: 100 marks each, on the weights of their skills' standards."""

from beizhan.core.scheme.tree import Aspect, Criterion, Descriptor, Kind, Scheme, Section, SubCriterion

_Line = tuple[str, str, int, str]
"""Kind, section, greatest mark in hundredths, description."""

_LEVELS = ("未达到行业标准，或未完成", "达到行业标准", "达到标准，且部分优于标准", "全面优于标准，堪称优秀")

_WEB: dict[str, tuple[str, int, tuple[_Line, ...]]] = {
    "A1": (
        "工作组织与沟通",
        1,
        (
            ("M", "1", 100, "工位与线缆按布置图整理，开工前检查签字"),
            ("M", "1", 100, "每个任务至少提交一次版本，说明可读"),
            ("J", "1", 150, "任务计划清楚，时间分配合理"),
            ("M", "1", 150, "提交目录与文件名符合要求"),
            ("J", "2", 200, "向客户说明设计理由"),
            ("M", "2", 100, "交付说明写明安装与使用步骤"),
            ("J", "2", 200, "按客户意见修改并说明影响"),
        ),
    ),
    "A2": (
        "视觉与版式",
        1,
        (
            ("J", "3", 200, "版面层次分明，留白得当"),
            ("J", "3", 200, "色彩与品牌手册一致"),
            ("J", "3", 200, "字体与行距便于阅读"),
            ("J", "3", 200, "图像处理精细"),
            ("M", "3", 150, "全部页面含页眉、导航和页脚"),
            ("M", "3", 150, "标志与主色取值与手册一致"),
            ("M", "3", 150, "图片均有替代文本"),
        ),
    ),
    "A3": (
        "响应式与无障碍",
        1,
        (
            ("M", "3", 150, "宽 390 像素时无横向滚动"),
            ("M", "3", 150, "宽 768 像素时导航可用"),
            ("M", "3", 150, "宽 1366 像素时版面完整"),
            ("M", "3", 150, "仅用键盘可完成全部操作"),
            ("M", "3", 150, "对比度不低于 4.5:1"),
            ("J", "3", 200, "三种宽度之间过渡自然"),
            ("M", "3", 100, "表单控件均有标签"),
            ("M", "3", 100, "焦点位置清晰可见"),
            ("M", "3", 100, "页面标题层级正确"),
        ),
    ),
    "B1": (
        "组件与交互",
        2,
        (
            ("J", "4", 200, "组件拆分合理，命名清楚"),
            ("J", "4", 200, "动效得体，不妨碍操作"),
            ("M", "4", 150, "购物车数量即时更新"),
            ("M", "4", 150, "筛选与排序结果正确"),
            ("M", "4", 150, "出错时给出可理解的提示"),
            ("M", "4", 150, "刷新后状态保留"),
            ("M", "4", 125, "长列表分页加载"),
            ("M", "4", 125, "输入校验即时反馈"),
        ),
    ),
    "B2": (
        "数据接口调用",
        2,
        (
            ("M", "4", 125, "登录后请求携带令牌"),
            ("M", "4", 125, "令牌过期后自动重新登录"),
            ("M", "4", 125, "列表接口的分页参数正确"),
            ("M", "4", 125, "新增记录后界面同步"),
            ("M", "4", 125, "删除前要求确认"),
            ("M", "4", 125, "断网时提示并可重试"),
            ("J", "4", 200, "加载与空状态处理周到"),
            ("M", "4", 150, "并发修改时提示冲突"),
            ("M", "4", 150, "上传图片显示进度"),
        ),
    ),
    "C1": (
        "数据库",
        3,
        (
            ("M", "5", 150, "脚本可一次建库"),
            ("M", "5", 150, "外键与唯一约束齐全"),
            ("M", "5", 150, "样例数据导入完整"),
            ("M", "5", 150, "常用查询建有索引"),
            ("J", "5", 200, "结构规范，无冗余"),
            ("J", "5", 200, "字段类型与命名恰当"),
        ),
    ),
    "C2": (
        "服务端接口",
        3,
        (
            ("M", "5", 150, "注册接口校验并返回 201"),
            ("M", "5", 150, "登录失败返回 401"),
            ("M", "5", 150, "无权访问返回 403"),
            ("M", "5", 150, "不存在的记录返回 404"),
            ("M", "5", 150, "分页与总数正确"),
            ("M", "5", 150, "按关键词检索正确"),
            ("M", "5", 150, "导出表格可打开且数据一致"),
            ("M", "5", 150, "统计接口数值正确"),
            ("J", "5", 200, "接口说明完整，示例可运行"),
        ),
    ),
    "C3": (
        "安全与部署",
        3,
        (
            ("M", "5", 200, "参数化查询，注入测试无效"),
            ("M", "5", 200, "输出转义，脚本测试无效"),
            ("M", "5", 200, "表单带防伪令牌"),
            ("M", "5", 200, "密码加盐散列存储"),
            ("M", "5", 200, "按说明可一键部署"),
            ("M", "5", 150, "日志不含密码与令牌"),
            ("M", "5", 150, "备份可恢复"),
            ("J", "5", 150, "代码结构清楚，便于维护"),
            ("J", "5", 150, "测试覆盖关键流程"),
        ),
    ),
}
_NETWORKS: dict[str, tuple[str, int, tuple[_Line, ...]]] = {
    "A1": (
        "规划与文档",
        1,
        (
            ("M", "1", 500, "机柜布线与标签符合图纸"),
            ("J", "2", 500, "交接文档清楚完整"),
        ),
    ),
    "A2": (
        "Linux 服务",
        1,
        (
            ("M", "3", 500, "域名解析正反向正确"),
            ("M", "3", 500, "邮件收发并加密"),
            ("M", "3", 500, "网站证书链完整"),
            ("M", "3", 500, "文件共享权限正确"),
            ("J", "3", 500, "自动化脚本可重复执行"),
        ),
    ),
    "B1": (
        "Windows 服务",
        2,
        (
            ("M", "4", 500, "域控与组策略生效"),
            ("M", "4", 500, "文件服务配额生效"),
            ("M", "4", 500, "证书自动注册"),
            ("M", "4", 500, "更新服务下发"),
            ("J", "4", 500, "命令行运维熟练"),
        ),
    ),
    "C1": (
        "网络设备与排障",
        3,
        (
            ("M", "5", 500, "路由收敛正确"),
            ("M", "5", 500, "访问控制符合策略"),
            ("M", "5", 500, "冗余切换不中断业务"),
            ("M", "6", 1000, "限时内排除全部故障"),
            ("M", "6", 1000, "故障报告与根因一致"),
            ("J", "6", 500, "排障思路有条理"),
        ),
    ),
}


def web_scheme() -> Scheme:
    """Return the scheme of the demo's skill 17."""
    names = {"A": "页面设计", "B": "交互前端", "C": "服务端开发"}
    sections = {"工作组织与管理": 500, "沟通与人际交往": 500, "设计实现": 2500, "前端开发": 2500, "后端开发": 4000}
    return _scheme("17 网站技术（演示）", sections, names, _WEB)


def network_scheme() -> Scheme:
    """Return the scheme of the demo's skill 39."""
    names = {"A": "Linux 环境", "B": "Windows 环境", "C": "网络环境"}
    sections = {
        "工作组织与管理": 500,
        "沟通与人际交往": 500,
        "数据传输网络": 2500,
        "网络与系统运维": 2500,
        "基础设施自动化": 1500,
        "故障排查": 2500,
    }
    return _scheme("39 网络系统管理（演示）", sections, names, _NETWORKS)


def _scheme(
    title: str, weights: dict[str, int], names: dict[str, str], subs: dict[str, tuple[str, int, tuple[_Line, ...]]]
) -> Scheme:
    sections = tuple(Section(str(number), *one) for number, one in enumerate(weights.items(), 1))
    criteria = tuple(
        _criterion(letter, name, {code: sub for code, sub in subs.items() if code.startswith(letter)})
        for letter, name in names.items()
    )
    return Scheme(title, sections, criteria)


def _criterion(letter: str, name: str, subs: dict[str, tuple[str, int, tuple[_Line, ...]]]) -> Criterion:
    found = tuple(
        SubCriterion(code, words, day, tuple(_aspect(line) for line in lines))
        for code, (words, day, lines) in subs.items()
    )
    return Criterion(letter, name, sum(line[2] for _, _, lines in subs.values() for line in lines), found)


def _aspect(line: _Line) -> Aspect:
    kind, section, best, words = line
    levels = tuple(Descriptor(score, text) for score, text in enumerate(_LEVELS)) if kind == "J" else ()
    return Aspect("", "", Kind(kind), words, section=section, max_mark=best, descriptors=levels)
