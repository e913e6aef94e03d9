"""页面：由记录和指标生成的页面，各是做好的 HTML。

进来：项目。出去：路径和 HTML。
不做：不检查，不生成网站（引擎的事），不写 PDF、Word、Excel（documents）。
新的一行：一种页面是一个文件，在 site 里登记；作者能写的一个词在 words；一种图的样子在 charts，一幅图在 drawings；各页怎样相连在 way；几种页面共用的在 layout。
"""

__all__ = [
    "article",
    "command",
    "dialect",
    "figures",
    "layout",
    "menu",
    "remarks",
    "search",
    "site",
    "synonyms",
    "todo",
    "words",
]
