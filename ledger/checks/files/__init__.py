"""文件的规则：附件里附带的信息、导航。

进来：docs/ 的附件、mkdocs.yml、接上程序的 hooks.py 和 macros.py。出去：问题。
新的一行：项目能改的一项设置在 settings；文件和文件夹的名字在 paths；一种文件附带的信息在 metadata；一种办公文件里的字在 contents，PDF 里的字和链接在 pdf，它的目录在 catalogue。
"""

__all__ = ["attachments", "navigation", "paths", "programs", "settings"]
