#!/bin/sh
# 没有装“数出有据”的服务器收下 pack 写的一版：核对 SHA-256，解开，一次换上。只要 sh、tar、coreutils。
# 用法：sh receive.sh 发布.tar 文件的SHA-256 文件夹 [版，默认全员]
set -eu

stop() { echo "$1，没有收" >&2; exit 1; }

[ $# -ge 3 ] || { echo "用法：sh receive.sh 发布.tar 文件的SHA-256 文件夹 [版]" >&2; exit 2; }
archive=$1 noted=$2 folder=$3 edition=${4:-全员}
[ -f "$archive" ] || stop "没有 $archive"
[ -d "$folder" ] || stop "没有文件夹 $folder"
mkdir -p "$folder/releases"
[ ! -e "$folder/current" ] || [ -L "$folder/current" ] || stop "$folder/current 不是链接"

# one at a time; what another left half-done is looked at by a person
coming=$folder/releases/.receiving
mkdir -m 700 "$coming" 2>/dev/null || stop "另一次正在收；确实没有的，先删去 $coming"
trap 'rm -rf "$coming"' EXIT
trap 'exit 1' HUP INT TERM

# what is compared is what is unpacked, whoever writes to the stick meanwhile
cp -- "$archive" "$coming/archive.tar"
archive=$coming/archive.tar
[ "$(sha256sum < "$archive" | cut -d' ' -f1)" = "$noted" ] || stop "文件的 SHA-256 和记下的不同"

# ordinary files below one folder that is named like a release
name=$(tar -tf "$archive" | head -n 1 | cut -d/ -f1)
echo "$name" | grep -q -E '^[0-9]{4,}-[0-9a-z-]+$' || stop "不是 pack 写的"
if tar -tvf "$archive" | grep -q -v '^-'; then stop "里面有普通文件以外的东西"; fi
if tar -tf "$archive" | grep -v "^$name/" || tar -tf "$archive" | grep -E '(^|/)\.\.(/|$)'; then
	stop "里面有别处的文件"
fi

# restricted editions are read by the folder's group only
umask 022
[ "$edition" = 全员 ] || umask 027
tar -x --no-same-owner -f "$archive" -C "$coming"
said() { sed -n 's/^ "edition": "\(.*\)",$/\1/p' "$1/manifest.json"; }
[ "$(said "$coming/$name")" = "$edition" ] || stop "这是$(said "$coming/$name")版，不是${edition}版"
for each in "$folder/releases"/*/; do
	[ -d "$each" ] || continue
	[ "$(said "$each")" = "$edition" ] || stop "$each 不是${edition}版；每一版用自己的文件夹"
	there=$(basename "$each")
	[ "${there%%-*}" -lt "${name%%-*}" ] || stop "$folder 里已经有第 ${there%%-*} 次，这是第 ${name%%-*} 次"
done
[ "$edition" = 全员 ] || chmod -R o= "$coming/$name"
chgrp -R "$(stat -c %g "$folder")" "$coming/$name"
sync

mv "$coming/$name" "$folder/releases/"
ln -sfn "releases/$name" "$folder/.current-next"
mv -T "$folder/.current-next" "$folder/current"
echo "正在使用 $name：${edition}版"
