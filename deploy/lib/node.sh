# shellcheck shell=bash
# Node, for OpenFeature's own JavaScript packages.

# Where there is none, Debian's is installed.
node_ready() {
  needs node nodejs
  needs npm npm
}

# node_packages FOLDER: what its lock file names, and nothing else.
node_packages() { npm ci --prefix "$1" --ignore-scripts --no-audit --no-fund --loglevel=error; }
