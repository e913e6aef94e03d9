"""检查：记录、正文、文件对不对，各版是否互不泄露。

进来：记录、指标、正文。出去：问题和提示，各有位置和改法。
不做：不改任何东西，不决定放不放行（survey）。
新的一行：旧报告的一处“选”能写什么在 choices；别的见各间。
"""

__all__ = ["choices", "deduction", "editions", "files", "records", "remarks", "style", "text"]
