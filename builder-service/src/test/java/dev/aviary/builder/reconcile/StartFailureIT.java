package dev.aviary.builder.reconcile;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.aviary.contract.app.Track;
import dev.aviary.contract.deployment.Deployment;
import dev.aviary.contract.deployment.DeploymentStatus;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** What a deployment says of an app that does not start as it should, with the real engine. */
final class StartFailureIT extends StageCase {
  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '`',
      value = {
        "local   | '' | probe | It listens only on 127.0.0.1:5000",
        "port    | '' | probe | it listens on 3000: set port to 3000, or let it read PORT",
        "slow    | '' | probe | its program runs and listens on no port after 3 s",
        "memory  | '' | start | used more than its 256 MB of memory: raise limits.memoryMegabytes",
        "write   | 'user': '1000' | start | It may not write where it wants to",
        "chown   | 'capabilities': 'strict' | start | set capabilities to default",
        "https   | 'healthPath': '/health' | probe | It sends GET /health to HTTPS (301",
        "no-page | 'healthPath': '/up' | probe | It has no page for GET /up (404)",
        "host    | 'healthPath': '/' | probe | It answered 400 to GET / for the host 10.213.",
        "localhost | 'healthHost': 'shop.test' | probe | It answered 400 to GET / for the host shop.test",
        "any     | 'command': 'no-such-program' | start | is not in its image",
        "any     | 'command': '/etc/passwd' | start | run chmod +x on it",
        "any     | 'command': 'true' | start | stay in the foreground",
        "any     | 'user': 'nobody-knows' | start | Its image has no such user"
      })
  void theReasonSaysWhatIsWrongAndWhatHelps(
      String mode, String settings, String failing, String words) {
    String more = settings.equals("''") ? "" : settings + ",";
    String all = "{%s 'healthDeadlineSeconds': 3, 'env': {'MODE': '%s'}}".formatted(more, mode);
    Deployment deployment =
        stage.deploy(stage.odd("master", "a", all.replace('\'', '"')), Track.STABLE);
    stage.until("it ends", () -> stage.status(deployment).ended());
    var failed = assertInstanceOf(DeploymentStatus.Failed.class, stage.status(deployment));
    assertTrue(failed.reason().contains(words), failed.reason());
    assertEquals(failing, failed.stage(), failed.reason());
  }
}
