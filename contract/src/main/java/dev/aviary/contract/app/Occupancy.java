package dev.aviary.contract.app;

import io.micronaut.serde.annotation.Serdeable;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * The containers of one slot: the one that serves, the one that is being started beside it, and
 * those that finish their last requests.
 */
@Serdeable
public record Occupancy(
    @Nullable Member serving, @Nullable Member starting, List<Member> draining) {
  public static final Occupancy EMPTY = new Occupancy(null, null, List.of());

  public Occupancy {
    draining = Check.list(draining, "draining");
  }

  /** A container was started beside what serves. */
  public Occupancy start(Member member) {
    return new Occupancy(serving, member, draining);
  }

  /** What was starting serves from now on; what served drains. */
  public Occupancy serve() {
    return starting == null ? this : new Occupancy(starting, null, drainingWith(serving));
  }

  /** Nothing serves any more. */
  public Occupancy vacate() {
    return new Occupancy(null, starting, drainingWith(serving));
  }

  /** A container is gone, whatever it was. */
  public Occupancy without(String container) {
    return new Occupancy(
        keep(serving, container),
        keep(starting, container),
        draining.stream().filter(m -> !m.container().equals(container)).toList());
  }

  /** Every container of the slot. */
  public Stream<Member> members() {
    return Stream.of(Stream.ofNullable(serving), Stream.ofNullable(starting), draining.stream())
        .flatMap(each -> each);
  }

  private static @Nullable Member keep(@Nullable Member member, String gone) {
    return member == null || member.container().equals(gone) ? null : member;
  }

  private List<Member> drainingWith(@Nullable Member member) {
    var all = new ArrayList<>(draining);
    if (member != null) {
      all.add(member);
    }
    return all;
  }
}
