#!/usr/bin/env bash
# The one entry to everything: `./build.sh help`.
set -euo pipefail
cd "$(dirname "${BASH_SOURCE[0]}")"
export CARGO_TARGET_DIR=target

usage() {
  cat <<'HELP'
./build.sh                     build the extension: dist/chromium and dist/firefox, unpacked, ready to load
./build.sh run [BROWSER]       build, then open a browser on the demo article, with the extension in a fresh profile
                               (without a display: headless, prints who said what, writes a screenshot)
./build.sh test [PART...]      every check there is, or some: format clippy unit wasm size lint browser
./build.sh screenshot          write the README's picture anew
./build.sh clean               remove what was built; installed tools stay
./build.sh help                this

BROWSER is chromium or firefox. CHROMIUM and FIREFOX in the environment name other programs for them.
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

TOOLS=target/tools
WASM_TARGET=wasm32-unknown-unknown

# wasm-bindgen's programs, from this workspace's Cargo.lock.
build_tools() {
  quietly "building wasm-bindgen (a minute or two the first time)" \
    cargo build --profile tools --package quoth-wasm-bindgen
}

# Paths of this machine must not end up in the module: it is the same wherever it is built.
remapped() {
  local cargo_home=${CARGO_HOME:-$HOME/.cargo}
  printf 'target.%s.rustflags=["--remap-path-prefix=%s=quoth","--remap-path-prefix=%s=cargo","--remap-path-prefix=%s=rust"]' \
    "$WASM_TARGET" "$PWD" "$cargo_home" "$(rustc --print sysroot)"
}

# target/core: the glue and the optimised module, remade only when what cargo built differs.
build_core() {
  quietly "compiling the core to WebAssembly" \
    cargo build --profile wasm --target "$WASM_TARGET" --lib --config "$(remapped)"
  local module=target/$WASM_TARGET/wasm/quoth.wasm core=target/core key
  key=$(cat "$module" Cargo.lock package-lock.json build.sh | hash_of)
  [[ $(cat "$core/.key" 2>/dev/null) == "$key" ]] && return
  build_tools
  rm -rf "$core"
  quietly "writing the glue" "$TOOLS/wasm-bindgen" --target no-modules --no-typescript \
    --remove-name-section --remove-producers-section --out-dir "$core" "$module"
  quietly "optimising the module" npx --no-install wasm-opt -Os --strip-debug --strip-producers \
    "$core/quoth_bg.wasm" -o "$core/quoth_bg.wasm"
  echo "$key" >"$core/.key"
}

build() {
  need_rust
  need_node
  build_core
  quietly "laying out dist" node tools/pack.mjs extension target/core dist
  say "dist/chromium and dist/firefox are ready to load"
}

# ---- Commands ----

case ${1:-build} in
  build) build ;;
  help | -h | --help) usage ;;
  *) usage >&2; fail "no such command: $1" ;;
esac
