package dev.aviary.flag.registry;

import dev.aviary.flag.definition.Fault;
import java.util.List;
import java.util.OptionalLong;

/** What came of a change. */
public sealed interface Outcome {

  /**
   * It is as wished, or, of a trial, would be.
   *
   * @param before all flags before
   * @param next all flags after, and what that changed; the same as before when nothing did
   */
  record Done(Catalog before, Next next) implements Outcome {}

  /** Nothing was changed. */
  sealed interface Refused extends Outcome {}

  /** There is no such flag. */
  record Missing() implements Refused {}

  /** The flag has no such revision. */
  record Forgotten() implements Refused {}

  /**
   * Somebody else changed it first.
   *
   * @param revision that it has now; nothing: it is not there
   */
  record Overtaken(OptionalLong revision) implements Refused {}

  /**
   * What was sent was read before somebody else changed it, and would undo that.
   *
   * @param revision that it has now; nothing: it is not there
   */
  record Outdated(OptionalLong revision) implements Refused {}

  /** It was sent, and Redis did not answer in time: whether it was done is not known. */
  record Unanswered() implements Refused {}

  /** Others wrote in between each time that it was tried. */
  record Contended() implements Refused {}

  /**
   * The result would not be a flag, or not go with the others.
   *
   * @param faults one or more
   */
  record Wrong(List<Fault> faults) implements Refused {
    public Wrong {
      faults = List.copyOf(faults);
    }

    static Wrong at(String pointer, String detail) {
      return new Wrong(List.of(new Fault(new dev.aviary.flag.json.Pointer(pointer), detail)));
    }
  }
}
