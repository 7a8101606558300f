#!/usr/bin/env bash
# The one entry to everything: `./build.sh help`.
set -euo pipefail
cd "$(dirname "${BASH_SOURCE[0]}")"
export CARGO_TARGET_DIR=target
((BASH_VERSINFO[0] >= 4)) || { echo "build.sh: bash 4 or later is needed, this is $BASH_VERSION" >&2; exit 1; }

usage() {
  cat <<'HELP'
./build.sh                     build the extension: dist/chromium and dist/firefox, unpacked, ready to load
./build.sh run [BROWSER]       build, then open a browser on the demo article, with the extension in a fresh profile
                               (without a display: headless, prints who said what, writes a screenshot)
./build.sh test [PART...]      every check there is, or some: format clippy unit wasm size lint browser package
./build.sh package             the archives for the stores and the source that they are built from: dist/packages
./build.sh icons               draw the icons from extension/icons/quoth.svg
./build.sh score               measure the analysis and the article finding on annotated articles and saved pages,
                               where they are: ../shared, or the folder that QUOTH_SHARED names
./build.sh errors [CORPUS] …    the figures for an annotated corpus, and what was missed, by cause; --help for the rest
./build.sh train [CORPUS]      learn the model's weights anew from annotated articles
./build.sh bench               time the analysis, natively and in Chromium, there beside compromise and wink-nlp
./build.sh bench pages         measure the work on saved pages (../shared) or on the project's own, beside Readability
./build.sh fuzz [SECONDS]      let a fuzzer look for texts that break the analysis (60 seconds unless told)
./build.sh screenshot          draw the README's pictures anew
./build.sh clean               remove what was built; installed tools stay
./build.sh help                this

BROWSER is chromium or firefox. CHROMIUM and FIREFOX in the environment name other programs for them.
With QUOTH_DRAFT=1 a build leaves out what takes longest and changes nothing else: the module as JavaScript, without which
Quoth does not run in Chromium on pages whose policy refuses WebAssembly. With QUOTH_PANICS=1 a panic says in the console
what broke, in which line of which file.
HELP
}

# ---- What is said, and what stops the build ----

say() { printf '\033[1m==>\033[0m %s\n' "$*" >&2; }
fail() { printf 'build.sh: %s\n' "$*" >&2; exit 1; }

# Runs a command that may take long: its output goes to a log, which is shown only if it fails.
quietly() {
  local what=$1 log=target/build/log.txt began=$SECONDS
  shift
  mkdir -p "${log%/*}"
  say "$what"
  "$@" >"$log" 2>&1 || { tail -n 60 "$log" >&2; fail "failed: $what (the whole output is in $log)"; }
  ((SECONDS - began < 5)) || say "$what: done in $((SECONDS - began)) s"
}

has() { command -v "$1" >/dev/null 2>&1; }

# ---- What is installed when it is missing ----

# Debian and Ubuntu as root: installs the packages. Elsewhere: says what is missing.
apt_install() {
  local what=$1
  shift
  has apt-get && [[ $(id -u) == 0 ]] || fail "$what is missing: install it ($*) and run this again"
  quietly "installing $what by apt" env DEBIAN_FRONTEND=noninteractive bash -c \
    'apt-get update -q && apt-get install -qy --no-install-recommends "$@"' _ "$@"
}

need_rust() {
  has cargo || fail "cargo is missing: install Rust from https://rustup.rs and run this again"
  local libs
  libs=$(rustc --print target-libdir --target wasm32-unknown-unknown)
  if [[ ! -d $libs ]]; then
    has rustup || fail "Rust's wasm32-unknown-unknown target is missing: install it beside $(rustc --version)"
    quietly "installing Rust's wasm target" rustup target add wasm32-unknown-unknown
  fi
}

need_component() {
  has "cargo-$1" && cargo "$1" --version >/dev/null 2>&1 && return
  has rustup || fail "cargo $1 is missing: install it beside $(rustc --version)"
  quietly "installing cargo $1" rustup component add "$2"
}

