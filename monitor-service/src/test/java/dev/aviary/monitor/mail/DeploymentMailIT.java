package dev.aviary.monitor.mail;

import static dev.aviary.monitor.testing.Eventually.until;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.aviary.contract.app.AppSpec;
import dev.aviary.contract.app.BuildOptions;
import dev.aviary.contract.app.Release;
import dev.aviary.contract.app.RunOptions;
import dev.aviary.contract.app.SpecStore;
import dev.aviary.contract.app.Track;
import dev.aviary.contract.app.TriggerOptions;
import dev.aviary.contract.deployment.Deployment;
import dev.aviary.contract.deployment.DeploymentLog;
import dev.aviary.contract.deployment.DeploymentStatus;
import dev.aviary.contract.deployment.DeploymentStore;
import dev.aviary.contract.event.Event;
import dev.aviary.contract.event.EventLog;
import dev.aviary.contract.redis.Keys;
import dev.aviary.contract.redis.RedisLink;
import dev.aviary.contract.testing.RealRedis;
import dev.aviary.monitor.testing.MailingMonitor;
import dev.aviary.monitor.testing.SmtpServer;
import io.micronaut.context.ApplicationContext;
import io.micronaut.runtime.server.EmbeddedServer;
import java.io.IOException;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** Which ends of deployments are mailed, and what the mail says. */
final class DeploymentMailIT {
  /** All but the last digit of a commit: each deployment has one of its own. */
  private static final String COMMIT = "012345678".repeat(4) + "abc";

  private static final Release RELEASE =
      new Release("shop-0123456-1", "shop", "canary", "0".repeat(40), "image", null);

  private final RealRedis redis = RealRedis.start();
  private final SmtpServer server = SmtpServer.plain();
  private final EmbeddedServer monitor = ApplicationContext.run(EmbeddedServer.class, settings());

  @BeforeEach
  void theTimelineIsRead() {
    until("the monitor reads the timeline", () -> groups() == 2);
  }

  @AfterEach
  void close() throws IOException {
    monitor.close();
    server.close();
    redis.close();
  }

  @Test
  void aFailedDeploymentIsMailedOnceWithWhatFailedAndHowToSeeIt() {
    app("shop", "failed");
    ended("d-1", "shop", "canary-live", new DeploymentStatus.Live(RELEASE));
    bean(DeploymentLog.class).append("d-2", "npm ERR! missing script: build");
    ended("d-2", "shop", "deployment-failed", new DeploymentStatus.Failed("build", "exit code 1"));

    until("it is mailed", () -> server.taken().size() == 1);
    String mail = server.taken().getFirst().text();
    assertTrue(mail.contains("shop: the deployment of canary failed (build)"), mail);
    assertTrue(mail.contains("exit code 1"), mail);
    assertTrue(mail.contains("npm ERR! missing script: build"), mail);
    assertTrue(mail.contains("/deployments/d-2/log"), mail);
    assertTrue(mail.contains(COMMIT + "2"), mail);
    until("nothing waits", () -> waiting() == 0);
    ended("d-3", "shop", "deployment-failed", new DeploymentStatus.Failed("probe", "no answer"));
    until("the next one is mailed", () -> server.taken().size() == 2);
  }

  @Test
  void allEndsAreMailedToWhomWantsThem() {
    app("shop", "all");
    ended("d-1", "shop", "canary-live", new DeploymentStatus.Live(RELEASE));
    until("it is mailed", () -> server.taken().size() == 1);
    String mail = server.taken().getFirst().text();
    assertTrue(mail.contains("shop: canary live"), mail);
  }

  @Test
  void nobodyIsMailedWhoDidNotAskForIt() {
    app("shop", "none");
    app("loud", "failed");
    ended("d-1", "shop", "deployment-failed", new DeploymentStatus.Failed("build", "quiet one"));
    ended("d-2", "loud", "deployment-failed", new DeploymentStatus.Failed("build", "loud one"));
    until("the loud one is mailed", () -> server.taken().size() == 1);
    until("nothing waits", () -> waiting() == 0);
    assertEquals(1, server.taken().size());
    assertTrue(server.taken().getFirst().text().contains("loud one"));
  }

  private void app(String name, String notify) {
    bean(SpecStore.class)
        .save(
            new AppSpec(
                    name,
                    0,
                    "file:///srv/git/" + name,
                    null,
                    "main",
                    null,
                    List.of(),
                    BuildOptions.DEFAULT,
                    RunOptions.DEFAULT)
                .withTriggers(new TriggerOptions("push", List.of(), null, null, null, notify)));
  }

  private void ended(String id, String app, String what, DeploymentStatus status) {
    Instant now = Instant.now();
    String commit = COMMIT + id.substring(2);
    var deployment =
        new Deployment(id, app, Track.CANARY, "canary", commit, "github", null, now, now, status);
    bean(DeploymentStore.class).admit(deployment, false);
    bean(EventLog.class).append(new Event(now, "builder", what, app, id, "why"));
    bean(MailSender.class).wake();
  }

  private long groups() {
    return bean(RedisLink.class).commands().exists(Keys.EVENTS) == 0
        ? 0
        : bean(RedisLink.class).commands().xinfoGroups(Keys.EVENTS).size();
  }

  private long waiting() {
    return bean(RedisLink.class).commands().xpending(Keys.EVENTS, "mail-deployments").getCount();
  }

  private <T> T bean(Class<T> type) {
    return monitor.getApplicationContext().getBean(type);
  }

  private Map<String, Object> settings() {
    var settings =
        MailingMonitor.settings(redis, "a-token-of-the-tests", server.port(), "owner@example.org");
    settings.put("aviary.mail.from", "aviary@example.org");
    return settings;
  }
}
