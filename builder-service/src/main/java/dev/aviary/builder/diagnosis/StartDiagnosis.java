package dev.aviary.builder.diagnosis;

import java.util.List;
import java.util.Optional;
import java.util.function.Function;
import java.util.stream.Stream;

/** The rules by which a failed start is explained, the surest first: pure. */
public final class StartDiagnosis {
  private static final List<Function<StartEvidence, Optional<String>>> RULES =
      Stream.of(EndedRules.ALL, RedisRules.ALL, AnswerRules.ALL, SocketRules.ALL)
          .flatMap(List::stream)
          .toList();

  private StartDiagnosis() {}

  /** One sentence or two: what is wrong, and the setting or line that mends it. */
  public static Optional<String> of(StartEvidence evidence) {
    return RULES.stream().map(rule -> rule.apply(evidence)).flatMap(Optional::stream).findFirst();
  }
}
