package dev.aviary.builder.diagnosis;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.aviary.builder.diagnosis.StartEvidence.Asked;
import dev.aviary.builder.engine.ContainerEnd;
import dev.aviary.builder.engine.ContainerFacts;
import dev.aviary.builder.engine.ListeningSocket;
import dev.aviary.contract.app.RunOptions;
import dev.aviary.contract.probe.ProbeAnswer;
import dev.aviary.contract.redis.Wire;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;

/** A sentence for each way in which a start fails, with what mends it. */
final class StartDiagnosisTest {
  private static final ContainerFacts ROOT = new ContainerFacts("", "amd64", "amd64");
  private static final ContainerFacts APP = new ContainerFacts("app", "amd64", "amd64");

  /** As seen on a busy machine, with engine 20.10: the kernel's word came too late. */
  @Test
  void killedWithoutAWordOfTheKernel() {
    says(
        "killed (exit code 137), most likely because it used more than its 256 MB of memory",
        ended(ROOT, "{}", new ContainerEnd(false, 137, false, List.of(), "")));
  }

  @Test
  void killedForMemory() {
    says(
        "used more than its 256 MB of memory: raise limits.memoryMegabytes",
        ended(ROOT, "{}", new ContainerEnd(false, 137, true, List.of(), "")));
  }

  @Test
  void builtForAnotherProcessor() {
    says(
        "built for arm64 and this machine is amd64",
        ended(
            new ContainerFacts("", "arm64", "amd64"),
            "{}",
            exited(1, "[FATAL tini (7)] exec /app failed: Exec format error")));
    says(
        "built for arm64 and this machine is amd64",
        ended(
            new ContainerFacts("", "arm64", "amd64"),
            "{}",
            exited(2, "/app: 1: Syntax error: word unexpected (expecting \")\")")));
    says(
        "whose first line is not #!/bin/sh",
        ended(ROOT, "{}", exited(1, "exec /start.sh failed: Exec format error")));
  }

  @Test
  void startsAProgramThatIsNotThere() {
    says(
        "is not in its image (sh: 1: gunicorn: not found)",
        ended(ROOT, "{}", exited(127, "sh: 1: gunicorn: not found")));
    says(
        "is not in its image (/bin/sh: 1: exec: serve: not found)",
        ended(ROOT, "{\"command\": \"serve\"}", exited(127, "/bin/sh: 1: exec: serve: not found")));
    says(
        "is not in its image",
        StartEvidence.unasked(
            RunOptions.DEFAULT,
            ContainerFacts.NONE,
            ContainerEnd.rejected("exec: \"serve\": executable file not found in $PATH: unknown")));
  }

  @Test
  void startsAFileThatMayNotBeExecuted() {
    says(
        "run chmod +x on it",
        ended(ROOT, "{}", exited(126, "exec ./start.sh failed: Permission denied")));
  }

  @Test
  void hasNoShellForTheCommandOfTheSettings() {
    says(
        "has no /bin/sh",
        ended(
            ROOT,
            "{\"command\": \"serve\"}",
            exited(127, "[FATAL tini (7)] exec /bin/sh failed: No such file or directory")));
  }

  @Test
  void hasNoSuchUser() {
    says(
        "has no such user",
        StartEvidence.unasked(
            RunOptions.DEFAULT,
            ContainerFacts.NONE,
            ContainerEnd.rejected("unable to find user web: no matching entries in passwd file")));
  }

  @Test
  void needsACapabilityThatStrictTakes() {
    says(
        "set capabilities to default; they are strict",
        ended(
            ROOT,
            "{\"capabilities\": \"strict\"}",
            exited(
                1,
                "nginx: [emerg] chown(\"/var/cache/nginx\", 101) failed (1: Operation not permitted)")));
    says(
        "set capabilities to default",
        ended(
            ROOT,
            "{\"capabilities\": \"CHOWN\"}",
            exited(1, "error: failed switching to \"redis\": operation not permitted")));
  }

  @Test
  void needsACapabilityThatTheLinesBeforeName() {
    says(
        "set capabilities to default; they are SETUID.",
        ended(
            ROOT,
            "{\"capabilities\": \"SETUID\"}",
            exited(
                1,
                "  File \"/app.py\", line 7, in <module>",
                "    os.chown(folder, 12, 12)",
                "PermissionError: [Errno 1] Operation not permitted: '/tmp/x'")));
    says(
        "set capabilities to default; they are strict.",
        ended(
            ROOT, "{\"capabilities\": \"strict\"}", exited(1, "failed: Operation not permitted")));
  }

  @Test
  void needsACapabilityThatIsNotAmongTheDefaultOnes() {
    says(
        "NET_RAW,SETFCAP",
        ended(ROOT, "{}", exited(1, "ping: raw socket: Operation not permitted")));
    says(
        "no container of an app has that right",
        ended(ROOT, "{}", exited(1, "mount: /mnt: Operation not permitted")));
  }

  @Test
  void isNotRootAndDoesWhatOnlyRootMay() {
    says(
        "it runs as app, and only root may",
        ended(APP, "{}", exited(1, "chown: changing ownership of '/d': Operation not permitted")));
  }

