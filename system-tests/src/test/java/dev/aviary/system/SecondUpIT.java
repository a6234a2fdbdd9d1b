package dev.aviary.system;

import static org.junit.jupiter.api.Assertions.assertEquals;

import dev.aviary.system.load.Place;
import dev.aviary.system.load.SteadyLoad;
import dev.aviary.system.stack.App;
import dev.aviary.system.stack.OwnStack;
import dev.aviary.system.stack.Stack;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

/** {@code deploy/up} over what is up already. */
@ExtendWith(StackExtension.class)
final class SecondUpIT {
  private final OwnStack own;
  private final Stack stack;

  SecondUpIT(OwnStack own) {
    this.own = own;
    this.stack = own.stack();
  }

  @Test
  void nothingIsMadeAnewOrStartedAgain() {
    App app = own.app("second-up");
    app.await(app.deploy("master"), "live");
    Set<String> before = stack.host().started();
    try (SteadyLoad load = app.load(50, Place.stable(app.repository().tip("master")))) {
      own.upAgain();
      load.verify();
    }
    assertEquals(before, stack.host().started());
    assertEquals(1, app.deployments());
  }
}
