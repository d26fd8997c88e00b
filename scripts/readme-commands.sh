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

# The files that the README speaks of, out of the sample photographs and the built-in models.
work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT
npx tsx scripts/sample-folders.ts "$work"
cp models/quick/x2.onnx "$work/their-model.onnx"
sed -n '/^```json$/,/^```$/p' README.md | grep '^{ "version"' >"$work/twice.imago-recipe.json"
export IMAGO_OWN_MODELS="$work/own-models" IMAGO_HOME="$work/home"

while read -r command; do
  for name in photographs masks/ their-model.onnx theirs.imago theirs.onnx twice.imago-recipe.json; do command=${command// $name/ $work/$name}; done
  for name in upscaled nights paintings filled larger runs; do command=${command//--out $name/--out $work/$name}; done
  command=${command//--a day/--a $work/day}
  command=${command//--b night/--b $work/night}
  command=${command//--day day/--day $work/day}
  command=${command//--night night/--night $work/night}
  [[ $command == *' train '* ]] && command+=' --steps 2'
  run "$command"
done < <(commands_of 'The command line'; commands_of 'Train')

test -s "$work/upscaled/coffee-2x.jpg"
for folder in nights paintings filled larger; do test -n "$(ls "$work/$folder")"; done
for name in upscaler finer sharper restorer day-night day-to-night after-dark inpainter; do test -d "$work/runs/$name/model"; done
