"""The site behind a real nginx, in a real browser: the policy bars what is foreign and nothing else."""

from __future__ import annotations

import gzip
import hashlib
import http.client
import os
import re
import shutil
import socket
import ssl
import subprocess
import time
from base64 import b64encode
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from pathlib import Path
from urllib.parse import quote
from xml.etree import ElementTree

import pytest
from conftest import ROOT, Bureau
from pdf_files import EMPTY
from playwright.sync_api import Browser, Page, expect
from site_tools import Site

from ledger.issues import Mistake
from ledger.publishing import headers, manifest, verify
from ledger.publishing.revision import Revision

NO_NGINX = "没有找到 nginx；请安装（Debian：apt-get install nginx-light）"
SCOPE = '<script>__md_scope=new URL("{}",location)</script>'
PLAIN = f"<!doctype html><title>没有</title>{SCOPE.format('/')}"


# What is read from the pages


@pytest.fixture
def small(tmp_path: Path) -> Path:
    """A site of two pages in the theme's manner."""
    return lay_out(tmp_path / "site")


def lay_out(site: Path) -> Path:
    (site / "a/b").mkdir(parents=True)
    (site / "assets").mkdir()
    (site / "404.html").write_text(PLAIN, encoding="utf-8")
    (site / "a/b/index.html").write_text(SCOPE.format("../.."), encoding="utf-8")
    (site / "assets/site.css").write_text("p{}", encoding="utf-8")
    return site


def add(site: Path, text: str) -> Path:
    (site / "index.html").write_text(SCOPE.format(".") + text, encoding="utf-8")
    return site


@pytest.mark.parametrize(
    ("text", "found"),
    [
        ('<p onclick="f()">', "<p> 的事件属性 onclick"),
        ("<svg><a xlink:href=' JavaScript:f()'/></svg>", "javascript: 地址"),
        ("<td style='text-align: right'>", "<td> 的 style 属性"),
        ("<iframe src='x'></iframe>", "<iframe> 不起作用"),
        ("<base href='/'>", "<base> 不起作用"),
        ("<script>alert(1)</script>", "主题之外的页内脚本"),
        ("<style>p{}</style>", "主题之外的页内脚本或样式"),
        ('<script>__md_scope=new URL("//evil",location)</script>', "主题之外的页内脚本"),
    ],
)
def test_what_no_hash_may_allow_is_refused(small: Path, text: str, found: str) -> None:
    with pytest.raises(Mistake, match=re.escape(found)) as mistake:
        headers.collect(add(small, f"\n{text}"))
    assert "index.html" in str(mistake.value)


@pytest.mark.parametrize(
    "text",
    ["<p>&lt;script&gt;f()&lt;/script&gt; onclick=</p>", "<script src='assets/a.js'></script>",
     '<script type="application/json">{"a": "<b onclick=1>"}</script>', "<!-- <script>f()</script> -->"],
)  # fmt: skip
def test_what_a_browser_does_not_execute_is_no_fault(small: Path, text: str) -> None:
    assert len(headers.collect(add(small, text)).scripts) == 3


def test_faults_are_counted_but_not_all_listed(small: Path) -> None:
    with pytest.raises(Mistake, match="还有 10 处"):
        headers.collect(add(small, "<p style=a>" * 30))


def test_a_folder_that_is_no_site_is_refused(tmp_path: Path) -> None:
    with pytest.raises(Mistake, match=r"没有 404\.html"):
        headers.collect(tmp_path)


def test_a_hash_is_of_what_the_browser_sees(small: Path) -> None:
    script = "f('数')\nf(\"&amp;\")"
    page = f"<script>{script}</script>".replace("\n", "\r\n")
    for name in ("404.html", "index.html"):
        (small / name).write_bytes(page.encode())
    (small / "a/b/index.html").unlink()
    digest = b64encode(hashlib.sha256(script.encode()).digest()).decode()
    assert f"script-src 'self' 'sha256-{digest}';" in headers.policy(headers.collect(small))


def test_policies_of_two_releases_are_joined(small: Path, tmp_path: Path) -> None:
    other = lay_out(tmp_path / "other")
    (other / "404.html").write_text(PLAIN.replace("scope", "other"), encoding="utf-8")
    (other / "a/b/index.html").unlink()
    both = headers.collect(small, other)
    config = headers.nginx(small, headers.collect(small))
    assert len(both.scripts) == 3
    assert len(headers.missing(config, both)) == 1
    assert headers.missing(headers.nginx(small, both), both) == []


