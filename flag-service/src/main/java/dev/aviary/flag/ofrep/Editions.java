package dev.aviary.flag.ofrep;

import dev.aviary.contract.hash.Sha256;
import dev.aviary.flag.registry.Catalog;
import dev.aviary.flag.registry.Registry;
import jakarta.inject.Singleton;
import java.security.MessageDigest;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** The current edition of the flags. */
@Singleton
final class Editions {
  private static final int BYTES = 6;

  private final Registry registry;
  private volatile @Nullable Edition last;

  Editions(Registry registry) {
    this.registry = registry;
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
    if (edition == null || edition.rules() != catalog.rules()) {
      edition = make(catalog, stale);
      last = edition;
    } else if (edition.stale() != stale) {
      edition = new Edition(edition.rules(), edition.metadata(), edition.tag(), stale);
      last = edition;
    }
    return Optional.of(edition);
  }

  private static Edition make(Catalog catalog, boolean stale) {
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
    String content = HexFormat.of().formatHex(Arrays.copyOf(digest.digest(), BYTES));
    return new Edition(
        catalog.rules(), catalog.shared().metadata(), catalog.revision() + "-" + content, stale);
  }
}
