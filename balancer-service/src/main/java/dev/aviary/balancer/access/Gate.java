package dev.aviary.balancer.access;

import dev.aviary.contract.app.AccessHeader;
import dev.aviary.contract.app.AccessRule;
import dev.aviary.contract.app.AddressRange;
import io.netty.handler.codec.http.HttpHeaderNames;
import io.netty.handler.codec.http.HttpHeaders;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** An access rule, ready to be compared with requests. Immutable. */
public final class Gate {
  private final List<AddressRange> ranges;
  private final Map<String, String> users;
  private final @Nullable String field;
  private final byte[] fieldHash;
  private final boolean anyWillDo;
  private final boolean passesCredentials;

  /** Compared with the password of an unknown name; null: it is refused at once. */
  private final @Nullable String decoy;

  /** What a gate says to a request. */
  public enum Result {
    PASSES,
    /** The request may be made again with a password. */
    CHALLENGES,
    FORBIDS,
    /** A password has to be compared first: {@link AccessClaim#check}. */
    UNCHECKED,
    /** Too many passwords wait to be compared. */
    CROWDED
  }

  private Gate(AccessRule rule, boolean hidesNames) {
    AccessHeader header = rule.header();
    this.ranges = rule.ranges();
    this.users = rule.users();
    this.field = header == null ? null : header.name();
    this.fieldHash = header == null ? new byte[0] : HexFormat.of().parseHex(header.sha256());
    this.anyWillDo = rule.anyWillDo();
    this.passesCredentials = rule.passCredentials();
    this.decoy = hidesNames ? users.values().stream().findFirst().orElse(null) : null;
  }

  /** One that refuses: how long it takes does not tell a name that is known from another. */
  static Gate refusing(AccessRule rule) {
    return new Gate(rule, true);
  }

  /**
   * A gate that refuses no request, for requests that bring a password for the app itself: of names
   * that it does not know no password is compared.
   */
  static Gate choosing(AccessRule rule) {
    return new Gate(rule, false);
  }

  public Result result(AccessClaim claim) {
    boolean address = claim.comesFrom(ranges);
    boolean header = field != null && claim.brings(field, fieldHash);
    if (anyWillDo) {
      return address || header ? Result.PASSES : password(claim, Result.FORBIDS);
    }
    if ((!ranges.isEmpty() && !address) || (field != null && !header)) {
      return Result.FORBIDS;
    }
    return password(claim, Result.PASSES);
  }

  private Result password(AccessClaim claim, Result withoutUsers) {
    if (users.isEmpty()) {
      return withoutUsers;
    }
    String user = claim.user();
    String hash = user == null ? null : users.getOrDefault(user, decoy);
    if (hash == null) {
      return Result.CHALLENGES;
    }
    Boolean matches = claim.matches(hash);
    if (matches == null) {
      return Result.UNCHECKED;
    }
    return matches && users.containsKey(user) ? Result.PASSES : Result.CHALLENGES;
  }

  /** Takes from the request what was for this gate, unless the app is to get that too. */
  public void withhold(AccessClaim claim, HttpHeaders headers) {
    if (passesCredentials) {
      return;
    }
    if (field != null) {
      headers.remove(field);
    }
    String user = claim.user();
    if (user != null && users.containsKey(user)) {
      headers.remove(HttpHeaderNames.AUTHORIZATION);
    }
  }
}
