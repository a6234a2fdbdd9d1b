package dev.aviary.builder.app;

import dev.aviary.builder.engine.AppContainer;
import dev.aviary.builder.engine.SideContainer;
import dev.aviary.contract.app.Track;
import io.micronaut.serde.annotation.Serdeable;

/**
 * A container of an app beside its slots.
 *
 * @param name of the process; {@code release} for a release command
 * @param state {@code created}, {@code running} or {@code ended}
 */
@Serdeable
record ProcessView(String name, Track track, String release, String container, String state) {
  static ProcessView of(SideContainer container) {
    return new ProcessView(
        container.process(),
        container.track(),
        container.release(),
        container.id(),
        switch (container.state()) {
          case AppContainer.State.CREATED -> "created";
          case AppContainer.State.RUNNING -> "running";
          case AppContainer.State.ENDED -> "ended";
        });
  }
}
