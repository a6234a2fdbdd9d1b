#!/usr/bin/env bash
# tini hands a file that is no program to /bin/sh, so a program for another processor ends with 127 or 2 and words of the shell.
#
# tini 0.19.0-1+b3 of Debian 13 (the docker-init of `docker run --init`), glibc 2.41, dash 0.5.12.
#
# A container whose program is built for another processor is expected to end with "exec format error", as it does without
# an init process: there runc calls execve(2), which answers ENOEXEC. tini calls execvp(3), which on ENOEXEC runs the file
# as a script of /bin/sh (POSIX.1-2017, exec, "the execlp() and execvp() functions"). So the message and the exit code are
# the shell's: whoever looks for "exec format error" in a container with an init process looks in vain, and "not found"
# with 127 does not mean that the program is missing.
#
# Seen, for the head of an ELF program of another processor and for a line of text, both executable:
#   execve: 1, OSError: [Errno 8] Exec format error
#   tini, text: 127, ./text: 1: garbage: not found
#   tini, other processor: 127, ./program: 1: ELF: not found
#
# Exits 0 when it is so, 1 when that changed, 2 when the package could not be had.
set -euo pipefail

work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT
cd "$work"

timeout 100 apt-get download -q tini=0.19.0-1+b3 > download.log 2>&1 || { cat download.log >&2; exit 2; }
dpkg-deb -x tini_*.deb .
tini=$PWD/usr/bin/tini

printf garbage > text
# The head of a 64-bit ELF program whose machine is 0xf3 (RISC-V), or 0x3e (x86-64) where that is this machine's.
[[ $(uname -m) == riscv64 ]] && machine='\x3e' || machine='\xf3'
printf "\x7fELF\x02\x01\x01\0\0\0\0\0\0\0\0\0\x02\0${machine}\0\x01\0\0\0" > program
chmod +x text program

code=0
env -i "$BASH" -c 'exec -a x python3 -c "import os; os.execv(\"./program\", [\"./program\"])"' > execve.out 2>&1 || code=$?
echo "execve: $code, $(tail -n 1 execve.out | tr -cd '[:print:]')"
grep -q 'Exec format error' execve.out || exit 1

code=0
"$tini" -s -- ./text > text.out 2>&1 < /dev/null || code=$?
echo "tini, text: $code, $(tail -n 1 text.out)"
[[ $code == 127 ]] && grep -q 'garbage: not found' text.out || exit 1

code=0
"$tini" -s -- ./program > program.out 2>&1 < /dev/null || code=$?
echo "tini, other processor: $code, $(tail -n 1 program.out | tr -cd '[:print:]')"
((code != 0)) && ! grep -qi 'exec format error' program.out
