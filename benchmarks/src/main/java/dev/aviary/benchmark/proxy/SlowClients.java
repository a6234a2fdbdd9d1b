package dev.aviary.benchmark.proxy;

import dev.aviary.benchmark.load.LoadTarget;
import dev.aviary.benchmark.load.OpenLoad;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;

/** A thousand clients that are slow on purpose (slowhttptest), beside normal requests. */
final class SlowClients {
  /** How they are slow. */
  enum Kind {
    /** What the others are to be compared with. */
    NONE("no slow clients", ""),
    HEADERS("slow headers", "-H -i 2 -u @URL@/100"),
    BODIES("slow bodies", "-B -i 2 -s 8192 -u @URL@/upload"),
    READERS("slow readers", "-X -w 512 -y 1024 -n 2 -z 32 -u @URL@/1m");

    private final String title;
    private final String arguments;

    Kind(String title, String arguments) {
      this.title = title;
      this.arguments = arguments;
    }

    String title() {
      return title;
    }
  }

  private static final int NORMAL_PER_SECOND = 500;

  private SlowClients() {}

  /** Latency of normal requests while the slow ones are there. */
  static OpenLoad.Outcome run(Kind kind, MeasuredProxy peer, Duration length) {
    if (kind == Kind.NONE) {
      return normal(peer, length);
    }
    Process slow = start(kind, peer.port(), length.toSeconds() + 2);
    try {
      return normal(peer, length);
    } finally {
      slow.destroy();
      slow.onExit().join();
    }
  }

  private static OpenLoad.Outcome normal(MeasuredProxy peer, Duration length) {
    return new OpenLoad(LoadTarget.of(peer.port(), "/100"), 16, NORMAL_PER_SECOND).run(length);
  }

  private static Process start(Kind kind, int port, long seconds) {
    var command =
        new ArrayList<>(
            List.of("slowhttptest", "-c", "1000", "-r", "500", "-l", Long.toString(seconds)));
    String url = "http://127.0.0.1:" + port;
    command.addAll(List.of(kind.arguments.replace("@URL@", url).split(" ", -1)));
    try {
      return new ProcessBuilder(command)
          .redirectErrorStream(true)
          .redirectOutput(ProcessBuilder.Redirect.DISCARD)
          .start();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
