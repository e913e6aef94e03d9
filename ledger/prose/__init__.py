"""正文：docs/ 读一遍，知道每个文件给谁看，哪些是词、哪些是字、哪些看不见。

进来：docs/。出去：正文、词、段落、标题的锚点、链接，和写错的地方。
不做：不取数（词由 pages 说），不判断内容（checks）。
新的一行：一种词的笔误在 calls；一种附件在 inventory；一项页首设置在 heads；一个 HTML 元素在 active；一种标题在 headings；一种链接在 links。
"""

__all__ = [
    "active",
    "addresses",
    "authored",
    "calls",
    "finished",
    "heads",
    "hidden",
    "inventory",
    "links",
    "markup",
    "passages",
    "texts",
]
