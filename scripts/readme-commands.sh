#!/usr/bin/env bash
# Runs every command of the README's "command line" part as it stands there.
set -euo pipefail
cd "$(dirname "$0")/.."
rm -rf upscaled
commands=$(sed -n '/^## The command line/,/^## /p' README.md | grep '^npx imago')
test -n "$commands"
while read -r command; do
  echo "\$ $command"
  $command </dev/null
done <<<"$commands"
test -s upscaled/coffee-2x.jpg
rm -rf upscaled
