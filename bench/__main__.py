"""python -m bench [--quick] [part …]: measure, and print Markdown tables.

Everything happens in copies below a temporary directory. What is measured and what the numbers
say stands in README.md.
"""

from __future__ import annotations

import argparse
import os
import platform
import signal
import sys
import tempfile
from importlib import import_module
from importlib.metadata import version
from pathlib import Path

from bench import sites
from bench.measure import Failed, build, cost_of
from bench.plan import FULL, QUICK

ROOT = Path(__file__).resolve().parent.parent
#: what a person may ask for: each is a module of this folder; the first four are measured unasked
PARTS = {
    "building": "生成网站",
    "saving": "保存到新页面",
    "checking": "检查",
    "records": "记录很多时",
    "years": "年份很多时",
    "exchanging": "在 Excel 里改台账",
    "papers": "报告的 PDF、Word",
    "searching": "搜索",
    "asking": "筛选表格",
    "server": "服务器和网页的重量",
}
_UNASKED = ["building", "saving", "checking", "records"]


def main() -> int:
    """Measure, print, return the exit code."""
    parser = argparse.ArgumentParser(prog="python -m bench", description="测量速度")
    parser.add_argument("--quick", action="store_true", help="三分钟，只看有无退步")
    told = "；".join(f"{name} {what}" for name, what in PARTS.items())
    parser.add_argument("parts", nargs="*", metavar="部分", help=f"{told}。不写就是前四项")
    given = parser.parse_args()
    if unknown := set(given.parts) - set(PARTS):
        parser.error(f"没有这一部分：{'、'.join(unknown)}")
    os.chdir(ROOT)
    # whoever ends us ends what we started
    signal.signal(signal.SIGTERM, lambda *_: sys.exit(143))
    print(machine_text(), flush=True)
    with tempfile.TemporaryDirectory(prefix="bench-") as folder:
        work = Path(folder)
        # what is edited meanwhile changes nothing here
        root = sites.copy(ROOT, work / "root")
        try:
            cost_of(build("", root).command, root)
            for part in given.parts or _UNASKED:
                import_module(f"bench.{part}").measure(work, root, QUICK if given.quick else FULL)
        except Failed as failed:
            print(failed, file=sys.stderr)
            return 1
    return 0


def machine_text() -> str:
    """Say on what it runs, in general terms."""
    packages = "，".join(f"{name} {version(name)}" for name in ("mkdocs", "mkdocs-material"))
    return (
        f"{os.cpu_count()} 核 {platform.machine()}，{platform.system()}，"
        f"Python {platform.python_version()}，{packages}"
    )


if __name__ == "__main__":
    sys.exit(main())
