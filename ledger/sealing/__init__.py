"""封存：签发的文件照原样记下来；以后和它比，看得出改了什么。

进来：项目、印出的 PDF 和 Word。出去：data/年份/封存/ 里的一个文件，封存目录里的一行；或者和它不同的地方。
不做：不改台账；封存以后改没改由 checks/records/seals 查。
新的一行：封存里的一项在 records/types/official，怎样记在 making；一种文件怎样比在 verifying。
"""

__all__ = ["command"]
