package dev.aviary.contract.app;

import io.micronaut.serde.annotation.Serdeable;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * An app's settings. What has a default may be missing on the wire.
 *
 * @param index the app's place among the slot ports, from 0; given by the builder
 * @param repository address of the git repository: https, http or file; may hold credentials
 * @param stableBranch the branch that goes to the stable slots; null means {@code master}
 * @param slug {@code owner/name} as CI names the repository; null: no webhook is taken for it
 * @param hosts host names whose requests are this app's; none: every host that no other app claims
 * @param healthPath answered with 2xx when a container may take traffic; null means {@code /health}
 * @param port what the app listens on in its container; null means 5000
 * @param command what starts the app; null: the Dockerfile's, or the {@code web:} line of a
 *     Procfile
 * @param baseImage image that a repository without Dockerfile is put on; null means python-base
 * @param healthDeadlineSeconds how long a new container may take to answer, 1 to 3,600; null: 60
 * @param env further environment of the containers
 */
@Serdeable
public record AppSpec(
    String name,
    int index,
    String repository,
    String stableBranch,
    @Nullable String slug,
    List<String> hosts,
    String healthPath,
    Integer port,
    @Nullable String command,
    String baseImage,
    Integer healthDeadlineSeconds,
    Limits limits,
    Map<String, String> env) {

  public AppSpec {
    Check.app(name);
    Check.range(index, 0, 5000, "index");
    Check.text(repository, "repository");
    stableBranch = stableBranch == null ? "master" : Check.text(stableBranch, "stableBranch");
    hosts = Check.list(hosts, "hosts").stream().map(AppSpec::host).distinct().toList();
    healthPath = healthPath == null ? "/health" : Check.path(healthPath, "healthPath");
    port = Check.range(port == null ? 5000 : port, 1, 65_535, "port");
    baseImage = baseImage == null ? "python-base" : ImageName.check(baseImage);
    healthDeadlineSeconds =
        Check.range(
            healthDeadlineSeconds == null ? 60 : healthDeadlineSeconds,
            1,
            3600,
            "healthDeadlineSeconds");
    limits = limits == null ? Limits.DEFAULT : limits;
    env = Check.map(env, "env");
    env.forEach(AppSpec::checkVariable);
  }

  private static String host(String host) {
    String name = host.strip().toLowerCase(Locale.ROOT);
    Check.that(
        name.matches("[a-z0-9]([a-z0-9.-]{0,252})"),
        "hosts: '" + host + "' is not a host name; leave the port out");
    return name;
  }

  /** A variable of a process: {@code name=value}, ended by a zero byte (POSIX.1-2017, 8.1). */
  private static void checkVariable(String name, String value) {
    Check.that(
        !name.isEmpty() && name.indexOf('=') < 0 && name.indexOf(0) < 0,
        "env: '" + name + "' is not the name of a variable");
    Check.that(value.indexOf(0) < 0, "env." + name + " holds a zero byte");
  }

  /** The track that a branch of this app goes to. */
  public Track trackOf(String branch) {
    return branch.equals(stableBranch) ? Track.STABLE : Track.CANARY;
  }

  /** The same for people to see: without the credentials of its repository. */
  public AppSpec shown() {
    return withRepository(Credentials.hidden(repository));
  }

  public AppSpec withRepository(String other) {
    return new AppSpec(
        name,
        index,
        other,
        stableBranch,
        slug,
        hosts,
        healthPath,
        port,
        command,
        baseImage,
        healthDeadlineSeconds,
        limits,
        env);
  }
}
