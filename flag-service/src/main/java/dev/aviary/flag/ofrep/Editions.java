package dev.aviary.flag.ofrep;

import dev.aviary.contract.hash.Sha256;
import dev.aviary.flag.registry.Catalog;
import dev.aviary.flag.registry.Registry;
import jakarta.inject.Singleton;
import java.security.MessageDigest;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** The current edition of the flags. */
@Singleton
final class Editions {
  private final Registry registry;
  private final Announcement announcement;
  private volatile @Nullable Edition last;

  Editions(Registry registry, Announcement announcement) {
    this.registry = registry;
    this.announcement = announcement;
  }

  /**
   * Never waits; after a change the first caller reads all definitions once. Nothing before any
   * flag is known, which is something else than that there are none.
   */
  Optional<Edition> current() {
    if (!registry.known()) {
      return Optional.empty();
    }
    Edition edition = last;
    Catalog catalog = registry.catalog();
    boolean stale = registry.stale();
    if (edition == null
        || edition.rules() != catalog.rules()
        || !edition.announced().equals(announcement.mark())) {
      edition = make(catalog, stale);
      last = edition;
    } else if (edition.stale() != stale) {
      edition = edition.with(stale);
      last = edition;
    }
    return Optional.of(edition);
  }

  private Edition make(Catalog catalog, boolean stale) {
    MessageDigest digest = Sha256.begin();
    catalog
        .stored()
        .flags()
        .forEach((key, flag) -> {
          Hashing.add(digest, key.text());
          // With the moment of its last change, so that no later state is the same by chance.
          Hashing.add(digest, flag.document());
        });
    Hashing.add(digest, catalog.stored().shared());
    String tag = catalog.revision() + "-" + Hashing.brief(digest);
    return new Edition(
        catalog.rules(), catalog.shared().metadata(), tag, announcement.mark(), stale);
  }
}