need_node() {
  has node && has npm || apt_install "Node.js" nodejs npm
  local major
  major=$(node -p 'process.versions.node.split(".")[0]')
  ((major >= 20)) || fail "Node.js $major is too old: install version 20 or later"
  local stamp=node_modules/.quoth-stamp key
  key=$(cat package.json package-lock.json | hash_of)
  if [[ $(cat "$stamp" 2>/dev/null) != "$key" ]]; then
    quietly "installing the npm packages of package-lock.json" npm ci --ignore-scripts --no-audit --no-fund
    echo "$key" >"$stamp"
  fi
}

# Prints the program of a browser: chromium or firefox.
browser() {
  local name=$1 named=${1^^} program
  local -A programs=(
    [chromium]="chromium chromium-browser google-chrome google-chrome-stable"
    [firefox]="firefox firefox-esr"
  )
  if [[ -n ${!named:-} ]]; then
    command -v "${!named}" || fail "$named=${!named} is no program"
    return
  fi
  for program in ${programs[$name]}; do
    command -v "$program" && return
  done
  if [[ -d /Applications ]]; then
    for program in "/Applications/Chromium.app/Contents/MacOS/Chromium" \
      "/Applications/Google Chrome.app/Contents/MacOS/Google Chrome" "/Applications/Firefox.app/Contents/MacOS/firefox"; do
      [[ ${program,,} == *"${name/chromium/chrom}"* && -x $program ]] && echo "$program" && return
    done
  fi
  return 1
}

need_browser() {
  browser "$1" >/dev/null && return
  local package=$1
  # Ubuntu's own packages of these are snaps, which a container cannot run; Debian's are real.
  [[ $1 == firefox ]] && ! grep -qi ubuntu /etc/os-release 2>/dev/null && package=firefox-esr
  apt_install "$1" "$package"
  browser "$1" >/dev/null || fail "$1 was installed, but its program was not found: name it in ${1^^}"
}

# ---- Building ----

hash_of() { if has sha256sum; then sha256sum; else shasum -a 256; fi | cut -c 1-32; }

WASM=wasm32-unknown-unknown

# wasm-bindgen's programs, from this workspace's Cargo.lock.
build_tools() {
  local stamp=target/tools/.quoth-stamp key
  key=$(cat Cargo.lock tools/wasm-bindgen/Cargo.toml <(rustc --version) | hash_of)
  [[ -x target/tools/wasm-bindgen && $(cat "$stamp" 2>/dev/null) == "$key" ]] && return
  quietly "building wasm-bindgen (a minute or two)" cargo build --profile tools --package quoth-wasm-bindgen
  echo "$key" >"$stamp"
}

# Paths of this machine must not end up in the module: it is the same wherever it is built, also where the sources of Rust's
# library are installed, which the compiler then names. Reference types have no counterpart in JavaScript (see build_plain),
# and save nothing.
module_flags() {
  local sysroot commit path
  sysroot=$(rustc --print sysroot)
  commit=$(rustc -vV | sed -n 's/^commit-hash: //p')
  printf 'target.%s.rustflags=[' "$WASM"
  # The last one that fits holds.
  for path in "$PWD=quoth" "${CARGO_HOME:-$HOME/.cargo}=cargo" "$sysroot=rust" "$sysroot/lib/rustlib/src/rust=/rustc/$commit"; do
    printf '"--remap-path-prefix=%s",' "$path"
  done
  printf '"-Ctarget-feature=-reference-types,-multivalue"]'
}

# What rustc uses beyond the first WebAssembly, but for reference types.
FEATURES=(--mvp-features --enable-mutable-globals --enable-sign-ext --enable-nontrapping-float-to-int
  --enable-bulk-memory --enable-bulk-memory-opt)

# Functions with one caller stay functions: what is put together packs worse than its parts, and so does what two of these
# passes win. Very small ones do not: for each a browser interrupts the first run, to compile it. Nothing lies in the first
# KB of memory, which is the far end of the stack. What each gives: DESIGN.md.
OPTIMISE=(--flatten --rereloop -Os -Oz --one-caller-inline-max-function-size=20 --always-inline-max-function-size=5
  --skip-pass=local-cse --skip-pass=memory-packing --low-memory-unused)
# The levels have it written as tersely as before.
TERSELY=(--shrink-level=2 --optimize-level=2)

binaryen() { "node_modules/.bin/$1" "${FEATURES[@]}" "${@:2}"; }

