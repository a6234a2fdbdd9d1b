package dev.aviary.builder.diagnosis;

import java.util.List;
import java.util.Optional;
import java.util.function.Function;
import java.util.regex.Pattern;

/** What the apps' Redis did not let an app do that takes it for its own. */
final class RedisRules {
  static final List<Function<StartEvidence, Optional<String>>> ALL = List.of(RedisRules::refused);

  /** In the words of Redis (its ACLs and its replicas), which clients hand on. */
  private static final Pattern REFUSED =
      Pattern.compile(
          "no permissions to (run the '|access)|\\bnoperm\\b|write against a read.?only replica");

  private RedisRules() {}

  private static Optional<String> refused(StartEvidence evidence) {
    return evidence.run().ownRedis()
        ? Optional.empty()
        : evidence
            .line(REFUSED)
            .map(line ->
                "The Redis at the name redis refused it (%s): that is Aviary's read-only replica with the flags. Set redis to own, and join a Redis of the app's to the app network as <app>-redis."
                    .formatted(line));
  }
}
