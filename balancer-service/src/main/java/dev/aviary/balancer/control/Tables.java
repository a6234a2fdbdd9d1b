package dev.aviary.balancer.control;

import dev.aviary.balancer.account.Meters;
import dev.aviary.balancer.route.Backends;
import dev.aviary.balancer.route.CurrentTable;
import dev.aviary.balancer.route.TableMaker;
import io.micronaut.context.annotation.Factory;
import jakarta.inject.Singleton;

/** Makes the parts of the route table that know nothing of who made them. */
@Factory
final class Tables {
  @Singleton
  CurrentTable current() {
    return new CurrentTable();
  }

  @Singleton
  Backends backends(Wake wake) {
    return new Backends(wake::now);
  }

  @Singleton
  TableMaker maker(Backends backends, Meters meters) {
    return new TableMaker(backends, meters);
  }
}