# Fingerprints and compression


def test_our_assets_get_a_fingerprint_and_nothing_else_changes(small: Path) -> None:
    css = small / "assets/site.css"
    page = (
        '<link rel="stylesheet" href="../assets/{}"> <script src="/assets/no.js"></script>'
        '<p> href="assets/site.css"</p> <link href="../assets/a.0123abcd.min.css">'
        '<link href="http://host/assets/site.css">'
    )
    first = headers.fingerprints(small)(page.format("site.css"))
    stamp = re.search(r"site\.css\?v=([0-9a-f]{8})", first)
    assert stamp and first == page.format(stamp[0])
    assert headers.fingerprints(small)(first) == first
    css.write_text("p{color:red}", encoding="utf-8")
    assert headers.fingerprints(small)(page.format("site.css")) != first


def test_compressed_files_are_the_same_each_time_and_worth_it(small: Path) -> None:
    text, short = small / "text.json", small / "assets/site.css"
    text.write_text("数" * 500, encoding="utf-8")
    made = headers.precompress(small)
    packed = small / "text.json.gz"
    assert made[0] >= 1 and gzip.decompress(packed.read_bytes()) == text.read_bytes()
    assert packed.read_bytes()[4:10] == b"\0\0\0\0\2\xff"  # no time, and no system's name
    assert not short.with_name("site.css.gz").exists()
    first = packed.read_bytes()
    os.utime(text, (1, 1))
    assert headers.precompress(small) == made and packed.read_bytes() == first
    text.write_text("1", encoding="utf-8")
    headers.precompress(small)
    assert not packed.exists()


# The files that are written


def test_a_configuration_is_renewed_between_its_marks(small: Path, tmp_path: Path) -> None:
    file = tmp_path / "site.conf"
    assert "允许 2 段页内脚本" in headers.write_nginx([small], file)
    first = file.read_text(encoding="utf-8")
    assert f'root "{small}";' in first
    file.write_text(first.replace("listen 80;", "listen 8080;"), encoding="utf-8")
    add(small, "")
    headers.write_nginx([small], file)
    second = file.read_text(encoding="utf-8")
    assert "listen 8080;" in second and second.count("'sha256-") == 3
    file.write_text("server {}", encoding="utf-8")
    with pytest.raises(Mistake, match="构建写出"):
        headers.write_nginx([small], file)
    assert file.read_text(encoding="utf-8") == "server {}"


def test_no_browser_keeps_an_edition_for_few(small: Path) -> None:
    kept = headers.nginx(small, headers.collect(small))
    assert "no-store" not in re.sub("#子目录#.*", "", kept)
    page = small / "404.html"
    page.write_text(
        page.read_text(encoding="utf-8") + '<meta name="edition" content="版">', "utf-8"
    )
    found = headers.collect(small)
    ours = re.sub("#子目录#.*", "", headers.nginx(small, found, kept))
    assert ours.rindex('set $keep "no-store, private";') > ours.rindex('set $keep "no-cache";')
    iis = headers.iis(small, found)
    assert '<add name="Cache-Control" value="no-store, private" />' in iis
    assert "cacheControlMaxAge" not in iis


def test_a_path_that_nginx_misreads_is_refused(small: Path) -> None:
    with pytest.raises(Mistake, match="请换一个路径"):
        headers.nginx(Path("/srv/$a"), headers.collect(small))