# The two modules: target/core for the pages that are read, target/pages for the extension's own.
build_modules() {
  local package
  # As that and nothing else: beside an rlib, cargo quietly leaves out the optimisation across crates, a tenth of the size.
  for package in quoth quoth-pages; do
    quietly "compiling $package to WebAssembly" cargo rustc --profile wasm --target "$WASM" --package "$package" --lib \
      --crate-type cdylib --config "$(module_flags)"
  done
  bind quoth core no-modules
  bind quoth_pages pages web
}

# The glue and the optimised module, in target/$2, remade only when what cargo built differs.
bind() {
  local name=$1 to=target/$2 kind=$3 key
  local module=target/$WASM/wasm/$name.wasm stripped=target/build/$name.wasm
  key=$(cat "$module" Cargo.lock package-lock.json build.sh tools/{bare-panics,glue,order,plain,sections}.mjs src/page/sweep.js src/sidebar/panel.css | hash_of)
  key+=${QUOTH_DRAFT:+-draft}${QUOTH_PANICS:+-panics}
  [[ $(cat "$to/.key" 2>/dev/null) == "$key" ]] && return
  build_tools
  rm -rf "$to"
  # wasm-bindgen goes by the features that the module names, and Rust's own library names reference types.
  quietly "preparing $name" node_modules/.bin/wasm-opt --debuginfo --strip-target-features "$module" -o "$stripped"
  quietly "writing the glue of $name" target/tools/wasm-bindgen --target "$kind" --no-typescript \
    --remove-producers-section --out-dir "$to" "$stripped"
  [[ $name != quoth || -n ${QUOTH_PANICS:-} ]] || node tools/bare-panics.mjs cut "$to/${name}_bg.wasm"
  quietly "optimising $name" binaryen wasm-opt "${OPTIMISE[@]}" --strip-debug --strip-producers \
    "$to/${name}_bg.wasm" -o "$to/${name}_bg.wasm"
  if [[ $name == quoth ]]; then
    [[ -n ${QUOTH_PANICS:-} ]] || node tools/bare-panics.mjs forget "$to/${name}_bg.wasm"
    quietly "putting its functions in order" node tools/order.mjs "$to/${name}_bg.wasm"
    quietly "writing it in that order" binaryen wasm-opt "${TERSELY[@]}" --reorder-functions-by-name \
      "$to/${name}_bg.wasm" -o "$to/${name}_bg.wasm"
    # What reads a page by the hundred nodes: a module of this kind has no other place for JavaScript of its own.
    cat src/page/sweep.js >>"$to/$name.js"
    # Of what every article loads, each byte counts.
    node tools/glue.mjs "$to/$name.js" "$to/${name}_bg.wasm" src/sidebar/panel.css
    [[ -n ${QUOTH_DRAFT:-} ]] || build_plain "$to/${name}_bg.wasm" "$to/${name}_plain.js"
    # How a place in memory is aligned is a hint: browsers need none, but wasm2js takes what is not aligned by the byte.
    quietly "leaving out hints" binaryen wasm-opt "${TERSELY[@]}" --dealign "$to/${name}_bg.wasm" -o "$to/${name}_bg.wasm"
  fi
  echo "$key" >"$to/.key"
}

# The module as JavaScript, for pages whose policy refuses WebAssembly.
build_plain() {
  local module=$1 plain=$2 build=target/build
  quietly "lowering the module to what JavaScript has" binaryen wasm-opt --llvm-memory-copy-fill-lowering \
    --signext-lowering --llvm-nontrapping-fptoint-lowering "$module" -o "$build/plain.wasm"
  quietly "turning the module into JavaScript" node_modules/.bin/wasm2js -O "$build/plain.wasm" -o "$build/plain.js"
  quietly "minifying it" node tools/plain.mjs "$build/plain.js" "$plain"
}

build() {
  need_rust
  need_node
  build_modules
  quietly "laying out dist" node tools/pack.mjs extension target dist
  say "dist/chromium and dist/firefox are ready to load"
}

# What the stores get is built by this compiler: another one makes other bytes, and the reviewers compare.
RUST=1.95.0

