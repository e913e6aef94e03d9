"""Parts that the bureau does not have: a Party organ of the other kind, a department of others."""

from __future__ import annotations

from dataclasses import replace

import pytest

from ledger.checks.text import names, organs
from ledger.project import Project
from ledger.prose.passages import passages

FOREIGN = [
    ("局党委认真履行主体责任。", "局党委"),
    ("局党委会研究了廉政工作。", "局党委"),
    ("我局党委召开会议。", "我局党委"),
    ("党委书记、局长带头上党课。", "党委书记、局长"),
    ("人事教育科开展检查。", "人事教育科"),
    ("规划财务科牵头落实。", "规划财务科"),
    ("由法规科负责修订。", "法规科"),
    ("局审计处组织抽查。", "审计处"),
    ("纪检监察室开展谈话。", "纪检监察室"),
    ("监察室、人事科联合检查。", "监察室"),
    ("局人事教育科科长作了介绍。", "人事教育科"),
    ("综合股按月汇总。", "综合股"),
]
KNOWN = [
    "机关党委组织学习。",
    "各级党委要带头。",
    "市教育局党委来我局交流。",
    "党委（党组）书记是第一责任人。",
    "校党委负责同志介绍了经验。",
    "人事科牵头落实。",
    "办公室和高新技术科负责。",
    "市财政局预算科来人指导。",
    "市委组织部干部科到会。",
    "各业务科室分工负责。",
    "组织股室负责人、组织处室骨干旁听庭审。",
    "及时做好信息处理。",
    "组织处理和纪律处分并用。",
    "给予组织处分。",
    "监督处置及时。",
    "加强科技科普工作。",
    "教育科研经费管理规范。",
    "管理科学、运转高效。",
    "妥善处理各类矛盾。",
    "处级以上干部参加。",
    "发展科技事业。",
    "会议室、谈话室、档案室整洁。",
    "投资股权项目逐一核对。",
    "严肃查处长期存在的问题。",
    "政策法规与创新体系科组织学习。",
    "市纪委第三监督检查室来函。",
    "省科技厅成果处印发通知。",
    "落实党委主体责任、纪委监督责任。",
    "基层党委书记述职。",
    "建设科学合理的制度。",
    "信息科技融合发展。",
    "纪检室内设施完好。",
    "服务处处体现温度。",
]


def told(project: Project, text: str) -> list[str]:
    project = replace(project, passages=passages(text, "docs/report/a.md", []))
    return [each.message for each in organs.check(project, names.of(project.dataset))]


@pytest.mark.parametrize(("text", "name"), FOREIGN)
def test_a_part_that_the_data_do_not_have_is_remarked(
    project: Project, text: str, name: str
) -> None:
    (message,) = told(project, text)
    assert message.startswith(f"“{name}”") and (
        "局党组" in message or "人事科" in message or "党组书记" in message
    )


@pytest.mark.parametrize("text", KNOWN)
def test_what_is_known_or_of_others_is_silent(project: Project, text: str) -> None:
    assert told(project, text) == []
