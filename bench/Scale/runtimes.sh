#!/bin/bash
# Holds the core compiled beforehand (NativeAOT) against the core compiled as it runs (JIT, tiered PGO), the same driver
# and flow, turn about: runtimes.sh [ROUNDS]. Says which frameworks it found. gcc or clang must be there to link.
set -euo pipefail

rounds=${1:-5}
folder=$(cd "$(dirname "${BASH_SOURCE[0]}")" && pwd)
work=${SCALE_BUILD_FOLDER:-$(mktemp -d)}
mkdir -p "$work"

native=
for framework in ${SCALE_FRAMEWORKS:-net10.0 net9.0}; do
    if dotnet publish "$folder/Scale.csproj" -c Release -r linux-x64 --nologo -v q -m:1 \
        -p:ProductFramework="$framework" -p:NativeProgram=true \
        --artifacts-path "$work/native-$framework" > "$work/native-$framework.log" 2>&1; then
        native="$work/native-$framework/publish/Scale/release_linux-x64/Scale"
        echo "native: $framework" >&2
        break
    fi
    echo "NativeAOT for $framework did not build ($work/native-$framework.log)" >&2
done
[ -n "$native" ]
dotnet build "$folder/Scale.csproj" -c Release --nologo -v q -m:1 --artifacts-path "$work/jit" > "$work/jit.log" 2>&1
jit="$work/jit/bin/Scale/release/Scale.dll"

for ((round = 0; round < rounds; round++)); do
    dotnet "$jit" runtime
    "$native" runtime
done | tee "$work/figures.txt" >&2

# The middle one of a column of one kind of code.
middle() {
    grep "^$1 " "$work/figures.txt" | cut -d' ' -f"$2" | sort -n | sed -n "$(((rounds + 1) / 2))p"
}

echo "| code | runtime | ns a command: least | median | bytes allocated |"
echo "| --- | --- | ---: | ---: | ---: |"
for code in JIT AOT; do
    version=$(grep -m 1 "^$code " "$work/figures.txt" | cut -d' ' -f2)
    echo "| $code | $version | $(middle $code 3) | $(middle $code 4) | $(middle $code 5) |"
done
awk -v a="$(middle AOT 3)" -v j="$(middle JIT 3)" -v am="$(middle AOT 4)" -v jm="$(middle JIT 4)" \
    'BEGIN { printf "AOT to JIT: least %.2f, median %.2f\n", a / j, am / jm }'
