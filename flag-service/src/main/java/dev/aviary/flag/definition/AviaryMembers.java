package dev.aviary.flag.definition;

import dev.aviary.contract.app.Check;
import dev.aviary.flag.json.Json.ObjectNode;
import dev.aviary.flag.json.Pointer;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.Optional;

/**
 * What Aviary knows of a flag beyond flagd: the member {@code aviary} beside flagd's members.
 *
 * @param expires when the flag should be gone from code and store; it is only listed as stale then
 * @param prerequisites what must hold before the flag is evaluated; all of them
 */
public record AviaryMembers(
    Optional<String> description,
    Optional<String> owner,
    List<String> tags,
    Optional<Instant> expires,
    List<Prerequisite> prerequisites,
    Schedule schedule,
    Optional<Kill> kill) {
  public static final AviaryMembers NONE =
      new AviaryMembers(
          Optional.empty(),
          Optional.empty(),
          List.of(),
          Optional.empty(),
          List.of(),
          Schedule.ALWAYS,
          Optional.empty());

  public AviaryMembers {
    Check.present(schedule, "schedule");
    tags = List.copyOf(tags);
    prerequisites = List.copyOf(prerequisites);
  }

  /** The extras in an object, or everything that is wrong with them. */
  public static Reading<AviaryMembers> read(ObjectNode json) {
    List<Fault> faults = new ArrayList<>();
    AviaryMembers extras = ExtrasReader.read(Members.of(json, Pointer.ROOT, faults));
    return faults.isEmpty() ? new Reading.Read<>(extras) : new Reading.Faulty<>(faults);
  }

  /** What there is of them, as an object that {@link #read} reads. */
  public ObjectNode json() {
    return ExtrasWriter.json(this);
  }

  public AviaryMembers withDescription(Optional<String> text) {
    return new AviaryMembers(text, owner, tags, expires, prerequisites, schedule, kill);
  }

  public AviaryMembers withKill(Optional<Kill> next) {
    return new AviaryMembers(description, owner, tags, expires, prerequisites, schedule, next);
  }

  /** Whether there are none. */
  public boolean isEmpty() {
    return Objects.equals(this, NONE);
  }
}
