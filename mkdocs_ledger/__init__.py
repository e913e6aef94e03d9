"""引擎：把台账接到 MkDocs 上。

进来：MkDocs 构建和预览时的各个时机。出去：一个文件夹的网页，和编辑时的预览。
不做：不读数据，不检查，不计算，不说词；这些在 ledger 里，它不认识 MkDocs，换引擎时只换这一间。
新的一行：各单位都一样的一项设置在 settings；一个时机在 building、files、pages、downloads、serving 里，并在 events 里列出；一个模板、样式、脚本在 templates。
"""
