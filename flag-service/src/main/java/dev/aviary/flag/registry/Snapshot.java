package dev.aviary.flag.registry;

import dev.aviary.contract.app.Check;
import dev.aviary.flag.store.FlagKey;
import dev.aviary.flag.store.FlagSet;
import dev.aviary.flag.store.StoredFlag;
import io.micronaut.serde.annotation.Serdeable;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/**
 * All flags as they are kept on disk.
 *
 * @param shared what they share; missing means nothing
 * @param told as {@link KeptFlags} has it; missing in what older versions wrote
 */
@Serdeable
record Snapshot(
    long revision, Map<String, Kept> flags, @Nullable String shared, @Nullable Instant told) {
  Snapshot {
    flags = flags == null ? Map.of() : new LinkedHashMap<>(flags);
    flags.forEach((key, flag) -> Check.present(flag, key));
  }

  /**
   * One flag, as {@link StoredFlag} has it.
   *
   * @param revision 0 when the index did not say
   */
  @Serdeable
  record Kept(String document, long revision, @Nullable Boolean on) {
    Kept {
      Check.text(document, "document");
    }

    StoredFlag stored() {
      return revision > 0 ? new StoredFlag(document, revision, on) : new StoredFlag(document, "");
    }
  }

  static Snapshot of(KeptFlags known) {
    FlagSet set = known.flags();
    var flags = new LinkedHashMap<String, Kept>();
    set.flags()
        .forEach((key, flag) ->
            flags.put(key.text(), new Kept(flag.document(), flag.revision().orElse(0), flag.on())));
    return new Snapshot(set.revision(), flags, set.shared(), known.told());
  }

  KeptFlags known() {
    var set = new TreeMap<FlagKey, StoredFlag>();
    flags.forEach((key, flag) -> set.put(new FlagKey(key), flag.stored()));
    return new KeptFlags(new FlagSet(revision, set, shared == null ? "" : shared), told);
  }
}