def test_iis_says_what_nginx_says(small: Path, tmp_path: Path) -> None:
    (small / "assets/main.0123abcd.min.css").touch()
    (small / "报告.pdf").touch()
    add(small, '<link href="assets/site.css?v=0123abcd">')
    found = headers.collect(small)
    headers.write_iis([small], tmp_path / "web.config")
    root = ElementTree.parse(tmp_path / "web.config").getroot()
    said = {
        node.attrib["name"]: node.attrib["value"]
        for node in root.iterfind("system.webServer/httpProtocol/customHeaders/add")
    }
    config = headers.nginx(small, found)
    policy = re.search(r'set \$policy "(.*)";', config)
    told = dict(re.findall(r'^    add_header (\S+) "(.*)" always;', config, re.MULTILINE))
    assert policy and told.pop("Cache-Control") == "$keep"
    assert said == told | {"Content-Security-Policy": policy[1]}
    kept = {
        node.attrib["path"]: {**cache.attrib}
        for node in root.iterfind("location")
        for cache in node.iter("clientCache")
    }
    assert kept == {
        "assets/main.0123abcd.min.css": {
            "cacheControlMode": "UseMaxAge",
            "cacheControlMaxAge": "365.00:00:00",
            "cacheControlCustom": "immutable",
        },
        "assets/site.css": {"cacheControlMode": "UseMaxAge", "cacheControlMaxAge": "7.00:00:00"},
    }
    free = [n.attrib["path"] for n in root.iterfind("location") if list(n.iter("remove"))]
    assert free == ["报告.pdf"]


def test_names_are_text_in_every_list(small: Path, bureau: Bureau) -> None:
    names = [
        f"{name}.pdf"
        for name in (
            "a$b",
            "a b",
            "a%20b",
            "a#b",
            "a'b",
            "a&amp;b",
            "{{ x }}",
            "=1+1",
            "$(id)",
            "a;b",
            "a@b",
        )
    ]
    for name in names:
        (small / name).touch()
        bureau.write(f"docs/附件/{name}", EMPTY)
    assert bureau.messages() == []
    root = ElementTree.fromstring(headers.iis(small, headers.collect(small)).encode())
    paths = {node.attrib["path"] for node in root.iterfind("location")}
    assert paths == set(names)
    manifest.write(small, manifest.about("全员", Revision("0" * 40, False, 0), {}))
    assert set(names) <= set(verify.entries(verify.read(small))) and verify.differences(small) == []


def test_iis_hides_and_answers_as_nginx_does() -> None:
    text = (headers.TEMPLATES / "web.config.template").read_text(encoding="utf-8")
    server = ElementTree.fromstring(text.partition("\n")[2]).find("system.webServer")
    assert server is not None
    wanted = {
        "directoryBrowse": {"enabled": "false"},
        "security/requestFiltering/denyUrlSequences/add": {"sequence": "/."},
        "staticContent/clientCache": {"cacheControlMode": "DisableCache"},
        "defaultDocument/files/add": {"value": "index.html"},
    }
    for path, attributes in wanted.items():
        node = server.find(path)
        assert node is not None and node.attrib == attributes
    errors = {
        node.attrib["statusCode"]: node.attrib for node in server.iterfind("httpErrors/error")
    }
    assert errors["404"]["path"] == "404.html" and errors["404"]["responseMode"] == "File"
    nginx = (headers.TEMPLATES / "nginx.conf.template").read_text(encoding="utf-8")
    denied = [
        n.attrib["fileExtension"][1:] for n in server.iter("add") if "fileExtension" in n.attrib
    ]
    listed = re.search(r"\\\.\((.*?)\)\$", nginx)
    assert listed and set(denied) == set(listed[1].split("|"))
    # 500.19 on IIS: a section that is locked, or a type that is there already
    assert server.find("httpCompression") is None
    types = [n.attrib["fileExtension"] for n in server.iter("mimeMap")]
    assert types == [n.attrib["fileExtension"] for n in server.iterfind("staticContent/remove")]


# nginx


@dataclass
class Answer:
    """What a server said."""

    status: int
    headers: dict[str, str]
    body: bytes


@dataclass
class Server:
    """A running nginx."""

    folder: Path
    port: int
    tls: int

    @property
    def base(self) -> str:
        return f"http://127.0.0.1:{self.port}/"

    def get(self, path: str, method: str = "GET", **given: str) -> Answer:
        """Ask as an old client would, without decoding or following anything."""
        client = http.client.HTTPConnection("127.0.0.1", self.port, timeout=10)
        client.request(method, path, headers={k.replace("_", "-"): v for k, v in given.items()})
        answer = client.getresponse()
        said = {name.lower(): value for name, value in answer.getheaders()}
        return Answer(answer.status, said, answer.read())


MAIN = """{user}pid nginx.pid; error_log error.log; worker_processes 1; events {{}}
http {{ include /etc/nginx/mime.types; default_type application/octet-stream; {temporary}
  include site.conf; }}
"""


