#!/bin/bash
# Holds our client and driver against Aeron's own, turn about in one run, and prints medians and ratios.
#
#   bench/Aeron/compare.sh --aeron BUILD_DIR [--net AERONBENCH_ON_THE_PACKAGES] [--rounds 5] [--seconds 1]
#                          [--idle yield] [--driver-idle backoff] [--length 32,256,1024] [--only 'ipc round-trip 1']…
#
# BUILD_DIR is a build of Aeron in C with binaries/aeronmd, lib/libaeron.so and aeron_bench (see c/aeron_bench.c).
# Contenders: ours (our client, our driver), c (C client, C driver), net (Aeron.NET, C driver). The driver that is not
# measured is stopped for as long. For throughput a ratio above 1 is good, for times one below 1.
set -eu
# Linux weighs sessions against each other where it groups by them, and niceness counts inside of a session only. Programs of
# other sessions are to stay out of the figures.
if [ -w /proc/self/autogroup ] && [ -z "${COMPARE_SESSION:-}" ]; then
    COMPARE_SESSION=1 exec setsid --wait bash -c 'echo -20 > /proc/self/autogroup 2> /dev/null || true; exec "$@"' session bash "$0" "$@"
fi
here=$(cd "$(dirname "$0")" && pwd)
root=$(cd "$here/../.." && pwd)
rounds=5; seconds=1; idle=yield; lengths=32,256,1024; port=20000; driver_idle=backoff; net=; build=; only=()
while [ $# -gt 1 ]; do
    case $1 in
        --aeron) build=$2 ;; --net) net=$2 ;; --rounds) rounds=$2 ;; --seconds) seconds=$2 ;;
        --idle) idle=$2 ;; --length) lengths=$2 ;; --only) only+=("$2") ;;
        --driver-idle) driver_idle=$2 ;;
        *) echo "unknown option $1" >&2; exit 2 ;;
    esac
    shift 2
done
[ -n "$build" ] || { sed -n '2,9s/^# \{0,1\}//p' "$0"; exit 2; }
[ ${#only[@]} -gt 0 ] || only=('ipc round-trip 1' 'ipc round-trip 2' 'ipc throughput 1' 'ipc throughput 2'
    'udp round-trip 1' 'udp throughput 1' 'udp throughput 2')

work=$(mktemp -d)
ours=/dev/shm/aeron-compare-ours-$$; theirs=/dev/shm/aeron-compare-theirs-$$
dotnet "$root/tools/me/bin/Release/net10.0/me.dll" driver --aeron-dir "$ours" --threading shared --idle $driver_idle \
    > "$work/ours.log" 2>&1 &
ours_pid=$!
AERON_DIR=$theirs AERON_DIR_DELETE_ON_SHUTDOWN=1 AERON_THREADING_MODE=SHARED AERON_SHARED_IDLE_STRATEGY=$driver_idle \
    "$build/binaries/aeronmd" > "$work/theirs.log" 2>&1 &
theirs_pid=$!
end() {
    kill -CONT $ours_pid $theirs_pid 2> /dev/null || true
    kill -TERM $ours_pid $theirs_pid 2> /dev/null || true
    wait || true
    rm -rf "$work" "$ours" "$theirs"
}
trap end EXIT
for _ in $(seq 100); do [ -s "$ours/cnc.dat" ] && [ -s "$theirs/cnc.dat" ] && break; sleep 0.1; done
sleep 1

run() { # contender, measurement as 'media mode processes', length
    read -r media mode processes <<< "$2"
    # A port is used once: a driver keeps that of a client that was killed for as long as the client might live.
    local there=aeron:ipc back=aeron:ipc
    port=$((port + 2))
    if [ "$media" = udp ]; then
        there=aeron:udp?endpoint=127.0.0.1:$port
        back=aeron:udp?endpoint=127.0.0.1:$((port + 1))
    fi
    local directory=$theirs awake=$theirs_pid asleep=$ours_pid program
    case $1 in
        ours) directory=$ours; awake=$ours_pid; asleep=$theirs_pid
            program=(dotnet "$here/bin/Release/net10.0/AeronBench.dll") ;;
        net) program=(dotnet "$net") ;;
        c) program=("$build/aeron_bench") ;;
    esac
    kill -STOP $asleep
    kill -CONT $awake
    sleep 0.2
    timeout 60 "${program[@]}" --aeron-dir "$directory" --mode "$mode" --channel "$there" --back "$back" \
        --processes "$processes" --length "$3" --seconds "$seconds" --idle "$idle" 2>> "$work/errors" |
        tail -1 | sed 's/,//g' >> "$work/$1.$media.$mode.$processes.$3"
    kill -CONT $asleep
}

median() { # contender, measurement, length, name of the figure
    read -r media mode processes <<< "$2"
    grep -o "$4 [0-9.]*" "$work/$1.$media.$mode.$processes.$3" 2> /dev/null | sed 's/.* //' | sort -g |
        awk '{ v[NR] = $1 } END { print NR ? v[int((NR + 1) / 2)] : "-" }'
}

contenders=(ours c)
[ -z "$net" ] || contenders+=(net)
echo "$(sed -n 's/^model name[^:]*: //p' /proc/cpuinfo | head -1), $(nproc) processors, Linux $(uname -r)," \
    "commit $(git -C "$root" rev-parse --short HEAD), rounds $rounds of $seconds s, idle $idle," "drivers shared and $driver_idle, medians"
printf '%-20s %6s %-9s' measurement bytes figure
printf ' %12s' "${contenders[@]}"; printf ' %8s %8s\n' ours/c ours/net
for measurement in "${only[@]}"; do
    for length in ${lengths//,/ }; do
        for _ in $(seq "$rounds"); do
            for contender in "${contenders[@]}"; do run "$contender" "$measurement" "$length" || true; done
        done
        case $measurement in *throughput*) figures=(messages/s) ;; *) figures=('p50 ns' 'p99 ns') ;; esac
        for figure in "${figures[@]}"; do
            values=()
            for contender in "${contenders[@]}"; do values+=("$(median "$contender" "$measurement" "$length" "$figure")"); done
            printf '%-20s %6s %-9s' "$measurement" "$length" "${figure% ns}"
            printf ' %12s' "${values[@]}"
            printf '%s\n' "${values[*]}" | awk '{ printf " %8s %8s\n", $2 + 0 ? sprintf("%.2f", $1 / $2) : "-",
                $3 + 0 ? sprintf("%.2f", $1 / $3) : "-" }'
        done
    done
done
[ ! -s "$work/errors" ] || { echo; sort "$work/errors" | uniq -c | head; }
