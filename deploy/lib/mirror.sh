# shellcheck shell=bash
# Where Debian packages come from.

# What Debian's own images name, and what debootstrap takes where this machine names none.
DEBIAN_MIRROR=http://deb.debian.org/debian

# mirror_of LABEL: the address of Debian or Debian-Security in apt's settings; empty on a machine of another kind.
mirror_of() {
  apt-get indextargets --format "\$(LABEL) \$(REPO_URI)" 'Created-By: Packages' 2>/dev/null |
    awk -v label="$1" '$1 == label && !found { found = 1; print $2 }'
}
