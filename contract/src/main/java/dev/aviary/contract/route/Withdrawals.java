package dev.aviary.contract.route;

import dev.aviary.contract.app.Member;
import java.util.Collection;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;

/** All withdrawals of one app. */
public record Withdrawals(Map<String, Withdrawal> byField) {
  public static final Withdrawals NONE = new Withdrawals(Map.of());

  public Withdrawals {
    byField = Map.copyOf(byField);
  }

  public static Withdrawals of(Collection<Withdrawal> withdrawals) {
    var byField = new HashMap<String, Withdrawal>();
    withdrawals.forEach(each -> byField.putIfAbsent(each.field(), each));
    return new Withdrawals(byField);
  }

  /** The withdrawal that keeps this canary member out of the traffic. */
  public Optional<Withdrawal> of(Member member) {
    return Optional.ofNullable(byField.get(Withdrawal.field(member.commit(), member.deployment())));
  }

  /** Any withdrawal of this commit: it comes back only with force and a reason. */
  public Optional<Withdrawal> ofCommit(String commit) {
    return byField.values().stream().filter(each -> each.commit().equals(commit)).findFirst();
  }

  /** These and, where they say nothing, the others. */
  public Withdrawals and(Withdrawals others) {
    var merged = new HashMap<>(others.byField);
    merged.putAll(byField);
    return new Withdrawals(merged);
  }
}
