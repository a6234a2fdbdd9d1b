package dev.aviary.system;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.aviary.system.stack.App;
import dev.aviary.system.stack.AviaryCalls;
import dev.aviary.system.stack.Await;
import dev.aviary.system.stack.CommandResult;
import dev.aviary.system.stack.OwnStack;
import dev.aviary.system.stack.Stack;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.HashMap;
import java.util.Map;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * A backup of a real instance, which is removed with all that it has, and comes back from the file.
 */
final class BackupIT {
  private static final String PASSPHRASE = "a passphrase of this test";

  @TempDir private Path folder = Path.of("");

  @Test
  void anInstanceThatIsGoneComesBackFromItsBackup() throws IOException {
    Path file = folder.resolve("aviary.backup");
    try (var own = new OwnStack()) {
      Stack stack = own.stack();
      AviaryCalls aviary =
          own.command().with(Map.of("AVIARY_BACKUP_PASSPHRASE", PASSPHRASE, "AVIARY_BY", "ada"));
      App app = own.app("kept");
      aviary.run("deploy", "kept").expect(0);
      aviary.run("deploy", "kept", "canary").expect(0);
      aviary.run("split", "kept", "20").expect(0);
      aviary.run("flags", "set", "kept-flag", "on", "--reason", "before the backup").expect(0);
      assertEquals(
          204,
          stack.builderAdmin().put("/apps/kept/secrets/KEY", "{\"value\": \"sealed\"}").status());
      String token = stack.builderAdmin().get("/apps/kept/build-token").text("token");
      String webhook = stack.builderAdmin().get("/apps/kept/webhook").body();
      String deployKey = stack.builderAdmin().get("/apps/kept/deploy-key").body();
      String events = aviary.run("events", "--json", "-n", "1000").expect(0).out();
      String flags = stack.flags().get("/flags.json?sidecar=true").body();
      String adminToken = stack.secrets().getProperty("AVIARY_ADMIN_TOKEN");

      CommandResult written = aviary.onTerminal("backup", file.toString()).expect(0);
      assertTrue(written.out().contains("\033[32mWritten: "), written.out());
      // The line of a part is written anew with what has passed.
      assertTrue(
          Pattern.compile("Redis' data \\.\\.\\..*\r.*Redis' data \\d+\\.\\d MiB")
              .matcher(written.out())
              .find(),
          written.out());
      aviary.run("backup", file.toString()).expect(1);
      CommandResult there = restore(own, file, PASSPHRASE).expect(1);
      assertTrue(there.err().contains("already"), there.err());

      own.purge();
      restore(own, file, "another passphrase here").expect(1);
      Path cut = folder.resolve("cut.backup");
      byte[] all = Files.readAllBytes(file);
      Files.write(cut, Arrays.copyOf(all, all.length - 1000));
      restore(own, cut, PASSPHRASE).expect(1);
      assertFalse(Files.exists(stack.repositories().resolveSibling("secrets.env")));

      CommandResult restored = restore(own, file, PASSPHRASE, "--json").expect(0);
      assertEquals(own.instance(), restored.json().get("instance").coerceStringValue());
      assertTrue(restored.err().contains("Restoring the data of Redis: done in"), restored.err());
      assertFalse(restored.err().contains("\033["), restored.err());
      stack.awaitHealthy();
      app.awaitStable(app.repository().tip("master"));
      Await.until(
          "the canary is back",
          Stack.PATIENCE,
          () -> app.commitIn("canary").equals(app.repository().tip("canary")));
      assertEquals(
          adminToken,
          new Stack(stack.root(), own.instance(), stack.ports())
              .secrets()
              .getProperty("AVIARY_ADMIN_TOKEN"));
      assertEquals(20, app.share());
      assertEquals(flags, stack.flags().get("/flags.json?sidecar=true").body());
      assertTrue(
          aviary
              .run("flags", "history", "kept-flag")
              .expect(0)
              .out()
              .contains("by ada: before the backup"));
      assertTrue(stack.builderAdmin().get("/apps/kept/secrets").body().contains("KEY"));
      assertEquals(token, stack.builderAdmin().get("/apps/kept/build-token").text("token"));
      assertEquals(webhook, stack.builderAdmin().get("/apps/kept/webhook").body());
      assertEquals(deployKey, stack.builderAdmin().get("/apps/kept/deploy-key").body());
      String later = aviary.run("events", "--json", "-n", "1000").expect(0).out().strip();
      // What was there is the end of the list, which is newest first.
      assertTrue(later.endsWith(events.strip().substring(1)), later);
      aviary.run("promote", "kept").expect(0);
      app.awaitStable(app.repository().tip("canary"));
    }
  }

  private static CommandResult restore(
      OwnStack own, Path file, String passphrase, String... options) {
    // What the environment sets is in no file: a person sets it again.
    var environment = new HashMap<>(own.settings());
    environment.put("AVIARY_BACKUP_PASSPHRASE", passphrase);
    return own.command()
        .with(environment)
        .run(
            Stream.concat(Stream.of("restore", file.toString()), Stream.of(options))
                .toArray(String[]::new));
  }
}
