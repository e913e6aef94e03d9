"""读别处来的文件：别的软件存的，照原样读成字、数、日期和格子，一概不信、不运行。

进来：文件。出去：文字的各行和样子，表格的各张表、各格；没有收的、看不懂的一处一处说出来。
不做：不认识台账、公文和法规；不算公式，不跟链接，不猜一格、一行是什么意思。
新的一行：Word 里的一种东西在 word，一种编号在 numbering，样式管的在 styles；一种 Markdown 的记号在 markdown；一种页码、网页上的字在 furniture；一种标题的编号在 headings；一种公文要素在 elements；一种表格文件在 sheets 和它旁边的 workbooks、delimited。
"""

__all__ = ["elements", "findings", "furniture", "headings", "lines", "sheets", "source_text"]
