"""The register of steps: what each new version looks for in a project that an older one laid."""

from __future__ import annotations

from ledger import product
from ledger.founding import version
from ledger.machine.stopping import Stopped
from ledger.records.types.founding import number_of
from ledger.upgrading import joining, library, outline, sealing, spending, words
from ledger.upgrading.change import Change, Old, Step

#: for what each version may change anew
_EACH = product.VERSION

STEPS = (
    Step("接上程序", "0.1.0", "程序的文件夹改了名", joining.renamed, mends=True),
    Step("本单位的词", _EACH, "词表成了数据，自带的没有一个单位自己的词", words.kept, mends=True),
    Step("词的写法", _EACH, "写法统一以后，查找、筛选才不漏；“又作”的照样认", words.unified),
    Step("自带的文件", _EACH, "法规、固定说法、用语、题库有新的", library.brought),
    Step("上年的支出", _EACH, "上年的数由上年的台账算出，一个数只写一处", spending.parted),
    Step("封存目录", _EACH, "封存的文件不见了、换了一份，由它看得出", sealing.listed, mends=True),
    Step("产品的版本", _EACH, "照它重装时装的是这一版", joining.pinned),
    Step("报告的各节", "0.1.0", "各节照文件名的数字自动编入，添一节不用再改这里", outline.composed),
    Step("导航", "0.1.0", "导航由有的页面自动做成", joining.by_menu),
    Step("插件", "0.1.0", "装成软件包的产品不用 hooks.py", joining.by_plugin),
)


def due(old: Old) -> list[tuple[Step, list[Change]]]:
    """Return the steps that find something, and what.

    Raises ``LedgerError`` for data that cannot be read, ``Stopped`` for a project of a later version.
    """
    laid = old.laid.number if old.laid else ()
    if laid > number_of(product.VERSION):
        message = f"{version.FILE} 说项目照 {_said(old)} 写的，这里的产品是 {product.VERSION}；请装新的产品"
        raise Stopped(message, code=2)
    old.entries  # noqa: B018 (raises)
    steps = [step for step in STEPS if laid < number_of(step.since)]
    found = [(step, list(step.find(old))) for step in steps]
    return [(step, changes) for step, changes in found if changes]


def _said(old: Old) -> str:
    return old.laid.version if old.laid else ""