package() {
  need_rust
  [[ $(rustc --version) == "rustc $RUST "* ]] ||
    fail "packages are built by Rust $RUST, this is $(rustc --version): rustup toolchain install $RUST, then rustup override set $RUST"
  QUOTH_DRAFT='' build
  rm -rf dist/packages
  node tools/package.mjs pack . dist dist/packages
}

icons() {
  need_browser chromium
  need_node
  find_browsers
  node tools/icons.mjs draw
}

# ---- Opening a browser ----

# Sets CHROMIUM and FIREFOX to the programs that are there; Debian's Chromium is fetched if there is neither.
find_browsers() {
  CHROMIUM=$(browser chromium) || CHROMIUM=
  FIREFOX=$(browser firefox) || FIREFOX=
  export CHROMIUM FIREFOX
}

# Prints the browser that was asked for, or the first there is.
choose_browser() {
  case ${1:-} in
    chromium | firefox) need_browser "$1"; echo "$1" ;;
    '') if browser chromium >/dev/null || ! browser firefox >/dev/null; then need_browser chromium; echo chromium; else echo firefox; fi ;;
    *) fail "no such browser: $1 (chromium or firefox)" ;;
  esac
}

run() {
  local name mode=headless
  name=$(choose_browser "${1:-}")
  [[ -n ${DISPLAY:-}${WAYLAND_DISPLAY:-} || $OSTYPE == darwin* ]] && mode=window
  build
  find_browsers
  node tools/run.mjs "$name" "$mode" target/demo.png
}

screenshot() {
  need_browser chromium
  build
  find_browsers
  BROWSERS=chromium node --test --test-reporter=spec tests/browser/pictures.mjs
}

# ---- Measuring ----

# Prints the README's figures. The articles belong to their publishers and are not part of this repository.
score() {
  local shared=${QUOTH_SHARED:-../shared} set pages=target/score/pages.json
  [[ -d $shared/eval && -d $shared/pages ]] || fail "no annotated articles in $shared: name their folder in QUOTH_SHARED"
  has python3 || apt_install "Python 3" python3
  need_rust
  need_browser chromium
  quietly "compiling the command line" cargo build --release --bin quoth
  build
  find_browsers
  mkdir -p target/score
  for set in seeds polnear_dev; do
    target/release/quoth --format jsonl <"$shared/eval/$set.jsonl" >"target/score/$set.jsonl"
    say "$set: who said what"
    python3 "$shared/eval/score.py" "$shared/eval/$set.jsonl" "target/score/$set.jsonl"
  done
  say "polnear_dev: rebuttals"
  python3 "$shared/eval/score_rebuttals.py" "$shared/eval/polnear_dev.jsonl" "$shared/eval/rebuttals_dev.jsonl" \
    target/score/polnear_dev.jsonl
  target/release/quoth --format jsonl <"$shared/eval/polnear_train.jsonl" >target/score/polnear_train.jsonl
  for set in rebuttals rebuttals_unread; do
    say "polnear_train: rebuttals, in the $(wc -l <"benches/$set.jsonl") articles of benches/$set.jsonl"
    python3 "$shared/eval/score_rebuttals.py" "$shared/eval/polnear_train.jsonl" "benches/$set.jsonl" \
      target/score/polnear_train.jsonl
  done
  quietly "reading the saved pages in Chromium" \
    node "$shared/pages/run-extension.mjs" --dist dist/chromium --pages "$shared/pages/dev" --out "$pages"
  say "saved pages: the article's text"
  python3 "$shared/pages/score.py" "$shared/pages/dev/truth.json" "$pages"
  say "saved pages: milliseconds, median and 95th of a hundred"
  node -e '
    const reports = Object.values(JSON.parse(require("fs").readFileSync(process.argv[1]))).filter((r) => r.status === "ready");
    for (const part of ["init_ms", "scan_ms", "analyse_ms", "paint_ms"]) {
      const times = reports.map((r) => r.timing[part]).sort((a, b) => a - b);
      const at = (share) => times[Math.floor(share * (times.length - 1))].toFixed(1);
      console.log(part.padEnd(12), at(0.5).padStart(6), at(0.95).padStart(8));
    }' "$pages"
  say "the module"
  test_size
}

