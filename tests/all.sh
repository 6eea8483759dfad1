#!/usr/bin/env bash
# Every check of the project: format, lints, tests, doctests, examples, interchange with other graph tools.
set -euo pipefail
cd "$(dirname "$0")/.."
step() { printf '\n== %s\n' "$*"; "$@"; }
step cargo fmt --check
step cargo clippy --all-targets -- -D warnings
step cargo test
step cargo test --doc
for example in text_to_graph path_query own_lexicon; do
  step cargo run --quiet --example "$example"
done
step python3 .ci/interchange.py target/debug/demarche data/samples
step python3 .ci/graph_answers.py target/debug/demarche
