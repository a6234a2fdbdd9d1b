package dev.aviary.builder.reconcile;

import dev.aviary.builder.engine.ImageShelf;
import dev.aviary.builder.source.Clones;
import dev.aviary.contract.app.AppRemoval;
import dev.aviary.contract.deployment.Lease;
import dev.aviary.contract.redis.AtomicWrite;
import jakarta.inject.Singleton;
import java.time.InstantSource;

/** Ends an app of which nothing runs any more: its images, its clone, then its keys in one step. */
@Singleton
final class Forgetting {
  private static final String REMOVED = "app-removed";

  private final Ledger ledger;
  private final ImageShelf images;
  private final Clones clones;
  private final AppRemoval removal;
  private final StepJournal journal;
  private final InstantSource clock;

  Forgetting(
      Ledger ledger,
      ImageShelf images,
      Clones clones,
      AppRemoval removal,
      StepJournal journal,
      InstantSource clock) {
    this.ledger = ledger;
    this.images = images;
    this.clones = clones;
    this.removal = removal;
    this.journal = journal;
    this.clock = clock;
  }

  /** The keys go last: until then a builder that dies in between begins again here. */
  void forget(Lease lease) {
    if (!ledger.mayRemove(lease)) {
      return;
    }
    String app = lease.app();
    images.clear(app);
    clones.forget(app);
    AtomicWrite write = removal.put(ledger.begin(lease), app, clock.instant());
    journal.tell(write, REMOVED, app, app, "its containers, images and keys are gone");
    if (ledger.run(lease, write)) {
      journal.told(REMOVED, app, app);
    }
  }
}
