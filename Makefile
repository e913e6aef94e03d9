# `make serve` and `make test` set up whatever they need; `make` lists the rest.
# Kept to GNU make 3.81 and POSIX sh, which is what macOS has.

PYTHON = python3
PORT = 8000
PY = .venv/bin/python
# what `make wheelhouse` gathers for; win_amd64 is known as well
PLATFORMS = x86_64 aarch64
PYTHONS = 3.11 3.12 3.13
WHEELS = requirements.txt

# MkDocs Material prints a notice about MkDocs 2 at every build
export NO_MKDOCS_2_WARNING = 1

.PHONY: help new serve test quick long check build print publish fonts bench wheelhouse clean browser office nginx to

help: ## 列出这些命令
	@awk -F ':.*## ' '/^[a-z]+:.*## / { printf "  make %-10s %s\n", $$1, $$2 }' Makefile

new: to .venv/.runtime ## 新建本单位的项目：问几个问题，写出文件夹（make new TO=../本单位 ANSWERS=答案.yml）
	@$(PY) -m ledger new "$(TO)" $(if $(ANSWERS),--answers "$(ANSWERS)")

serve: .venv/.runtime ## 预览网站：http://127.0.0.1:8000，改了文件自动更新（换端口：make serve PORT=8001）
	@exec $(PY) -m ledger serve --port $(PORT)

test: .venv/.dev browser fonts office nginx ## 全部检验：代码规范、类型、全部测试
	$(PY) -m ruff check
	$(PY) -m ruff format --check
	$(PY) -m mypy
	$(PY) -m pytest

quick: .venv/.dev ## 只做快的测试，每个测试文件都有，边改边用
	@$(PY) -m pytest -m "(quick or not slow) and not long" -n 0

long: .venv/.dev browser fonts office nginx ## 成批的例子平时只做一部分，这里做其余的；发布新版本以前做
	$(PY) -m mypy --platform win32 -p ledger -p mkdocs_ledger
	$(PY) -m pytest -m long -vv --durations 15

check: .venv/.runtime ## 检查数据和正文，一次列出全部问题
	@$(PY) -m ledger check

build: .venv/.runtime fonts ## 生成网站到 site/，连同报告的 PDF 和 Word
	@$(PY) -m ledger build --strict

print: .venv/.runtime fonts ## 写出 报告.pdf 和 报告.docx（按 GB/T 9704）
	@$(PY) -m ledger pdf 报告.pdf
	@$(PY) -m ledger docx 报告.docx

fonts: .venv/.runtime ## 没有仿宋等公文字体的 Linux，装上替身；有的什么也不做
	@$(official_fonts) || [ -e .cache/fonts/FandolSong-Bold.ttf ] || ( $(asked_today) && $(stand_ins) ) || \
		{ mkdir -p .cache && { [ -e $(no_fonts) ] || touch $(no_fonts); }; echo '$(needs_fonts)' >&2; }

bench: .venv/.dev ## 测量速度
	@$(PY) -m bench

wheelhouse: .venv/.dev fonts ## 把要装的软件、公文字体的替身和本项目收进 wheelhouse.tar.gz，供不联网的机器安装
	@$(PY) deploy/wheelhouse.py $(WHEELS) --platforms $(PLATFORMS) --pythons $(PYTHONS)

clean: ## 删去生成的一切，连同 .venv；下次自动重装
	@rm -rf .venv .venv.lock site .cache .mypy_cache .ruff_cache .pytest_cache .hypothesis
	@find . -name __pycache__ -type d -prune -exec rm -rf {} +

# A stamp is as new as the requirement file it was made from. A .venv whose Python is gone or does
# not run, or whose installation was cut off (.unfinished is still there), is made anew.
.venv/.runtime: requirements.txt $(PY) $(wildcard .venv/.unfinished)
	$(call install,requirements.txt)

.venv/.dev: requirements-dev.txt .venv/.runtime
	$(call install,requirements-dev.txt)

$(PY): ;

define install
	@$(alone); \
	{ [ ! -e .venv/.unfinished ] && $(PY) -c 'import pip, sys; $(recent)' 2>/dev/null; } || rm -rf .venv; \
	stands=$@; for each in $^; do [ -e $@ ] && [ ! "$$each" -nt $@ ] || stands=; done; \
	[ -z "$$stands" ] || exit 0; \
	echo '正在安装 $(1) 所列的软件，第一次要一两分钟……'; \
	mkdir -p .venv && touch .venv/.unfinished; \
	[ -e $(PY) ] || $(PYTHON) -m venv .venv || $(call stop,$(needs_venv)); \
	$(PY) -m pip install -qq --no-input --disable-pip-version-check $(offline) --require-hashes -r $(1) || \
		$(call stop,$(if $(offline),$(needs_wheels),$(needs_network))); \
	rm .venv/.unfinished && touch $@
endef

