#!/usr/bin/env bash
# HotSpot (JDK 17 and 25): a program ends 300 ms later when a daemon thread of it is inside a system call.
#
# Daemon threads are known not to hold a JVM up. They do, a little: before the process ends, HotSpot looks up to 30 times,
# 10 ms apart, whether a Java thread is still in native code, and goes on when none is or the time is over. A thread that
# sleeps or waits for a lock is not in native code. One in Selector.select, ServerSocket.accept or a read is. So has every
# program that once made a java.net.http.HttpClient, even if it sent nothing: its selector's thread is a daemon that waits
# in the kernel. For a command line that makes one call, that is more than all else it does. HttpClient.close (JDK 21) ends
# the thread, and then the program ends at once.
#
# Seen, least of five runs, ms from the end of main to that of the process:
#   JDK 25.0.3   sleeps: 5   selector: 309   accept: 311   client: 312   closed: 8
#   JDK 17.0.15  sleeps: 6   selector: 320   accept: 321   client: 325
#
# Needs bash and a JDK of 17 or newer, the one of JAVA_HOME or on the path; nothing is downloaded.
set -euo pipefail

work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT
bin=${JAVA_HOME:+$JAVA_HOME/bin/}
"${bin}java" -version 2>&1 | head -n 1 || { echo "There is no JDK"; exit 2; }
cat >"$work/Ending.java" <<'END'
import java.net.ServerSocket;
import java.net.http.HttpClient;
import java.nio.channels.Selector;

public class Ending {
  static HttpClient client;

  public static void main(String[] arguments) throws Exception {
    switch (arguments[0]) {
      case "sleeps" -> daemon(() -> Thread.sleep(60_000));
      case "selector" -> daemon(() -> Selector.open().select());
      case "accept" -> daemon(() -> new ServerSocket(0).accept());
      case "client" -> client = HttpClient.newHttpClient();
      case "closed" -> ((AutoCloseable) (Object) HttpClient.newHttpClient()).close();
      default -> throw new IllegalArgumentException(arguments[0]);
    }
    Thread.sleep(200);
    System.out.println(System.currentTimeMillis());
  }

  interface Work {
    void run() throws Exception;
  }

  static void daemon(Work work) {
    var thread = new Thread(() -> {
      try {
        work.run();
      } catch (Exception e) {
        throw new IllegalStateException(e);
      }
    });
    thread.setDaemon(true);
    thread.start();
  }
}
END
"${bin}javac" -d "$work" "$work/Ending.java"

least() { # CASE
  local least=100000 ended took
  for _ in 1 2 3 4 5; do
    ended=$("${bin}java" -cp "$work" Ending "$1")
    took=$(($(date +%s%3N) - ended))
    ((took >= least)) || least=$took
  done
  echo "$least"
}
cases=(sleeps selector accept client)
# HttpClient is closed by hand since JDK 21.
[[ $("${bin}java" -version 2>&1 | grep -oE '[0-9]+' | head -n 1) -lt 21 ]] || cases+=(closed)
status=0
for case in "${cases[@]}"; do
  took=$(least "$case")
  echo "$case: $took"
  case $case in
    sleeps | closed) ((took < 200)) || status=1 ;;
    *) ((took >= 290)) || status=1 ;;
  esac
done
exit "$status"
