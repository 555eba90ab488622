#!/bin/bash
# Builds the library for the public matching-engine benchmark: build.sh FILE. Says which runtime it chose.
set -euo pipefail

target=${1:?"usage: build.sh FILE"}
folder=$(cd "$(dirname "${BASH_SOURCE[0]}")" && pwd)
work=${CHALLENGE_BUILD_FOLDER:-$(mktemp -d)}
mkdir -p "$work" "$(dirname "$target")"

# Objects lie apart from those of the ordinary build: the whole product is compiled again for this framework.
for framework in ${CHALLENGE_FRAMEWORKS:-net10.0 net9.0}; do
    log="$work/$framework.log"
    if dotnet publish "$folder/Challenge.csproj" -c Release -r linux-x64 --nologo -v q -m:1 \
        -p:ProductFramework="$framework" -p:NativeLibrary=true \
        --artifacts-path "$work/$framework" > "$log" 2>&1; then
        cp "$work/$framework/publish/Challenge/release_linux-x64/MatchingEngine.Challenge.so" "$target"
        echo "NativeAOT, $framework, linux-x64: $target"
        exit 0
    fi
    echo "NativeAOT for $framework did not build ($log):" >&2
    grep -m 3 -E 'error' "$log" >&2 || tail -n 3 "$log" >&2
done
exit 1
