#!/usr/bin/env bash
# A small Ceph with an S3 gateway on a free port of the loopback, all in memory: what the tests of the S3 storage run against.
#   ceph.sh start FOLDER   makes FOLDER, prints "PORT ACCESS_KEY SECRET_KEY" once the gateway answers
#   ceph.sh stop FOLDER    ends it and removes FOLDER
# It wants the packages radosgw, ceph-mon, ceph-osd and ceph-common; `./opengen test` installs them.
set -euo pipefail

folder=$2
# Fixed, since the gateway is there for a minute, on the loopback, and holds nothing but test files.
access=opengen-test
secret=opengen-test-secret

free_port() {
  local port
  while port=$(( (RANDOM % 20000) + 20000 )); (exec 3<>"/dev/tcp/127.0.0.1/$port") 2>/dev/null; do :; done
  echo "$port"
}

quietly() { "$@" >>"$folder/setup.log" 2>&1 || { cat "$folder/setup.log" >&2; return 1; }; }

# The monitor listens before it lets anybody in (EPERM); all that is asked of it can be asked again.
patiently() {
  local deadline=$((SECONDS + 60))
  until "$@" >>"$folder/setup.log" 2>&1; do
    [ $SECONDS -lt $deadline ] || { cat "$folder/setup.log" >&2; return 1; }
    sleep 0.5
  done
}

start() {
  mkdir -p "$folder"
  folder=$(cd "$folder" && pwd)
  mkdir -p "$folder"/{mon,osd,rgw,run}
  local fsid port gateway; fsid=$(cat /proc/sys/kernel/random/uuid); port=$(free_port); gateway=$(free_port)
  cat >"$folder/ceph.conf" <<CONF
[global]
fsid = $fsid
mon initial members = a
mon host = v1:127.0.0.1:$port
public addr = 127.0.0.1
cluster addr = 127.0.0.1
auth cluster required = none
auth service required = none
auth client required = none
run dir = $folder/run
log file = $folder/\$name.log
pid file = $folder/run/\$name.pid
admin socket =
crash dir = $folder
keyring = $folder/keyring
osd pool default size = 1
osd pool default min size = 1
osd pool default pg num = 1
osd pool default pgp num = 1
osd pool default pg autoscale mode = off
osd crush chooseleaf type = 0
osd crush update on start = false
osd class update on start = false
mon allow pool size one = true
mon data avail crit = 1
mon data avail warn = 1
ms bind msgr2 = false
[mon.a]
mon data = $folder/mon
[osd.0]
osd data = $folder/osd
osd objectstore = memstore
memstore device bytes = 4294967296
[client.rgw.t]
rgw data = $folder/rgw
rgw frontends = beast endpoint=127.0.0.1:$gateway
rgw zonegroup root pool = .rgw.root
rgw enable usage log = false
rgw thread pool size = 16
CONF
  : >"$folder/keyring"
  local conf="$folder/ceph.conf"
  quietly monmaptool --create --fsid "$fsid" --addv a "[v1:127.0.0.1:$port]" "$folder/monmap"
  quietly ceph-mon -c "$conf" --mkfs -i a --monmap "$folder/monmap"
  quietly ceph-mon -c "$conf" -i a
  local uuid; uuid=$(cat /proc/sys/kernel/random/uuid)
  patiently ceph -c "$conf" osd new "$uuid" 0
  quietly ceph-osd -c "$conf" -i 0 --mkfs --osd-uuid "$uuid"
  patiently ceph -c "$conf" osd crush add osd.0 1 root=default host=local
  quietly ceph-osd -c "$conf" -i 0
  patiently radosgw-admin -c "$conf" --name client.rgw.t user create --uid t --display-name t --access-key "$access" --secret "$secret"
  quietly radosgw -c "$conf" --name client.rgw.t
  local deadline=$((SECONDS + 60))
  until (exec 3<>"/dev/tcp/127.0.0.1/$gateway") 2>/dev/null; do
    [ $SECONDS -lt $deadline ] || { cat "$folder"/*.log >&2; exit 1; }
    sleep 0.1
  done
  echo "$gateway $access $secret"
}

stop() {
  local pid
  for pid in "$folder"/run/*.pid; do [ -e "$pid" ] && kill -9 "$(cat "$pid")" 2>/dev/null || true; done
  rm -rf "$folder"
}

case "$1" in
  start) start ;;
  stop) stop ;;
  *) echo "usage: ceph.sh start|stop FOLDER" >&2; exit 2 ;;
esac