# One make installs at a time, and nothing that another has just installed. The kernel locks
# .venv.lock, and lets go of it when this shell ends, in whatever way. Whoever waited looks again at
# what is left to install.
alone = [ -w . ] || $(call stop,$(needs_writing)); exec 9>.venv.lock; \
	by=$(PY); $$by -c 'import sys; $(recent)' 2>/dev/null || by=$(PYTHON); \
	$$by -c 'import sys; $(recent)' 2>/dev/null || $(call stop,$(needs_python)); \
	$$by -c 'import fcntl; fcntl.flock(9, fcntl.LOCK_EX | fcntl.LOCK_NB)' 9>&9 2>/dev/null || { \
		echo '另一个 make 正在安装，等它装完……'; \
		$$by -c 'import fcntl; fcntl.flock(9, fcntl.LOCK_EX)' 9>&9; exec 9>&-; \
		exec $(MAKE) --no-print-directory $@; }
recent = sys.exit(sys.version_info < (3, 11))
# an unpacked wheelhouse.tar.gz brings everything, and nothing is asked of a network
offline = $(if $(wildcard wheelhouse/*.whl),--no-index --find-links wheelhouse)
needs_python = 需要 Python 3.11 或更新的版本，$(PYTHON) 不是；装好后再试，或写明用哪一个：make serve PYTHON=python3.12
needs_writing = 这个文件夹不能写，装不了软件；请把项目复制到自己的文件夹里
needs_venv = 建不成 .venv；Debian 和 Ubuntu 请先安装 python3-venv
needs_network = 没有装成，原因见上，多半是网络；请再运行一次
needs_wheels = 没有装成，原因见上；wheelhouse 文件夹里可能没有这种处理器或这一版 Python 用的软件，见 deploy/README.md
stop = { echo '$(1)' >&2; exit 1; }

# Where no browser is found and none may be installed, this only says so: the tests that need one
# fail with the same line.
browser: .venv/.dev
	@[ -n "$$BROWSER_PATH" ] || $(PY) -m ledger.machine.browser >/dev/null 2>&1 || \
		$(call debian,chromium fontconfig fonts-noto-cjk)
	@$(PY) -m ledger.machine.browser >/dev/null || true
	@$(chinese_fonts) || $(call debian,fontconfig fonts-noto-cjk)
	@$(chinese_fonts) || echo '没有中文字体；请安装 Noto Sans CJK（Debian：apt-get install fonts-noto-cjk）' >&2

# Laying a Word file out is tested with LibreOffice; where there is none, those tests say so.
office:
	@{ command -v soffice >/dev/null && ls $$(dirname $$(readlink -f $$(command -v soffice)))/libsclo.so; } >/dev/null 2>&1 \
	  || $(call debian,libreoffice-writer-nogui libreoffice-calc-nogui)

publish: to .venv/.runtime fonts ## 发布：生成、核对，一次换上（make publish TO=文件夹 EDITION=全员；不在 git 里的加 DAY=2022-01-10）
	@$(PY) -m ledger publish --to "$(TO)" $(if $(DAY),--day "$(DAY)")

to:
	@test -n "$(TO)" || { echo '请写文件夹：make $(firstword $(MAKECMDGOALS)) TO=文件夹'; exit 2; }

# The headers are tested with a real server; where there is none, those tests say so.
nginx:
	@PATH="$$PATH:/usr/sbin" command -v nginx >/dev/null || $(call debian,nginx-light openssl)

official_fonts = { [ "$$(uname)" != Linux ] || fc-list : family 2>/dev/null | grep -q -i -E '仿宋|fangsong'; }
# where none could be fetched, nobody waits for the same answer again on that day
no_fonts = .cache/no-fonts
asked_today = { [ -z "$$(find $(no_fonts) -mtime -1 2>/dev/null)" ] && rm -f $(no_fonts); }
# Debian's and its kin's package that holds the Fandol fonts is unpacked, not installed
stand_ins = echo '正在取公文字体的替身（50 MB，一次）……' && rm -rf .cache/fonts && mkdir -p .cache/fonts/package && \
	cd .cache/fonts/package && { apt-get download -qq texlive-lang-chinese || \
	{ apt-get update -qq && apt-get download -qq texlive-lang-chinese; }; } </dev/null >/dev/null 2>&1 && \
	dpkg-deb --fsys-tarfile *.deb | tar -x --wildcards '*/Fandol*.otf' && cd ../../.. && \
	$(PY) -m ledger.documents.fonts .cache/fonts/package .cache/fonts && rm -rf .cache/fonts/package
needs_fonts = 没有仿宋、楷体等公文字体，也没有取到替身；打印会用别的字体，字数和行数仍然对。请装上公文字体，或把 Fandol 字体（otf）放进一个文件夹，运行 $(PY) -m ledger.documents.fonts 文件夹 .cache/fonts；接上网络后要再取一次，先删去 $(no_fonts)

chinese_fonts = { [ "$$(uname)" != Linux ] || [ -n "$$(fc-list :lang=zh 2>/dev/null)" ]; }

# Debian's packages, installed where we may; elsewhere nothing happens
debian = { [ "$$(id -u)" = 0 ] && command -v apt-get >/dev/null && \
	export DEBIAN_FRONTEND=noninteractive && echo '正在安装 $(1)……' && apt-get update -qq </dev/null >/dev/null && \
	apt-get install -qq -y --no-install-recommends $(1) </dev/null >/dev/null; } || true
