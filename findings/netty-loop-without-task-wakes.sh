#!/usr/bin/env bash
# Netty 4.2.16: an event loop that has nothing to do wakes every second, unless it has a task that is due much later.
#
# NioEventLoopGroup of 4.1 selects without a limit when no task is scheduled. In 4.2 a loop asks
# SingleThreadEventExecutor.delayNanos, which says one second (SCHEDULE_PURGE_INTERVAL) when there is none. A task that does
# nothing, once a day, makes the same loop sleep: more work scheduled, fewer wake-ups. It counts where several
# services with a few loops each are to cost an idle machine nothing.
#
# Seen (two loops without a channel, voluntary context switches of their threads):
#   no task: 19 wake-ups in 20 s
#   a task tomorrow: 0 wake-ups in 20 s
#
# Needs bash, mvn, a JDK of 17 or newer, and Linux (/proc).
set -euo pipefail

work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT
cat >"$work/pom.xml" <<'END'
<project xmlns="http://maven.apache.org/POM/4.0.0">
  <modelVersion>4.0.0</modelVersion>
  <groupId>finding</groupId><artifactId>finding</artifactId><version>1</version>
  <dependencies>
    <dependency><groupId>io.netty</groupId><artifactId>netty-transport</artifactId><version>4.2.16.Final</version></dependency>
  </dependencies>
</project>
END
timeout 100 mvn -B -q -ntp -f "$work/pom.xml" dependency:copy-dependencies -DoutputDirectory="$work/lib" >"$work/mvn.log" 2>&1 ||
  { cat "$work/mvn.log"; exit 2; }
cat >"$work/Main.java" <<'END'
import io.netty.channel.EventLoopGroup;
import io.netty.channel.MultiThreadIoEventLoopGroup;
import io.netty.channel.nio.NioIoHandler;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.concurrent.TimeUnit;

public class Main {
  public static void main(String[] arguments) throws Exception {
    var bare = new MultiThreadIoEventLoopGroup(1, NioIoHandler.newFactory());
    var tasked = new MultiThreadIoEventLoopGroup(1, NioIoHandler.newFactory());
    Path first = thread(bare);
    Path second = thread(tasked);
    tasked.next().scheduleWithFixedDelay(() -> {}, 1, 1, TimeUnit.DAYS);
    Thread.sleep(3_000);
    long before = switches(first);
    long beforeSecond = switches(second);
    Thread.sleep(20_000);
    long without = switches(first) - before;
    long with = switches(second) - beforeSecond;
    System.out.println("no task: " + without + " wake-ups in 20 s");
    System.out.println("a task tomorrow: " + with + " wake-ups in 20 s");
    System.exit(without >= 10 && with <= 3 ? 0 : 1);
  }

  private static Path thread(EventLoopGroup group) throws Exception {
    return group.next().submit(() -> Path.of("/proc/thread-self").toRealPath()).get();
  }

  private static long switches(Path thread) throws Exception {
    return Files.readAllLines(thread.resolve("status")).stream()
        .filter(line -> line.startsWith("voluntary_ctxt_switches"))
        .mapToLong(line -> Long.parseLong(line.split("\\s+")[1]))
        .sum();
  }
}
END
timeout 60 java -cp "$work/lib/*" "$work/Main.java"
