package dev.aviary.builder.reconcile;

import dev.aviary.builder.engine.Engine;
import dev.aviary.builder.engine.ImageShelf;
import dev.aviary.builder.lease.Leadership;
import dev.aviary.contract.loop.BackgroundLoop;
import dev.aviary.contract.loop.BackgroundLoops;
import dev.aviary.contract.route.ControlState;
import jakarta.inject.Singleton;
import java.time.Duration;
import java.util.HashMap;
import java.util.HashSet;
import java.util.Map;
import java.util.Set;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Keeps the images of releases on the engine of a builder that does not lead, so that it can go on
 * when the node is gone on which they were built, with the registry perhaps. On one machine it does
 * nothing.
 */
@Singleton
final class StandbyImages {
  private static final Logger LOG = LoggerFactory.getLogger(StandbyImages.class);

  /** A release is in the registry once the first of its slots was made. */
  private static final Duration AGAIN = Duration.ofSeconds(2);

  /** How often at most one is asked for that no registry has. */
  private static final Duration MISSING = Duration.ofMinutes(1);

  private static final Duration REST = Duration.ofHours(1);

  private final Leadership leadership;
  private final Engine engine;
  private final ImageShelf shelf;
  private final BackgroundLoop loop;

  /** The images that each app may need. */
  private volatile Map<String, Set<String>> needed = Map.of();

  private final Map<String, Set<String>> present = new HashMap<>();
  private volatile Duration pause = AGAIN;

  StandbyImages(Leadership leadership, Engine engine, ImageShelf shelf, BackgroundLoops loops) {
    this.leadership = leadership;
    this.engine = engine;
    this.shelf = shelf;
    this.loop = loops.make("standby-images", this::pause, this::round);
    if (engine.onSwarm()) {
      loop.start();
    }
  }

  /** Something of the control keys changed. */
  void know(ControlState state) {
    if (!engine.onSwarm()) {
      return;
    }
    var images = new HashMap<String, Set<String>>();
    state
        .apps()
        .forEach((app, control) -> {
          if (control.rollout() != null) {
            images.put(app, Placements.images(control.rollout()));
          }
        });
    needed = Map.copyOf(images);
    pause = AGAIN;
    loop.wake();
  }

  private Duration pause() {
    if (present.equals(needed)) {
      pause = AGAIN;
      return REST;
    }
    pause = pause.compareTo(MISSING) < 0 ? pause.multipliedBy(2) : MISSING;
    return pause;
  }

  /** What is brought by the builder that leads is forgotten here, and looked for again later. */
  private void round() {
    if (leadership.leads()) {
      present.clear();
      return;
    }
    Map<String, Set<String>> wanted = needed;
    present.keySet().retainAll(wanted.keySet());
    wanted.forEach(this::bring);
  }

  private void bring(String app, Set<String> images) {
    Set<String> before = present.getOrDefault(app, Set.of());
    if (before.equals(images)) {
      return;
    }
    var here = new HashSet<String>();
    for (String image : images) {
      if (before.contains(image) || brought(image)) {
        here.add(image);
      }
    }
    present.put(app, Set.copyOf(here));
    if (here.equals(images)) {
      shelf.prune(app, images);
    }
  }

  private boolean brought(String image) {
    try {
      engine.bring(image);
      return true;
    } catch (RuntimeException notYet) {
      LOG.atDebug().addKeyValue("image", image).setCause(notYet).log("Could not pull an image");
      return false;
    }
  }
}
