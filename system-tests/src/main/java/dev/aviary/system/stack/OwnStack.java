package dev.aviary.system.stack;

import dev.aviary.system.ci.Travis;
import dev.aviary.system.source.Repository;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ThreadLocalRandom;

/**
 * An Aviary of the tests' own, started as a person would start it, beside whatever runs on the
 * machine. Its mails arrive at a real SMTP server of the tests; its CI is a stand-in that signs.
 */
public final class OwnStack implements AutoCloseable {
  private final Path root;
  private final String instance = "test-" + ThreadLocalRandom.current().nextInt(1000, 10_000);
  private final Ports ports = Ports.free();
  private final Mailbox mailbox = new Mailbox();
  private final Travis travis = new Travis();
  private final Map<String, App> apps = new ConcurrentHashMap<>();
  private final Stack stack;

  /** One of the project that the tests belong to. */
  public OwnStack() {
    this(Path.of(System.getProperty("aviary.root")));
  }

  /**
   * @param root the folder of the project, or of another checkout of it
   */
  public OwnStack(Path root) {
    this.root = root;
    try {
      deploy("up");
      stack = new Stack(root, instance, ports);
    } catch (RuntimeException | Error e) {
      takeDown();
      throw e;
    }
  }

  public Stack stack() {
    return stack;
  }

  public String instance() {
    return instance;
  }

  public Mailbox mailbox() {
    return mailbox;
  }

  public Travis travis() {
    return travis;
  }

  /** Runs {@code deploy/up} once more. */
  public void upAgain() {
    deploy("up");
  }

  /** Runs {@code deploy/up} once more, with further settings of the owner's. */
  public void upAgain(Map<String, String> settings) {
    var environment = new HashMap<>(environment());
    environment.putAll(settings);
    Shell.run(root, environment, root.resolve("deploy/up").toString());
  }

  /** The command {@code aviary} as {@code deploy/up} installed it, for this instance. */
  public AviaryCalls command() {
    return new AviaryCalls(root, instance, Map.of());
  }

  /** Removes the instance with all that it has, as before it was first started. */
  public void purge() {
    deploy("down", "--purge");
  }

  /** The settings that the instance is started with. */
  public Map<String, String> settings() {
    return environment();
  }

  /** A sample app of this name: laid out, registered, with a host name of its own. */
  public App app(String name) {
    return apps.computeIfAbsent(
        name,
        _ ->
            App.register(
                stack, name, Repository.layOut(root, stack.repositories().resolve(name + ".git"))));
  }

  /**
   * An app of another kind, with a host name of its own.
   *
   * @param more settings of the app, as members of a JSON object
   */
  public App app(String name, Repository repository, String more) {
    return apps.computeIfAbsent(name, _ -> App.register(stack, name, repository, more));
  }

  private void deploy(String verb, String... arguments) {
    Shell.run(root, environment(), root.resolve("deploy").resolve(verb).toString(), arguments);
  }

  private Map<String, String> environment() {
    return Map.of(
        "AVIARY_INSTANCE", instance,
        "AVIARY_PORT_OFFSET", Integer.toString(ports.offset()),
        "AVIARY_SAMPLE", "0",
        "TRAVIS_CONFIG_URL", travis.configUrl(),
        "SMTP_HOST", "127.0.0.1",
        "SMTP_PORT", Integer.toString(mailbox.port()),
        "SMTP_SECURITY", "plain",
        "ALERT_FROM", "aviary@localhost",
        "ALERT_TO", "owner@localhost");
  }

  @Override
  public void close() {
    stack.close();
    takeDown();
  }

  private void takeDown() {
    deploy("down", "--purge");
    mailbox.close();
    travis.close();
  }
}
