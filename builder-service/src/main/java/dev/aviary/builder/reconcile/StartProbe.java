package dev.aviary.builder.reconcile;

import dev.aviary.contract.app.Member;
import dev.aviary.contract.app.StatusRange;
import dev.aviary.contract.probe.HttpProbe;
import dev.aviary.contract.probe.ProbeAnswer;
import jakarta.inject.Singleton;
import java.io.IOException;
import java.time.Duration;
import org.jspecify.annotations.Nullable;

/**
 * Asks a container from outside whether it may take traffic, by a GET on its own address. What an
 * app's settings say of path and status is held to. Where they name no path, {@value #USUAL} with
 * 2xx is yes; an app that has no such page, or does not show it, is asked for {@value #ROOT}, and
 * any answer below 500 is yes. One exception: an app that refuses its own host name there (400, as
 * Django does, 403, as Rails and Vite do, or 421 of RFC 9110, 15.5.20) and answers {@value
 * #ANY_APP_TAKES} would refuse its visitors too. Redirects are not followed: what they lead to is
 * another address.
 */
@Singleton
final class StartProbe {
  static final Duration TIMEOUT = Duration.ofSeconds(2);
  static final String USUAL = "/health";
  static final String ROOT = "/";

  /** A host name that apps take which are strict about the others. */
  private static final String ANY_APP_TAKES = "localhost";

  /** Every answer of an app that works, whatever it thinks of the question. */
  static final StatusRange ANY = new StatusRange(200, 499);

  ProbeResult probe(Member member) {
    String path = member.healthPath();
    if (path != null) {
      return ask(member, path, member.healthy());
    }
    ProbeResult usual = ask(member, USUAL, member.healthy());
    return usual instanceof ProbeResult.Failed failed && hasNoSuchPage(failed.answer())
        ? askRoot(member)
        : usual;
  }

  private static ProbeResult askRoot(Member member) {
    if (member.healthStatus() != null) {
      return ask(member, ROOT, member.healthy());
    }
    ProbeResult root = ask(member, ROOT, ANY);
    return member.healthHost() != null
            && root instanceof ProbeResult.Passed passed
            && refusesHost(passed.status())
            && ask(member, ROOT, ANY, ANY_APP_TAKES) instanceof ProbeResult.Passed other
            && !refusesHost(other.status())
        ? new ProbeResult.Failed(
            "it answered " + passed.status(), ROOT, new ProbeAnswer(passed.status(), null), true)
        : root;
  }

  /** Whether it may say that the app does not take the host that it was asked for. */
  static boolean refusesHost(int status) {
    return status == 400 || status == 403 || status == 421;
  }

  /** 5xx comes of a page that is there; 501 of a server that knows no such thing. */
  private static boolean hasNoSuchPage(@Nullable ProbeAnswer answer) {
    return answer != null
        && ((answer.status() >= 300 && answer.status() < 500) || answer.status() == 501);
  }

  private static ProbeResult ask(Member member, String path, StatusRange statuses) {
    return ask(member, path, statuses, member.healthHost());
  }

  private static ProbeResult ask(
      Member member, String path, StatusRange statuses, @Nullable String host) {
    try {
      ProbeAnswer answer = HttpProbe.of(member, TIMEOUT).get(path, host);
      return statuses.takes(answer.status())
          ? new ProbeResult.Passed(path, statuses, answer.status())
          : new ProbeResult.Failed("it answered " + answer.status(), path, answer);
    } catch (IOException e) {
      String error = e.getMessage() == null ? e.getClass().getSimpleName() : e.getMessage();
      return new ProbeResult.Failed(error, path, null);
    }
  }
}