# Reads the training articles if no corpus is named: who reads the others' misses tunes the rules to them.
errors() {
  local corpus=${QUOTH_SHARED:-../shared}/eval/polnear_train.jsonl
  if (($#)) && [[ $1 != -* ]]; then
    corpus=$1
    shift
  fi
  need_rust
  quietly "compiling the loop for errors" cargo build --release --example errors
  target/release/examples/errors "$corpus" "$@"
}

# What the model knows comes from the training articles alone.
train() {
  need_rust
  cargo run --release --features training --example train -- "${1:-${QUOTH_SHARED:-../shared}/eval/polnear_train.jsonl}"
}

# Prints how fast it is: natively by criterion, and the module in Chromium. `bench browser` leaves out the
# former, `bench pages` measures whole pages.
bench() {
  [[ ${1:-} != pages ]] || { bench_pages; return; }
  local articles=${QUOTH_SHARED:-../shared}/eval/polnear_dev.jsonl
  need_rust
  need_node
  need_browser chromium
  build
  find_browsers
  [[ -f $articles ]] || articles=tests/articles
  [[ ${1:-} == browser ]] || cargo bench --bench analysis -- --noplot
  quietly "compiling the benchmark to WebAssembly" \
    cargo build --profile wasm --target "$WASM" --package quoth-bench --config "$(module_flags)"
  bind quoth_bench bench no-modules
  say "in Chromium"
  node tools/bench.mjs target/bench target/core "$articles"
}

# What Quoth does on a page, beside Readability.
bench_pages() {
  local pages=${QUOTH_SHARED:-../shared}/pages/dev
  need_browser chromium
  build
  find_browsers
  if [[ ! -d $pages ]]; then
    say "no saved pages in $pages: these are the project's own"
    pages=tests/pages
  fi
  node tools/bench-pages.mjs "$pages"
}

# ---- Fuzzing ----

# libFuzzer on the stable compiler: these are the flags that make it see which code a text reaches.
FUZZED=(
  -Cpasses=sancov-module -Cllvm-args=-sanitizer-coverage-level=4 -Cllvm-args=-sanitizer-coverage-inline-8bit-counters
  -Cllvm-args=-sanitizer-coverage-pc-table -Cllvm-args=-sanitizer-coverage-trace-compares --cfg=fuzzing
)

fuzz() {
  local seconds=${1:-60} out=target/fuzz host file
  [[ $seconds =~ ^[0-9]+$ ]] || fail "not a number of seconds: $seconds"
  need_rust
  has c++ || apt_install "a C++ compiler, for libFuzzer," g++
  host=$(rustc -vV | sed -n 's/^host: //p')
  # With a target named, the flags are not used for what only the build runs.
  RUSTFLAGS="${FUZZED[*]}" quietly "compiling the fuzzer" \
    cargo build --release --locked --manifest-path fuzz/Cargo.toml --target "$host" --target-dir "$out"
  mkdir -p "$out/corpus"
  find tests/articles -name '*.txt' | while read -r file; do
    sed '/^---$/,$d' "$file" >"$out/corpus/$(tr / _ <<<"${file#tests/articles/}")"
  done
  say "fuzzing for $seconds s; texts that break it are written to $out"
  nice -n 19 "$out/$host/release/analyse" -max_total_time="$seconds" -max_len=3000 -timeout=20 -rss_limit_mb=1000 \
    -dict=fuzz/words.dict -artifact_prefix="$out/" -print_final_stats=1 "$out/corpus" 2>&1 |
    awk '/Recommended dictionary/ { skip = 1 } !skip && !/^#[0-9]+.(NEW|REDUCE|RELOAD)/ { print } /End of recommended/ { skip = 0 }'
}

# ---- Testing ----

PARTS=(format clippy unit wasm size lint browser package)

test_format() { cargo fmt --all --check; }

test_clippy() {
  cargo clippy --all-targets -- -D warnings
  cargo clippy --package quoth --package quoth-pages --target "$WASM" --lib --profile test -- -D warnings
  # The fuzzer's lock file is of its own, and only `./build.sh fuzz` would tell that it is out of date.
  cargo metadata --locked --format-version 1 --manifest-path fuzz/Cargo.toml >/dev/null
}

test_unit() { cargo test; }

# In both browsers, by the runner that .cargo/config.toml names.
test_wasm() { cargo test --package quoth --target "$WASM" --lib; }

# The reader's browser fetches and compiles the module on every article; or the same as JavaScript, where it must.
test_size() {
  within target/core/quoth_bg.wasm 600 250
  within target/core/quoth_plain.js 1150 350
}

# A file's size, raw and gzipped, and whether it is within so many KB.
within() {
  local raw packed
  raw=$(wc -c <"$1")
  packed=$(gzip -9n <"$1" | wc -c)
  echo "${1##*/}: $raw bytes, gzipped $packed"
  ((raw <= $2 * 1000)) || { echo "over the budget of $2 KB raw"; return 1; }
  ((packed <= $3 * 1000)) || { echo "over the budget of $3 KB gzipped"; return 1; }
}

test_lint() { node_modules/.bin/addons-linter --warnings-as-errors dist/firefox; }

test_browser() { node --test --test-reporter=spec --test-concurrency=1 tests/browser/*.test.mjs; }

# Builds the packages again from the source archive, in another folder, and compares.
test_package() {
  local there name
  package
  there=$(mktemp -d)
  # Named now: it is this function's own, and gone when the shell ends.
  trap "rm -rf '$there'" EXIT
  node tools/package.mjs unpack dist/packages/*-source.zip "$there"
  # The same programs build both: they come from the lock files.
  cp -a node_modules "$there/"
  mkdir -p "$there/target"
  cp -a target/tools "$there/target/"
  "$there/build.sh" package
  for name in chromium firefox source; do
    cmp dist/packages/*-"$name.zip" "$there"/dist/packages/*-"$name.zip"
    echo "$name: the same bytes"
  done
  node tools/icons.mjs check
}

# Runs the parts that were named, or all, to the end, and sums up.
tests() {
  local part log began status part_passed part_failed passed=0 failed=0 broken=()
  for part in "$@"; do
    [[ " ${PARTS[*]} " == *" $part "* ]] || fail "no such part: $part (${PARTS[*]})"
  done
  [[ $# -gt 0 ]] || set -- "${PARTS[@]}"
  need_rust
  need_component fmt rustfmt
  need_component clippy clippy
  need_browser chromium
  need_browser firefox
  build
  build_tools
  find_browsers
  mkdir -p target/log
  for part in "$@"; do
    log=target/log/$part.txt began=$SECONDS
    say "$part"
    # Not as a condition: bash would then ignore a failure in the middle of a part.
    set +e
    (set -e; "test_$part") >"$log" 2>&1
    status=$?
    set -e
    # What a part counts itself; a part that counts nothing is one check.
    read -r part_passed part_failed < <(counts <"$log")
    if ((status)); then
      ((part_failed)) || part_failed=1
      broken+=("$part")
      cat "$log" >&2
    elif ((!part_passed)); then
      part_passed=1
    fi
    ((passed += part_passed, failed += part_failed)) || true
    say "$part: $part_passed passed, $part_failed failed, $((SECONDS - began)) s"
  done
  [[ " $* " != *" size "* ]] || cat target/log/size.txt
  echo "$passed passed, $failed failed"
  ((!failed)) || fail "failed: ${broken[*]} (each one's output is in target/log)"
}

# Sums what cargo ("test result: ok. 3 passed; 0 failed") and node ("ℹ pass 3") say.
counts() {
  awk '/^test result:/ { passed += $4; failed += $6 }
       /^(ℹ|#) pass / { passed += $3 } /^(ℹ|#) (fail|cancelled) / { failed += $3 }
       END { print passed + 0, failed + 0 }'
}

clean() {
  rm -rf dist target/core target/pages target/log target/build "target/$WASM"
  cargo clean --package quoth --package quoth-pages
}

# ---- Commands ----

command=${1:-build}
(($#)) && shift
case $command in
  build) build ;;
  run) run "$@" ;;
  test) tests "$@" ;;
  score) score ;;
  bench) bench "$@" ;;
  fuzz) fuzz "$@" ;;
  errors) errors "$@" ;;
  train) train "$@" ;;
  package) package ;;
  icons) icons ;;
  screenshot) screenshot ;;
  clean) clean ;;
  help | -h | --help) usage ;;
  *)
    usage >&2
    fail "no such command: $command"
    ;;
esac
