#!/usr/bin/env bash
# Makes the pseudonymization model from nothing: reports, features, training, export, figures.
#   training/run.sh full  [--shared FOLDER] [--out FOLDER]   the shipped model (an hour or more on two cores)
#   training/run.sh short [--shared FOLDER] [--out FOLDER]   200 reports and a few steps: does every part still work?
set -euo pipefail

HERE=$(cd "$(dirname "$0")" && pwd)
ROOT=$(dirname "$HERE")
SEED=1
MODE=${1:-}
SHARED=$ROOT/../shared/data
WORK=$ROOT/.passerelle/training
OUT=
[ $# -gt 0 ] && shift
while [ $# -gt 0 ]; do
  case $1 in
    --shared) SHARED=$2 ;;
    --out) OUT=$2 ;;
    *) echo "unknown option $1" >&2; exit 2 ;;
  esac
  shift 2
done

case $MODE in
  full) REPORTS=60000 STEPS=8000 TOKENS=8192 WIDTH=128 SAMPLE=1500 ;;
  short) REPORTS=200 STEPS=30 TOKENS=2048 WIDTH=32 SAMPLE=10 ;;
  *) sed -n '2,4p' "$0" >&2; exit 2 ;;
esac
OUT=${OUT:-$([ "$MODE" = full ] && echo "$ROOT/models/pseudonymization" || echo "$WORK/short-package")}

missing=0
for folder in lexicons/insee-names lexicons/insee-communes-laposte lexicons/sae-hospitals corpora/frasimed-dev; do
  if [ ! -d "$SHARED/$folder" ]; then
    echo "missing: $SHARED/$folder (training/README.md says where it comes from)" >&2
    missing=1
  fi
done
[ $missing = 0 ] || { echo "Give the folder of the public data: $0 $MODE --shared FOLDER" >&2; exit 3; }

PYTHON=${PASSERELLE_TRAINING_PYTHON:-}
if [ -z "$PYTHON" ]; then
  PYTHON=$WORK/venv/bin/python
  if [ ! -f "$WORK/venv/.installed" ] || ! cmp -s "$HERE/requirements.txt" "$WORK/venv/.installed"; then
    python3 -m venv "$WORK/venv"
    "$PYTHON" -m pip install --quiet --require-hashes --only-binary=:all: -r "$HERE/requirements.txt"
    cp "$HERE/requirements.txt" "$WORK/venv/.installed"
  fi
fi
[ -f "$ROOT/dist/scripts/train/main.js" ] || (cd "$ROOT" && npm run --silent build)

SHARED=$(cd "$SHARED" && pwd)
DATA=$WORK/$MODE
mkdir -p "$DATA"
cd "$HERE/pseudonymization"
echo "reports…"
"$PYTHON" -m generator --seed $SEED --count $REPORTS --lexicons "$SHARED/lexicons" \
  --clinical "$SHARED/corpora/frasimed-dev" --out "$DATA/reports.jsonl" --workers 2
echo "features…"
node "$ROOT/dist/scripts/train/main.js" --input "$DATA/reports.jsonl" --output "$DATA/arrays"
echo "training…"
"$PYTHON" -m model.train --arrays "$DATA/arrays" --out "$DATA/run" --seed $SEED --steps $STEPS --tokens $TOKENS --width $WIDTH --dropout 0.1 --unseen 0.15
echo "package…"
"$PYTHON" -m model.package --run "$DATA/run" --arrays "$DATA/arrays" --out "$OUT" --sample $SAMPLE
node "$ROOT/node_modules/prettier/bin/prettier.cjs" --log-level warn --write "$OUT/manifest.yaml" "$OUT/card.md"
echo "done: $OUT"
