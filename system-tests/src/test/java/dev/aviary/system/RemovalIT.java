package dev.aviary.system;

import static org.junit.jupiter.api.Assertions.assertEquals;

import dev.aviary.system.load.Place;
import dev.aviary.system.load.SteadyLoad;
import dev.aviary.system.stack.App;
import dev.aviary.system.stack.Await;
import dev.aviary.system.stack.OwnStack;
import dev.aviary.system.stack.Stack;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

/** An app goes for good. */
@ExtendWith(StackExtension.class)
final class RemovalIT {
  private final OwnStack own;
  private final Stack stack;

  RemovalIT(OwnStack own) {
    this.own = own;
    this.stack = own.stack();
  }

  @Test
  void aRemovedAppGoesWithItsRoutesAndNoOtherNotices() {
    App stays = own.app("stays");
    App goes = own.app("goes");
    stays.await(stays.deploy("master"), "live");
    goes.await(goes.deploy("master"), "live");
    goes.await(goes.deploy("canary"), "live");
    try (SteadyLoad load = stays.load(100, Place.stable(stays.repository().tip("master")))) {
      assertEquals(202, goes.remove().status());
      Await.until(
          "the app is gone",
          Stack.PATIENCE,
          () -> stack.builderAdmin().get("/apps/goes").status() == 404,
          () -> stack.builderAdmin().get("/apps/goes").body());
      Await.until(
          "the balancer has dropped its routes",
          Stack.PATIENCE,
          () -> stack.balancer().get("/apps/goes/traffic").status() == 404,
          () -> stack.balancer().get("/routes").body());
      load.next(100);
      load.verify();
    }
    assertEquals(List.of(), stack.host().containers("goes"));
    assertEquals(404, stack.balancer().get("/apps/goes/split").status());
    stays.awaitStable(stays.repository().tip("master"));
  }
}
