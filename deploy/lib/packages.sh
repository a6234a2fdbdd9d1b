# shellcheck shell=bash
# Packages of the distribution.

# as_root COMMAND...: runs it as root, through sudo where this is another user.
as_root() {
  if ((EUID == 0)); then
    "$@"
  elif command -v sudo >/dev/null; then
    sudo -n "$@"
  else
    fail "'$1' needs root." "this user is $(id -un), and sudo is not installed" "run the same command as root"
  fi
}

# packages_install NAME...: installs what is missing; asks the mirror for fresh lists only when needed.
packages_install() {
  local missing=() name
  for name in "$@"; do
    package_installed "$name" || missing+=("$name")
  done
  ((${#missing[@]})) || return 0
  command -v apt-get >/dev/null ||
    fail "Cannot install ${missing[*]}." "this machine has no apt-get" "install them by hand, then run this again"
  ADVICE="see that the package mirror in /etc/apt is reachable, or install by hand: ${missing[*]}" \
    working "Installing ${missing[*]}" apt_install "${missing[@]}"
}

# needs COMMAND PACKAGE: installs the package unless the command is there.
needs() { command -v "$1" >/dev/null || packages_install "$2"; }

package_installed() { [[ $(dpkg-query -W -f='${db:Status-Status}' "$1" 2>/dev/null) == installed ]]; }

# package_known NAME: could apt install it? Where its lists are missing it knows nothing.
package_known() { [[ $(LC_ALL=C apt-cache policy "$1" 2>/dev/null) =~ Candidate:\ [^\(] ]]; }

# Lists may be missing or name versions that the mirror no longer has: then they are fetched, and it is tried again.
apt_install() {
  apt_get install "$@" || { apt_get update && apt_get install "$@"; }
}

apt_get() {
  as_root env DEBIAN_FRONTEND=noninteractive \
    apt-get -q -y -o Acquire::Retries=3 -o DPkg::Lock::Timeout=300 --no-install-recommends "$@"
}
