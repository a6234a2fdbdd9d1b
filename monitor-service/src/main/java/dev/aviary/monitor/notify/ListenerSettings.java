package dev.aviary.monitor.notify;

import dev.aviary.contract.app.Check;
import dev.aviary.monitor.secret.MonitorSecret;
import io.micronaut.context.annotation.ConfigurationProperties;
import io.micronaut.context.annotation.Context;
import java.util.Arrays;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * The listeners that are told besides the owner's mailbox.
 *
 * @param list {@code name:form:url} each, with blanks between, ten at most; {@code
 *     AVIARY_LISTENERS}. Empty: no listeners
 */
@Context
@ConfigurationProperties("aviary.listeners")
record ListenerSettings(@Nullable String list) {
  /** How many there may be. */
  static final int MOST = 10;

  ListenerSettings {
    list = list == null ? "" : list.strip();
    List<Listener> all = parse(list);
    Check.that(all.size() <= MOST, "AVIARY_LISTENERS has more than " + MOST + " entries");
    Check.that(
        all.stream().map(Listener::name).distinct().count() == all.size(),
        "AVIARY_LISTENERS: two entries have the same name");
  }

  List<Listener> all() {
    return parse(list);
  }

  /** Whether one of them is sent signatures. */
  boolean wantsSecret() {
    return all().stream().anyMatch(each -> each.form() == MessageForm.WEBHOOK);
  }

  /**
   * @throws IllegalArgumentException when one is to be signed for and there is no secret
   */
  void check(MonitorSecret secret) {
    Check.that(
        secret.isKnown() || !wantsSecret(),
        "AVIARY_LISTENERS has a webhook, and aviary.monitor.secret is missing: run deploy/up");
  }

  private static List<Listener> parse(@Nullable String list) {
    return list == null || list.isEmpty()
        ? List.of()
        : Arrays.stream(list.split("\\s+", -1)).map(Listener::parse).toList();
  }

  /** Without the addresses. */
  @Override
  public String toString() {
    return "ListenerSettings" + all();
  }
}
