package dev.aviary.monitor.link;

import dev.aviary.contract.app.Check;
import dev.aviary.contract.hash.Sha256;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.HexFormat;

/**
 * What a link is bound to.
 *
 * @param deployment the canary that is meant: no other one is touched
 * @param mail the id of the mail that it stands in. Links of a second copy of the mail are the same
 *     one, which is used once
 * @param expires after this it is refused
 */
record Link(LinkAction action, String app, String deployment, String mail, Instant expires) {
  Link {
    Check.present(action, "action");
    Check.text(app, "app");
    Check.text(deployment, "deployment");
    Check.text(mail, "mail");
    Check.present(expires, "expires");
  }

  /** The SHA-256 of all but the expiry, 64 hexadecimal digits: what its use is remembered by. */
  String hash() {
    String bound = String.join("\n", action.id(), app, deployment, mail);
    byte[] hash = Sha256.begin().digest(bound.getBytes(StandardCharsets.UTF_8));
    return HexFormat.of().formatHex(hash);
  }

  boolean isExpired(Instant now) {
    return now.isAfter(expires);
  }
}