def free_port() -> int:
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        port: int = probe.getsockname()[1]
        return port


def enable(config: str, *kinds: str) -> str:
    """Take the mark from the lines of a kind, as the template tells a technician to do."""
    for kind in kinds:
        assert f"#{kind}# " in config
        config = config.replace(f"#{kind}# ", "")
    return config


def set_up(folder: Path, config: str) -> Server:
    """Write what nginx needs to run in a folder of its own, on ports of its own."""
    server = Server(folder, free_port(), free_port())
    config = config.replace("listen 80;", f"listen 127.0.0.1:{server.port};")
    config = config.replace("listen 443 ", f"listen 127.0.0.1:{server.tls} ")
    config = config.replace("/var/log/shuchu-youju/", f"{folder}/")
    kinds = ("client_body", "proxy", "fastcgi", "uwsgi", "scgi")
    main = MAIN.format(
        user="user root;\n" if os.geteuid() == 0 else "",
        temporary=" ".join(f"{kind}_temp_path {folder}/{kind};" for kind in kinds),
    )
    folder.mkdir(exist_ok=True)
    (folder / "site.conf").write_text(config, encoding="utf-8")
    (folder / "nginx.conf").write_text(main, encoding="utf-8")
    return server


def command(folder: Path, *arguments: str) -> list[str]:
    program = shutil.which("nginx", path=os.environ.get("PATH", "") + ":/usr/sbin")
    if program is None:
        pytest.fail(NO_NGINX)
    return [program, "-p", str(folder), "-c", "nginx.conf", "-e", f"{folder}/error.log", *arguments]


def checked(folder: Path) -> subprocess.CompletedProcess[str]:
    """Let nginx check its configuration."""
    return subprocess.run(command(folder, "-t"), capture_output=True, encoding="utf-8", check=False)


@contextmanager
def running(folder: Path, config: str) -> Iterator[Server]:
    server = set_up(folder, config)
    process = subprocess.Popen(command(folder, "-g", "daemon off;"), stderr=subprocess.PIPE)
    try:
        await_port(server.port, process)
        yield server
    finally:
        process.terminate()
        process.wait(10)


def await_port(port: int, process: subprocess.Popen[bytes]) -> None:
    until = time.monotonic() + 10
    while time.monotonic() < until and process.poll() is None:
        with socket.socket() as probe:
            if probe.connect_ex(("127.0.0.1", port)) == 0:
                return
        time.sleep(0.05)
    process.kill()
    pytest.fail(f"nginx 没有起来：{process.communicate()[1].decode()}")


