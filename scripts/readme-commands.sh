#!/usr/bin/env bash
# Runs the commands of the README's parts "The command line" and "Train" as they stand there; trainings take two steps.
set -euo pipefail
cd "$(dirname "$0")/.."

commands_of() {
  sed -n "/^## $1\$/,/^## /p" README.md | grep '^npx imago'
}
run() {
  echo "\$ $1"
  $1 </dev/null
}

rm -rf upscaled
while read -r command; do run "$command"; done < <(commands_of 'The command line')
test -s upscaled/coffee-2x.jpg
rm -rf upscaled

# The folders that the README speaks of, out of the sample photographs.
work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT
npx tsx scripts/sample-folders.ts "$work"
while read -r command; do
  command=${command//photographs/$work\/photographs}
  command=${command//--a day/--a $work\/day}
  command=${command//--b night/--b $work\/night}
  command=${command//--day day/--day $work\/day}
  command=${command//--night night/--night $work\/night}
  command=${command//--out runs/--out $work\/runs}
  [[ $command == *' train '* ]] && command+=' --steps 2'
  run "$command"
done < <(commands_of 'Train')
for name in upscaler finer sharper restorer day-night day-to-night after-dark inpainter; do test -d "$work/runs/$name/model"; done
