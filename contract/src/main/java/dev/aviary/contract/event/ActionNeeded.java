package dev.aviary.contract.event;

import java.util.Set;

/**
 * The events about which the operator must do something, as nothing in Aviary can. The monitor
 * mails each of them once; whoever adds one says in its reason what to do.
 */
public final class ActionNeeded {
  /** The mail server refuses a mail about an alert for its content. */
  public static final String MAIL_SET_ASIDE = "mail-set-aside";

  /** A canary is good after its last step, and a person is to promote it. */
  public static final String CANARY_READY = "canary-ready";

  /** A listener refuses what it is sent, for good. */
  public static final String LISTENER_REFUSED = "listener-refused";

  /** A certificate's renewal fails, and its end comes near. */
  public static final String CERTIFICATE_EXPIRES = "certificate-expires";

  /** The orders for a host's first certificate fail. */
  public static final String CERTIFICATE_MISSING = "certificate-missing";

  /** A node of the swarm gives no sign of life. */
  public static final String NODE_GONE = "node-gone";

  private static final Set<String> NAMES =
      Set.of(
          MAIL_SET_ASIDE,
          CANARY_READY,
          LISTENER_REFUSED,
          CERTIFICATE_EXPIRES,
          CERTIFICATE_MISSING,
          NODE_GONE);

  private ActionNeeded() {}

  public static boolean by(Event event) {
    return NAMES.contains(event.what());
  }
}