  @Test
  void mayNotWrite() {
    says(
        "it runs as app; give that user the folder",
        ended(APP, "{}", exited(1, "PermissionError: [Errno 13] Permission denied: '/app/db'")));
    says(
        "with which root may write only what is its own",
        ended(
            ROOT,
            "{\"capabilities\": \"strict\"}",
            exited(1, "mkdir: cannot create directory '/data/x': Permission denied")));
    says("may not write", ended(APP, "{}", exited(1, "Error: EROFS: read-only file system")));
  }

  @Test
  void endedByItself() {
    says("stay in the foreground", ended(ROOT, "{}", exited(0, "started in the background")));
  }

  @Test
  void anErrorOfTheAppsOwnIsLeftToItsLastLines() {
    assertEquals(
        Optional.empty(),
        StartDiagnosis.of(ended(ROOT, "{}", exited(1, "KeyError: 'DATABASE_URL'"))));
  }

  @Test
  void sendsToHttps() {
    says(
        "It sends GET /up to HTTPS (301 to https://shop.test/up)",
        answered(new ProbeAnswer(301, "https://shop.test/up")));
    says("elsewhere (302 to /login)", answered(new ProbeAnswer(302, "/login")));
  }

  @Test
  void refusesTheHost() {
    says("for the host shop.test", answered(new ProbeAnswer(400, null)));
    var forbidden =
        new Asked("/", "shop.test", "it answered 403", new ProbeAnswer(403, null), true);
    says(
        "It answered 403 to GET / for the host shop.test and otherwise for localhost",
        new StartEvidence(run("{}"), APP, runs(), forbidden, Optional.empty()));
  }

  @Test
  void answersWithSomethingElse() {
    says("only after a sign-in", answered(new ProbeAnswer(401, null)));
    says("no page for GET /up (404)", answered(new ProbeAnswer(404, null)));
    says("It answered 503 to GET /up", answered(new ProbeAnswer(503, null)));
  }

  @Test
  void listensInsideItsContainerOnly() {
    says(
        "It listens only on 127.0.0.1:5000",
        listens(new ListeningSocket(5000, true), new ListeningSocket(9000, false)));
  }

  @Test
  void listensOnAnotherPort() {
    says(
        "Nothing in it listens on port 5000, which PORT names; it listens on 3000: set port to 3000",
        listens(new ListeningSocket(3000, false)));
    says(
        "it listens on 127.0.0.1:8000: set port to 8000, or let it read PORT; and let it",
        listens(new ListeningSocket(8000, true)));
    says(
        "it listens on 127.0.0.1:8000 and 3000: set port to 3000",
        listens(new ListeningSocket(8000, true), new ListeningSocket(3000, false)));
  }

  @Test
  void isStillStarting() {
    says("is still starting", listens());
  }

  @Test
  void listensAndDoesNotAnswer() {
    says(
        "gave no answer of HTTP to GET /up (timed out)", listens(new ListeningSocket(5000, false)));
  }

  @Test
  void writesToTheRedisOfTheFlags() {
    String asPython =
        "redis.exceptions.NoPermissionError: User default has no permissions to run the 'incr' command";
    String asNode = "ReplyError: NOPERM User default has no permissions to run the 'info' command";
    for (String line : List.of(asPython, asNode)) {
      says("(" + line + "): that is Aviary's read-only replica", ended(APP, "{}", exited(1, line)));
    }
    var asked = new Asked("/", "shop.test", "it answered 500", new ProbeAnswer(500, null), false);
    says(
        "Set redis to own",
        new StartEvidence(
            run("{}"),
            APP,
            new ContainerEnd(true, 0, false, List.of(asPython), ""),
            asked,
            Optional.empty()));
    assertEquals(
        Optional.empty(), StartDiagnosis.of(ended(APP, "{\"redis\": \"own\"}", exited(1, asNode))));
  }

  private static void says(String words, StartEvidence evidence) {
    String said = StartDiagnosis.of(evidence).orElse("nothing");
    assertTrue(said.contains(words), said);
    assertTrue(said.endsWith("."), said);
  }

  private static ContainerEnd exited(int code, String... lines) {
    return new ContainerEnd(false, code, false, List.of(lines), "");
  }

  private static StartEvidence ended(ContainerFacts facts, String settings, ContainerEnd ending) {
    var asked = new Asked("/health", "10.213.0.16:5000", "refused", null, false);
    return new StartEvidence(run(settings), facts, ending, asked, Optional.empty());
  }

  private static StartEvidence answered(ProbeAnswer answer) {
    var asked = new Asked("/up", "shop.test", "it answered", answer, false);
    return new StartEvidence(run("{}"), APP, runs(), asked, Optional.empty());
  }

  private static StartEvidence listens(ListeningSocket... sockets) {
    var asked = new Asked("/up", "shop.test", "timed out", null, false);
    return new StartEvidence(run("{}"), APP, runs(), asked, Optional.of(List.of(sockets)));
  }

  private static ContainerEnd runs() {
    return new ContainerEnd(true, 0, false, List.of(), "");
  }

  private static RunOptions run(String settings) {
    return Wire.standalone().read(settings, RunOptions.class);
  }
}
