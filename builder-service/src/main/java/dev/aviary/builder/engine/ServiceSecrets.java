package dev.aviary.builder.engine;

import com.github.dockerjava.api.DockerClient;
import com.github.dockerjava.api.exception.DockerException;
import com.github.dockerjava.api.exception.NotFoundException;
import dev.aviary.builder.engine.ContainerUsers.ContainerUser;
import dev.aviary.builder.secret.SecretVault;
import dev.aviary.contract.app.Instance;
import dev.aviary.contract.app.Labels;
import dev.aviary.contract.app.Release;
import dev.aviary.contract.app.RunOptions;
import io.micronaut.json.tree.JsonNode;
import jakarta.inject.Singleton;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Base64;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The secrets of releases as secrets of the swarm: encrypted in the managers' log, in memory on the
 * node of the task, files of the container's user. Each service has its own, which go with it.
 */
@Singleton
final class ServiceSecrets {
  private static final Logger LOG = LoggerFactory.getLogger(ServiceSecrets.class);
  private static final int READABLE_BY_OWNER = 0400;

  private final DockerClient docker;
  private final SwarmCalls calls;
  private final SecretVault vault;
  private final ContainerUsers users;
  private final Instance instance;

  ServiceSecrets(
      DockerClient docker,
      SwarmCalls calls,
      SecretVault vault,
      ContainerUsers users,
      Instance instance) {
    this.docker = docker;
    this.calls = calls;
    this.vault = vault;
    this.users = users;
    this.instance = instance;
  }

  /**
   * Makes them.
   *
   * @param service the name of the service that is to have them
   * @return the members of {@code ContainerSpec.Secrets}
   * @throws dev.aviary.contract.seal.SealedException when they were sealed with another key
   * @throws ContainerUsers.UnknownUserException when the image has no user of that name
   */
  List<Map<String, Object>> make(String service, Release release, RunOptions run) {
    Map<String, String> secrets = new TreeMap<>(vault.of(release));
    if (secrets.isEmpty()) {
      return List.of();
    }
    ContainerUser user = user(release.image(), run);
    var members = new ArrayList<Map<String, Object>>();
    for (Map.Entry<String, String> secret : secrets.entrySet()) {
      String name = service + "." + members.size();
      byte[] value = secret.getValue().getBytes(StandardCharsets.UTF_8);
      var labels = new HashMap<>(Labels.of(instance));
      labels.put(Labels.SERVICE, service);
      String id =
          SwarmTask.text(
              calls.post(
                  "/secrets/create",
                  Map.of(
                      "Name", name,
                      "Labels", labels,
                      "Data", Base64.getEncoder().encodeToString(value))),
              "ID");
      members.add(
          Map.of(
              "SecretID", id,
              "SecretName", name,
              "File",
                  Map.of(
                      "Name", secret.getKey(),
                      "UID", Long.toString(user.user()),
                      "GID", Long.toString(user.group()),
                      "Mode", READABLE_BY_OWNER)));
    }
    return List.copyOf(members);
  }

  /** Removes those of a service that is gone. */
  void remove(String service) {
    calls
        .list("/secrets", Map.of("label", List.of(Labels.SERVICE + "=" + service)))
        .values()
        .forEach(this::remove);
  }

  /**
   * Removes those whose service was never made, because the builder ended in between.
   *
   * @param services the names of those that are there
   * @param before only secrets that were made before that: the service of another may be on its way
   */
  void sweep(Set<String> services, Instant before) {
    JsonNode found =
        calls.list(
            "/secrets",
            Map.of("label", List.of(Labels.INSTANCE + "=" + instance.name(), Labels.SERVICE)));
    for (JsonNode secret : found.values()) {
      if (leaked(secret, services, before)) {
        LOG.atInfo()
            .addKeyValue("secret", SwarmTask.text(secret, "ID"))
            .log("Removing a secret whose service was never made");
        remove(secret);
      }
    }
  }

  static boolean leaked(JsonNode secret, Set<String> services, Instant before) {
    JsonNode labels = SwarmTask.member(SwarmTask.member(secret, "Spec"), "Labels");
    return !services.contains(SwarmTask.text(labels, Labels.SERVICE))
        && Instant.parse(SwarmTask.text(secret, "CreatedAt")).isBefore(before);
  }

  private void remove(JsonNode secret) {
    String id = SwarmTask.text(secret, "ID");
    try {
      calls.delete("/secrets/" + id);
    } catch (NotFoundException gone) {
      LOG.atDebug().addKeyValue("secret", id).log("No secret to remove");
    } catch (DockerException e) {
      LOG.atWarn()
          .addKeyValue("secret", id)
          .addKeyValue("reason", e.getMessage())
          .log("Kept a secret that is in use");
    }
  }

  /** Only a container can be asked for its files: one is made for it, and never started. */
  private ContainerUser user(String image, RunOptions run) {
    var asked =
        docker
            .createContainerCmd(image)
            .withLabels(Labels.role(instance, "inspector"))
            .withEntrypoint("/");
    String id = (run.user() == null ? asked : asked.withUser(run.user())).exec().getId();
    try {
      return users.of(id);
    } finally {
      docker.removeContainerCmd(id).withForce(true).withRemoveVolumes(true).exec();
    }
  }
}
