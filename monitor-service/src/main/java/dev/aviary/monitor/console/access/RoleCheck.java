package dev.aviary.monitor.console.access;

import dev.aviary.contract.http.ProblemException;
import io.micronaut.http.HttpStatus;

/** Refuses what a role does not allow. */
public final class RoleCheck {
  private RoleCheck() {}

  /**
   * @throws ProblemException 403
   */
  public static void refuseUnless(ConsoleUser user, Role needed) {
    if (!user.may(needed)) {
      throw new ProblemException(
          HttpStatus.FORBIDDEN,
          "%s is %s; this needs the role %s".formatted(user.name(), user.role().id(), needed.id()));
    }
  }
}
