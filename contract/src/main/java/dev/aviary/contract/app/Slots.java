package dev.aviary.contract.app;

import com.fasterxml.jackson.annotation.JsonProperty;
import io.micronaut.serde.annotation.Serdeable;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** Which container runs in which slot of one app: the value of {@code {aviary}:slots:<app>}. */
@Serdeable
public record Slots(
    @JsonProperty("stable-1") @Nullable Occupancy stable1,
    @JsonProperty("stable-2") @Nullable Occupancy stable2,
    @JsonProperty("canary") @Nullable Occupancy canary) {
  public static final Slots EMPTY = new Slots(null, null, null);

  public Occupancy in(Slot slot) {
    Occupancy found =
        switch (slot) {
          case STABLE_1 -> stable1;
          case STABLE_2 -> stable2;
          case CANARY -> canary;
        };
    return found == null ? Occupancy.EMPTY : found;
  }

  public Slots with(Slot slot, Occupancy occupancy) {
    return switch (slot) {
      case STABLE_1 -> new Slots(occupancy, stable2, canary);
      case STABLE_2 -> new Slots(stable1, occupancy, canary);
      case CANARY -> new Slots(stable1, stable2, occupancy);
    };
  }

  /** Every container of every slot. */
  public Stream<Member> members() {
    return Stream.of(Slot.values()).flatMap(slot -> in(slot).members());
  }
}
