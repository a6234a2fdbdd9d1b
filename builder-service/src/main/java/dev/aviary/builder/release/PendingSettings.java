package dev.aviary.builder.release;

import dev.aviary.builder.image.ReleaseImages;
import dev.aviary.builder.secret.SecretVault;
import dev.aviary.contract.app.AppSpec;
import dev.aviary.contract.app.BuildOptions;
import dev.aviary.contract.app.Release;
import dev.aviary.contract.app.RunOptions;
import dev.aviary.contract.seal.SealedException;
import io.micronaut.json.JsonMapper;
import io.micronaut.json.tree.JsonNode;
import jakarta.inject.Singleton;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/** Compares an app's settings with those that one of its releases was deployed with. */
@Singleton
public final class PendingSettings {
  private final JsonMapper mapper;
  private final ReleaseImages images;
  private final SecretVault secrets;

  PendingSettings(JsonMapper mapper, ReleaseImages images, SecretVault secrets) {
    this.mapper = mapper;
    this.images = images;
    this.secrets = secrets;
  }

  /** What differs. Of what is not known of a release of an older Aviary nothing does. */
  public Pending of(AppSpec spec, Release release) {
    var running = new ArrayList<String>();
    RunOptions run = release.run();
    if (run != null) {
      running.addAll(differences(run, decided(spec.run(), release)));
    }
    secretsThatChanged(release).forEach(name -> running.add("secrets." + name));
    BuildOptions build = release.build();
    return new Pending(running, build == null ? List.of() : differences(build, spec.build()));
  }

  /** What settings leave to the image is as it says; where that is not known, as it was. */
  private RunOptions decided(RunOptions now, Release release) {
    return images.decided(now, release.image()).orElseGet(() -> asItWas(now, release.run()));
  }

  private static RunOptions asItWas(RunOptions now, @Nullable RunOptions then) {
    if (then == null) {
      return now;
    }
    RunOptions all = now.orElse(then.releaseCommand(), then.processes());
    return all.port() == null ? all.withPort(then.listensOn()) : all;
  }

  private List<String> secretsThatChanged(Release release) {
    try {
      return secrets.changes(release);
    } catch (SealedException e) {
      return List.of();
    }
  }

  private List<String> differences(Object then, Object now) {
    Map<String, JsonNode> before = members(then);
    Map<String, JsonNode> after = members(now);
    var names = new TreeMap<>(before);
    names.putAll(after);
    return names.keySet().stream()
        .filter(name -> {
          JsonNode old = before.get(name);
          return old == null || !old.equals(after.get(name));
        })
        .toList();
  }

  /** Members by their names, those of an object behind its own. */
  private Map<String, JsonNode> members(Object options) {
    try {
      var members = new TreeMap<String, JsonNode>();
      for (Map.Entry<String, JsonNode> member : mapper.writeValueToTree(options).entries()) {
        String name = member.getKey();
        if (member.getValue().isObject()) {
          member
              .getValue()
              .entries()
              .forEach(inner -> members.put(name + "." + inner.getKey(), inner.getValue()));
        } else {
          members.put(name, member.getValue());
        }
      }
      return members;
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
