package dev.aviary.builder.diagnosis;

import dev.aviary.builder.diagnosis.StartEvidence.Asked;
import dev.aviary.builder.engine.ListeningSocket;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;
import java.util.stream.Collectors;

/** Where the programs of a container that gave no answer listen. */
final class SocketRules {
  static final List<Function<StartEvidence, Optional<String>>> ALL = List.of(SocketRules::listens);

  private SocketRules() {}

  private static Optional<String> listens(StartEvidence evidence) {
    Asked asked = evidence.asked();
    if (!evidence.ending().running() || asked == null || asked.answer() != null) {
      return Optional.empty();
    }
    return evidence.sockets().map(sockets -> said(evidence, asked, sockets));
  }

  private static String said(StartEvidence evidence, Asked asked, List<ListeningSocket> sockets) {
    int port = evidence.run().listensOn();
    if (sockets.contains(new ListeningSocket(port, false))) {
      return "It listens on port %d and gave no answer of HTTP to GET %s (%s): let it answer plain HTTP there, or raise healthDeadlineSeconds if it needs longer than %d s."
          .formatted(port, asked.path(), asked.error(), evidence.run().healthDeadlineSeconds());
    }
    if (sockets.contains(new ListeningSocket(port, true))) {
      return "It listens only on 127.0.0.1:%d, which cannot be reached from outside its container: let it listen on 0.0.0.0."
          .formatted(port);
    }
    if (sockets.isEmpty()) {
      return "It is still starting: its program runs and listens on no port after %d s; raise healthDeadlineSeconds (up to 3600) if it needs longer."
          .formatted(evidence.run().healthDeadlineSeconds());
    }
    String ports =
        sockets.stream()
            .map(each -> (each.loopback() ? "127.0.0.1:" : "") + each.port())
            .distinct()
            .sorted()
            .collect(Collectors.joining(" and "));
    boolean inside = sockets.stream().allMatch(ListeningSocket::loopback);
    return "Nothing in it listens on port %d, which PORT names; it listens on %s: "
            .formatted(port, ports)
        + "set port to %d, or let it read PORT".formatted(likely(sockets))
        + (inside ? "; and let it listen on 0.0.0.0, not on 127.0.0.1." : ".");
  }

  /** The port that is most likely meant: one that can be reached before one that cannot. */
  private static int likely(List<ListeningSocket> sockets) {
    return sockets.stream()
        .filter(each -> !each.loopback())
        .findFirst()
        .orElseGet(sockets::getFirst)
        .port();
  }
}