@pytest.fixture(scope="module")
def release(site: Site, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The project's site as it is published: fingerprints, compressed files, reached by a link."""
    folder = tmp_path_factory.mktemp("发布 目录")
    shutil.copytree(site.root, folder / "r1")
    for page in (folder / "r1").rglob("*.html"):
        text = page.read_text(encoding="utf-8")
        page.write_text(headers.fingerprints(folder / "r1")(text), encoding="utf-8")
    for name in (".env", "a.bak", "web.config", "assets/.git", "manifest.json"):
        (folder / "r1" / name).write_text("secret", encoding="utf-8")
    headers.precompress(folder / "r1")
    (folder / "current").symlink_to("r1")
    return folder / "current"


@pytest.fixture(scope="module")
def found(release: Path) -> headers.Inline:
    """What stands in the pages of the release, read once."""
    return headers.collect(release)


@pytest.fixture(scope="module")
def config(release: Path, found: headers.Inline) -> str:
    return headers.nginx(release, found)


@pytest.fixture(scope="module")
def server(config: str, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Server]:
    with running(tmp_path_factory.mktemp("nginx"), config) as server:
        yield server


def named(release: Path, pattern: str) -> str:
    """Return the address that the home page gives an asset."""
    page = (release / "index.html").read_text(encoding="utf-8")
    found = re.search(rf'"({pattern})"', page)
    assert found, pattern
    return "/" + found[1]


KINDS = {
    "html": ("/", 200, "text/html; charset=utf-8", "no-cache"),
    "directory": ("/report/", 200, "text/html; charset=utf-8", "no-cache"),
    "ours": (r"assets/site\.css\?v=[0-9a-f]{8}", 200, "text/css; charset=utf-8", "max-age=604800"),
    "plain": ("/assets/site.css", 200, "text/css; charset=utf-8", "no-cache"),
    "theme": (r"assets/javascripts/bundle\.[^\"]*\.min\.js", 200, "application/javascript; charset=utf-8",
              "max-age=31536000, immutable"),
    "word": ("/report/report.docx", 200, "application/vnd.openxmlformats-officedocument.wordprocessingml.document",
             "no-cache"),
    "pdf": ("/report/report.pdf", 200, "application/pdf", "no-cache"),
    "missing": ("/没有/", 404, "text/html; charset=utf-8", "no-cache"),
    "gone": ("/assets/javascripts/gone.0123abcd.min.js", 404, "text/html; charset=utf-8", "no-cache"),
    "gone of ours": ("/assets/gone.js?v=0123abcd", 404, "text/html; charset=utf-8", "no-cache"),
}  # fmt: skip


@pytest.mark.slow
@pytest.mark.parametrize("kind", KINDS)
def test_every_answer_carries_the_headers(
    server: Server, release: Path, found: headers.Inline, kind: str
) -> None:
    address, status, form, kept = KINDS[kind]
    answer = server.get(quote(address) if address[0] == "/" else named(release, address))
    assert answer.status == status
    assert answer.headers["content-type"] == form
    assert answer.headers["cache-control"] == kept
    wanted = {k.lower(): v for k, v in headers.of_policy(found).items()}
    if kind == "pdf":
        assert "content-security-policy" not in answer.headers
        del wanted["content-security-policy"]
    assert wanted.items() <= answer.headers.items()
    assert answer.headers["server"] == "nginx"
    if status == 404:
        assert answer.body == (release / "404.html").read_bytes()


@pytest.mark.slow
@pytest.mark.parametrize(
    "path",
    ["/.env", "/%2eenv", "/assets/.git", "/assets/.git/config", "/a.bak", "/web.config", "/WEB.CONFIG",
     "/assets/", "/index.html~", "/report/../.env", "/manifest.json", "/index.html.gz", "/assets/site.css.gz"],
)  # fmt: skip
def test_what_is_hidden_is_said_not_to_be_there(server: Server, release: Path, path: str) -> None:
    answer = server.get(path)
    assert answer.status == 404
    assert answer.body == (release / "404.html").read_bytes()


@pytest.mark.slow
def test_compressed_files_are_sent_to_who_takes_them(server: Server, release: Path) -> None:
    page = (release / "report/index.html").read_bytes()
    packed = server.get("/report/", accept_encoding="gzip, deflate, br")
    assert packed.headers["content-encoding"] == "gzip"
    assert packed.headers["vary"] == "Accept-Encoding"
    assert packed.headers["content-type"] == "text/html; charset=utf-8"
    assert gzip.decompress(packed.body) == page
    plain = server.get("/report/")
    assert "content-encoding" not in plain.headers and plain.body == page


@pytest.mark.slow
def test_a_page_is_asked_for_again_and_not_sent_again(server: Server) -> None:
    first = server.get("/")
    again = server.get("/", if_none_match=first.headers["etag"])
    assert (again.status, again.body) == (304, b"")
    assert server.get("/report").headers["location"] == "/report/"
    assert server.get("/", "POST").status == 405


@pytest.mark.slow
def test_the_log_tells_who_read_what(server: Server) -> None:
    server.get("/figures/", user_agent="读者".encode().decode("latin-1"))
    line = (server.folder / "access.log").read_text(encoding="utf-8").splitlines()[-1]
    assert re.match(r'127\.0\.0\.1 - - \[.+\] "GET /figures/ HTTP/1\.1" 200 \d+ ', line)


def test_logs_are_kept_half_a_year_and_not_rotated_twice() -> None:
    text = (ROOT / "deploy/logrotate.conf").read_text(encoding="utf-8")
    kept = re.search(r"^    rotate (\d+)$", text, re.MULTILINE)
    assert kept and int(kept[1]) >= 184 and "    daily\n" in text
    config = (headers.TEMPLATES / "nginx.conf.template").read_text(encoding="utf-8")
    logs = re.findall(r"^    (?:access|error)_log (\S+)/[a-z]+\.log", config, re.MULTILINE)
    assert logs == ["/var/log/shuchu-youju"] * 2 and f"\n{logs[0]}/*.log {{" in text


# Who may read


@pytest.fixture(scope="module")
def keys(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A server's certificate, and one of a reader that it knows."""
    folder = tmp_path_factory.mktemp("keys")
    for name in ("site", "reader"):
        subprocess.run(
            ["openssl", "req", "-x509", "-newkey", "ec", "-pkeyopt", "ec_paramgen_curve:P-256", "-nodes",
             "-keyout", f"{name}.key", "-out", f"{name}.crt", "-days", "2", "-subj", f"/CN={name}",
             "-addext", "subjectAltName=IP:127.0.0.1"],
            cwd=folder, check=True, capture_output=True,
        )  # fmt: skip
    done = subprocess.run(["openssl", "passwd", "-6", "-salt", "salt", "口令"], capture_output=True, check=True)  # fmt: skip
    (folder / "htpasswd").write_bytes(b"reader:" + done.stdout)
    return folder


@pytest.fixture(scope="module")
def enabled(config: str, keys: Path, release: Path) -> Callable[..., str]:
    """Make the configuration with some of the spare blocks in use."""
    places = {
        "/etc/nginx/tls/site.crt": "site.crt",
        "/etc/nginx/tls/site.key": "site.key",
        "/etc/nginx/tls/readers-ca.crt": "reader.crt",
        "/etc/nginx/shuchu-youju.htpasswd": "htpasswd",
        "/etc/nginx/shuchu-youju-banzi.htpasswd": "htpasswd",
    }

    def make(*kinds: str) -> str:
        made = enable(config, *kinds).replace("/srv/shuchu-youju-banzi/current", str(release))
        for old, new in places.items():
            made = made.replace(old, str(keys / new))
        return made

    return make


SPARE = ("基本认证", "TLS", "客户端证书", "子目录")


@pytest.mark.slow
@pytest.mark.parametrize("kinds", [(), SPARE[:1], SPARE[1:2], SPARE[1:3], SPARE[3:], SPARE])
def test_nginx_takes_the_configuration(
    enabled: Callable[..., str], tmp_path: Path, kinds: tuple[str, ...]
) -> None:
    set_up(tmp_path, enabled(*kinds))
    done = checked(tmp_path)
    assert done.returncode == 0, done.stderr
    assert "warn" not in done.stderr


@pytest.mark.slow
def test_an_edition_asks_for_a_password(enabled: Callable[..., str], tmp_path: Path) -> None:
    known = "Basic cmVhZGVyOuWPo+S7pA=="
    with running(tmp_path / "nginx", enabled("基本认证")) as server:
        for path in ("/", "/report/report.pdf", "/assets/site.css", "/404.html", "/none"):
            assert server.get(path).status == 401
        assert server.get("/", authorization=known).status == 200
        assert server.get("/none", authorization=known).status == 404
        assert server.get("/", authorization="Basic cmVhZGVyOng=").status == 401


@pytest.mark.slow
def test_an_edition_in_a_folder_asks_for_a_password_of_its_own(
    enabled: Callable[..., str], tmp_path: Path
) -> None:
    known = "Basic cmVhZGVyOuWPo+S7pA=="
    with running(tmp_path / "nginx", enabled("子目录")) as server:
        assert server.get("/").status == 200
        inside = [
            server.get(f"/banzi/{path}") for path in ("", "report/", "none", "assets/site.css")
        ]
        assert [answer.status for answer in inside] == [401] * 4
        page = server.get("/banzi/report/", authorization=known)
        assert page.status == 200 and "content-security-policy" in page.headers
        style = server.get("/banzi/assets/site.css?v=00000000", authorization=known)
        assert {each.headers["cache-control"] for each in (page, style)} == {"no-store, private"}
        for path in (".env", "manifest.json", "report/index.html.gz"):
            assert server.get(f"/banzi/{path}", authorization=known).status == 404


@pytest.mark.slow
def test_an_edition_asks_for_a_certificate(
    enabled: Callable[..., str], tmp_path: Path, keys: Path
) -> None:
    def status(server: Server, name: str | None) -> int:
        trust = ssl.create_default_context(cafile=str(keys / "site.crt"))
        if name:
            trust.load_cert_chain(keys / f"{name}.crt", keys / f"{name}.key")
        client = http.client.HTTPSConnection("127.0.0.1", server.tls, context=trust, timeout=10)
        client.request("GET", "/")
        return client.getresponse().status

    with running(tmp_path / "nginx", enabled("TLS", "客户端证书")) as server:
        assert server.get("/").status == 301
        assert status(server, None) == 400
        assert status(server, "reader") == 200
        assert status(server, "site") == 400


# In the browser


@dataclass
class Watch:
    """A window behind nginx; notes what the policy barred and what was complained of."""

    page: Page
    base: str
    barred: list[str] = field(default_factory=list)
    complaints: list[str] = field(default_factory=list)

    def __post_init__(self) -> None:
        page, context = self.page, self.page.context
        context.expose_binding("barred", lambda _, what: self.barred.append(what))
        context.add_init_script(
            "addEventListener('securitypolicyviolation', e => barred(`${e.violatedDirective} ${e.blockedURI}`))"
        )
        page.on("console", lambda said: self.complaints.append(said.text) if said.type in ("error", "warning") else None)  # fmt: skip
        page.on("pageerror", lambda error: self.complaints.append(str(error)))

    def __call__(self, address: str) -> Page:
        self.page.goto(self.base + address, wait_until="load")
        return self.page


@pytest.fixture(scope="module")
def watched(chromium: Browser, server: Server) -> Iterator[Watch]:
    """One window for all tests: a new one costs more than the pages that a test opens."""
    context = chromium.new_context(color_scheme="light")
    yield Watch(context.new_page(), server.base)
    context.close()


@pytest.fixture
def watch(watched: Watch) -> Iterator[Watch]:
    """Every page that a test opens must be quiet; nothing is remembered for the next test."""
    yield watched
    barred, complaints = watched.barred.copy(), watched.complaints.copy()
    watched.page.evaluate("localStorage.clear(), sessionStorage.clear()")
    watched.page.goto("about:blank")
    watched.barred.clear()
    watched.complaints.clear()
    assert barred == []
    assert complaints == []


@pytest.mark.parametrize(
    "step", [pytest.param(2, marks=pytest.mark.slow), pytest.param(1, marks=pytest.mark.long)]
)
def test_no_page_of_any_kind_meets_the_policy(watch: Watch, release: Path, step: int) -> None:
    """One page of each folder, so that new kinds of pages are seen too; each in both schemes."""
    found = {page.parent.parent: page.parent for page in sorted(release.rglob("index.html"))}
    addresses = [folder.relative_to(release).as_posix() + "/" for folder in found.values()]
    for address in ["report/", *addresses[::step]]:
        page = watch(address.removeprefix("./"))
        expect(page.locator("html")).to_have_class(re.compile("scripted"))
        for number, scheme in enumerate(("default", "slate")):
            page.evaluate(f"document.getElementById('__palette_{number}').click()")
            expect(page.locator("body")).to_have_attribute("data-md-color-scheme", scheme)
    assert len(addresses) > 5


@pytest.mark.slow
def test_colours_are_changed_and_remembered(watch: Watch) -> None:
    page = watch("")
    page.locator("form[data-md-component=palette] label:visible").click()
    expect(page.locator("body")).to_have_attribute("data-md-color-scheme", "slate")
    page.goto(watch.base + "figures/traces/")
    expect(page.locator("body")).to_have_attribute("data-md-color-scheme", "slate")


@pytest.mark.slow
def test_both_views_of_the_report_and_the_notes_work(watch: Watch) -> None:
    page = watch("report/")
    page.locator("article a.figure").nth(3).hover()
    expect(page.locator(".figure-note.shown")).to_be_visible()
    page.get_by_role("button", name="版面").click()
    expect(page.locator(".sheet").nth(1)).to_be_visible()
    width = page.locator("#document").evaluate("node => getComputedStyle(node).columnWidth")
    assert width != "auto"
    page.get_by_label("草稿").check()
    expect(page.locator(".doc-draft")).to_be_visible()
    page.get_by_role("button", name="阅读").click()
    expect(page.locator(".sheet")).to_have_count(0)
    with page.expect_download() as download:
        page.get_by_role("link", name="Word").click()
    assert download.value.path().read_bytes()[:2] == b"PK"


@pytest.mark.slow
def test_a_table_is_sorted_and_taken_away(watch: Watch) -> None:
    page = watch("figures/")
    head = page.locator(".askable th", has_text="记录数")
    head.get_by_role("button").click()
    expect(head).to_have_attribute("aria-sort", "ascending")
    page.get_by_text("筛选和排序").click()
    with page.expect_download() as download:
        page.get_by_role("button", name="CSV").click()
    assert download.value.path().read_text("utf-8-sig").startswith('"分组","指标"')


@pytest.mark.slow
def test_a_paper_is_drawn_and_marked(watch: Watch) -> None:
    page = watch("regulations/quiz/")
    page.get_by_role("button", name="抽题").click()
    expect(page.locator(".quiz-drawn li")).to_have_count(10)
    page.get_by_role("button", name="交卷").click()
    expect(page.locator(".result")).to_contain_text("共 10 题")


@pytest.mark.slow
def test_words_are_found(watch: Watch) -> None:
    page = watch("regulations/")
    page.keyboard.press("/")
    page.get_by_role("searchbox").fill("纪律处分条例")
    expect(page.locator("#search-list a").first).to_be_visible()
    page.locator("#search-list a").first.click()
    page.wait_for_url("**h=*")
    expect(page.locator("h1")).to_be_visible()


@pytest.mark.slow
def test_what_is_not_there_is_said_in_the_theme(watch: Watch) -> None:
    page = watch("没有/这/页/")
    expect(page.locator("h1")).to_have_text("没有这一页")
    colour = page.locator(".md-header").evaluate("node => getComputedStyle(node).position")
    assert colour == "sticky"
    # the answer itself is all that the browser complains of
    assert [text for text in watch.complaints if "404" not in text] == []
    watch.complaints.clear()


FOREIGN = {
    "script-src-elem inline": "<script>window.pwned = 1</script>",
    "script-src-attr inline": "<img src=x onerror='window.pwned = 1'>",
    "style-src-attr inline": "<p style='color: red'>",
    "style-src-elem inline": "<style>p { color: red }</style>",
    "img-src http://127.0.0.1:9/x.png": "<img src='http://127.0.0.1:9/x.png'>",
    "script-src-elem http://127.0.0.1:9/x.js": "<script src='http://127.0.0.1:9/x.js'></script>",
    "frame-src /": "<iframe src='/'></iframe>",
    "base-uri http://127.0.0.1:9/": "<base href='http://127.0.0.1:9/'>",
    "script-src eval": "<script src='eval.js'></script>",
    "connect-src http://127.0.0.1:9/": "<script src='fetch.js'></script>",
    "form-action http://127.0.0.1:9/?": "<form action='http://127.0.0.1:9/'><button></form><script src='submit.js'></script>",
}


@pytest.mark.slow
def test_what_is_foreign_is_barred(
    chromium: Browser, config: str, release: Path, tmp_path: Path
) -> None:
    """The listening hears, and the policy holds: each of these would work without it."""
    root = tmp_path / "site"
    root.mkdir()
    (root / "eval.js").write_text("eval('window.pwned = 1')")
    (root / "fetch.js").write_text("fetch('http://127.0.0.1:9/').catch(() => {})")
    (root / "submit.js").write_text(
        "addEventListener('load', () => setTimeout(() => document.querySelector('button').click(), 50))"
    )
    for number, content in enumerate(FOREIGN.values()):
        page = "<!doctype html><meta charset=utf-8><title>外来</title>" + content
        (root / f"{number}.html").write_text(page, encoding="utf-8")
    moved = config.replace(f'root "{release}"', f'root "{root}"')
    with running(tmp_path / "nginx", moved) as server:
        watch = Watch(chromium.new_context().new_page(), server.base)
        for number, kind in enumerate(FOREIGN):
            watch.barred.clear()
            opened = watch(f"{number}.html")
            wanted = kind.replace(" /", f" {server.base}") if kind.endswith(" /") else kind
            until = time.monotonic() + 20  # the browser tells of it when it comes to it
            while wanted not in watch.barred and time.monotonic() < until:
                opened.wait_for_timeout(20)
            assert wanted in watch.barred
            assert opened.evaluate("window.pwned") is None
        watch.page.context.close()
