package dev.aviary.builder.secret;

import dev.aviary.contract.app.Check;
import io.micronaut.serde.annotation.Serdeable;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.function.Function;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/** All secrets of an app, by their names. */
@Serdeable
record SecretSet(Map<String, Secret> secrets) {
  static final SecretSet EMPTY = new SecretSet(Map.of());

  private static final int MOST = 100;
  private static final int LONGEST = 64 * 1024;
  private static final int LONGEST_IN_ALL = 256 * 1024;

  /** A value and when it was given. */
  @Serdeable
  record Secret(String value, Instant changedAt) {
    Secret {
      Check.present(value, "value");
      Check.present(changedAt, "changedAt");
    }

    private int bytes() {
      return value.getBytes(StandardCharsets.UTF_8).length;
    }

    @Override
    public String toString() {
      return "Secret[hidden]";
    }
  }

  SecretSet {
    secrets = Check.map(secrets, "secrets");
  }

  /**
   * The same with one more, or with another value of one.
   *
   * @throws dev.aviary.contract.app.BadValueException when it is too long, or there are too many
   */
  SecretSet with(String name, Secret secret) {
    Check.that(
        secret.bytes() <= LONGEST,
        "the value has %,d bytes; the most is %,d".formatted(secret.bytes(), LONGEST));
    var all = new TreeMap<>(secrets);
    all.put(name, secret);
    Check.that(all.size() <= MOST, "an app has " + MOST + " secrets at most");
    Check.that(
        all.values().stream().mapToInt(Secret::bytes).sum() <= LONGEST_IN_ALL,
        "the secrets of an app have %,d bytes at most in all".formatted(LONGEST_IN_ALL));
    all.keySet().stream()
        .filter(other -> !other.equals(name))
        .filter(other -> SecretName.variable(other).equals(SecretName.variable(name)))
        .findFirst()
        .ifPresent(other ->
            Check.that(
                false,
                "%s and %s would both be passed as %s; give another name"
                    .formatted(name, other, SecretName.variable(name))));
    return new SecretSet(all);
  }

  SecretSet without(String name) {
    var all = new TreeMap<>(secrets);
    all.remove(name);
    return new SecretSet(all);
  }

  @Nullable String value(String name) {
    Secret secret = secrets.get(name);
    return secret == null ? null : secret.value();
  }

  /** The names of those that containers and builds may have, sorted. */
  List<String> shared() {
    return secrets.keySet().stream()
        .filter(name -> !name.equals(SecretName.FORGE_TOKEN))
        .sorted()
        .toList();
  }

  /** The names of those that containers and builds may have and the two do not have alike. */
  TreeSet<String> differences(SecretSet other) {
    Function<SecretSet, Map<String, String>> values =
        set ->
            set.secrets().entrySet().stream()
                .collect(Collectors.toMap(Map.Entry::getKey, each -> each.getValue().value()));
    Map<String, String> mine = values.apply(this);
    Map<String, String> others = values.apply(other);
    var names = new TreeSet<>(shared());
    names.addAll(other.shared());
    names.removeIf(name -> mine.getOrDefault(name, "").equals(others.get(name)));
    return names;
  }
}
