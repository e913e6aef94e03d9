"""数出有据：由台账算出指标，写成报告、网页和公文。

房间按数据走的方向排列，每间只引用排在前面的；别的房间只能用门牌（``__all__``）上列出的模块。
"""

#: the rooms, in the order in which data flows: each imports from those before it alone
ROOMS = (
    "product", "remembered", "seen", "patterns", "language", "alike", "codes", "issues", "wordlists", "machine", "reading", "results", "records", "figures", "law", "prose", "project", "duties", "pages",
    "checks", "survey", "listing", "check", "remind", "changes", "editors", "documents", "publishing", "founding", "upgrading", "rolling", "sealing", "exchange", "entering", "foreign", "adopting", "commands", "__main__",
)  # fmt: skip
