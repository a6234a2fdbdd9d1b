package dev.aviary.builder.reconcile;

import dev.aviary.contract.app.Member;
import dev.aviary.contract.app.StatusRange;
import dev.aviary.contract.probe.HttpProbe;
import dev.aviary.contract.probe.ProbeAnswer;
import jakarta.inject.Singleton;
import java.io.IOException;
import java.net.InetSocketAddress;
import java.time.Duration;
import org.jspecify.annotations.Nullable;

/**
 * Asks a container from outside whether it may take traffic, by a GET on its own address. What an
 * app's settings say of path and status is held to. Where they name no path, {@value #USUAL} with
 * 2xx is yes; an app that has no such page, or shows it to nobody, is asked for {@value #ROOT}, and
 * any answer below 500 is yes. Redirects are not followed: what they lead to is another address.
 */
@Singleton
final class StartProbe {
  static final Duration TIMEOUT = Duration.ofSeconds(2);
  static final String USUAL = "/health";
  static final String ROOT = "/";

  /** Every answer of an app that works, whatever it thinks of the question. */
  static final StatusRange ANY = new StatusRange(200, 499);

  ProbeResult probe(Member member) {
    String path = member.healthPath();
    if (path != null) {
      return ask(member, path, member.healthy());
    }
    ProbeResult usual = ask(member, USUAL, member.healthy());
    return usual instanceof ProbeResult.Failed failed && hasNoSuchPage(failed.answer())
        ? ask(member, ROOT, member.healthStatus() == null ? ANY : member.healthy())
        : usual;
  }

  /** 5xx comes of a page that is there; 501 of a server that knows no such thing. */
  private static boolean hasNoSuchPage(@Nullable ProbeAnswer answer) {
    return answer != null
        && ((answer.status() >= 300 && answer.status() < 500) || answer.status() == 501);
  }

  private static ProbeResult ask(Member member, String path, StatusRange statuses) {
    try {
      var address = new InetSocketAddress(member.host(), member.port());
      ProbeAnswer answer = new HttpProbe(address, TIMEOUT).get(path, member.healthHost());
      return statuses.takes(answer.status())
          ? new ProbeResult.Passed(path, statuses, answer.status())
          : new ProbeResult.Failed("it answered " + answer.status(), path, answer);
    } catch (IOException e) {
      String error = e.getMessage() == null ? e.getClass().getSimpleName() : e.getMessage();
      return new ProbeResult.Failed(error, path, null);
    }
  }
}
