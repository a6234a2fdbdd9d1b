package dev.aviary.system;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.aviary.system.stack.App;
import dev.aviary.system.stack.Await;
import dev.aviary.system.stack.FlagCalls;
import dev.aviary.system.stack.OwnStack;
import dev.aviary.system.stack.Stack;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

/** What deployed apps can do with the Redis that they reach: read flags. */
@ExtendWith(StackExtension.class)
final class AppRedisIT {
  /**
   * Holds 2,500 connections, each with a push of 4 MB begun, then pushes 16 times 4 MB, and says
   * how many of these were taken.
   */
  private static final String FLOOD =
      """
      import socket
      held = []
      for n in range(2500):
          try:
              s = socket.create_connection(("redis", 6379), 2)
              s.settimeout(0.2)
              held.append(s)
              s.sendall(b"*3\\r\\n$5\\r\\nLPUSH\\r\\n$1\\r\\nx\\r\\n$4194304\\r\\n" + b"y" * 20000)
          except OSError:
              pass
      taken = 0
      for n in range(16):
          try:
              s = socket.create_connection(("redis", 6379), 2)
              s.settimeout(5)
              s.sendall(b"*3\\r\\n$5\\r\\nLPUSH\\r\\n$1\\r\\nx\\r\\n$4194304\\r\\n" + b"y" * 4194304 + b"\\r\\n")
              taken += s.recv(100).startswith(b":")
          except OSError:
              pass
      print(taken)
      """;

  private final OwnStack own;
  private final Stack stack;
  private final FlagCalls flags;

  AppRedisIT(OwnStack own) {
    this.own = own;
    this.stack = own.stack();
    this.flags = new FlagCalls(stack);
  }

  @Test
  void anAppThatPushesAndHoldsWhatItCanLeavesTheServicesWritesAlone() {
    String container = deployed(own.app("flooding"));
    assertEquals("0", stack.host().python(container, FLOOD));
    flags.on("after-the-flood");
    Await.until(
        "apps read what was written after the flood",
        Stack.PATIENCE,
        () -> command(container, "GET after-the-flood").contains("true"),
        () -> command(container, "GET after-the-flood"));
    flags.off("after-the-flood");
    assertEquals(0, stack.host().restarts("app-redis"));
    assertEquals(0, stack.host().restarts("redis"));
  }

  @Test
  void anAppReadsFlagsAndNothingElse() {
    String container = deployed(own.app("reading"));
    assertTrue(command(container, "GET {aviary}:specs").startsWith("-NOPERM"));
    assertTrue(command(container, "SET new_feature true").startsWith("-NOPERM"));
    assertTrue(command(container, "LPUSH latency 12").startsWith("-NOPERM"));
    assertTrue(command(container, "KEYS *").startsWith("-NOPERM"));
    assertTrue(command(container, "CONFIG GET masterauth").startsWith("-NOPERM"));
    assertTrue(command(container, "PING").startsWith("+PONG"));
    assertTrue(command(container, "CLIENT SETINFO lib-name test").startsWith("+OK"));
    assertTrue(command(container, "SELECT 0").startsWith("+OK"));
  }

  @Test
  void appsGoOnReadingFlagsWhileTheServicesRedisIsStopped() {
    App app = own.app("reading-on");
    String container = deployed(app);
    flags.on("new_feature");
    Await.until(
        "the flag is on", Stack.PATIENCE, () -> app.slot("stable-1", "/new").status() == 200);
    stack.host().stop("redis");
    try {
      for (int n = 0; n < 20; n++) {
        assertTrue(command(container, "GET new_feature").contains("true"));
        assertEquals(200, app.slot("stable-1", "/new").status());
      }
    } finally {
      stack.host().start("redis");
      stack.awaitHealthy();
    }
    flags.off("new_feature");
    Await.until(
        "the flag is off", Stack.PATIENCE, () -> app.slot("stable-1", "/new").status() == 404);
  }

  private String deployed(App app) {
    app.await(app.deploy("master"), "live");
    return stack.host().containers(app.name(), "stable-1").getFirst();
  }

  /** What Redis answers to an inline command of an app. */
  private String command(String container, String command) {
    return stack
        .host()
        .python(
            container,
            """
            import socket
            s = socket.create_connection(("redis", 6379), 10)
            s.settimeout(10)
            s.sendall(b"%s\\r\\n")
            print(s.recv(1000).decode())
            """
                .formatted(command));
  }
}
