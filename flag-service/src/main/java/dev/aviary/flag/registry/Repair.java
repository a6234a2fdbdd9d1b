package dev.aviary.flag.registry;

import dev.aviary.flag.definition.FlagDocument;
import dev.aviary.flag.evaluate.Rules;
import dev.aviary.flag.store.FlagKey;
import dev.aviary.flag.store.PlainKey;
import dev.aviary.flag.store.StoredFlag;
import dev.aviary.flag.store.StoredFlags;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * What must be written before anything else: flags that Redis lost, changes of plain keys by hand,
 * and plain keys that a moment has made true or false.
 */
final class Repair {
  private static final Logger LOG = LoggerFactory.getLogger(Repair.class);

  /** So many of the plain keys that are left alone are named. */
  private static final int TOLD = 10;

  /** Characters of a damaged text that are told. */
  private static final int LONGEST = 40;

  private final Catalog base;
  private final boolean lost;
  private final FlagSetDraft draft;

  private Repair(Catalog base, boolean lost, FlagSetDraft draft) {
    this.base = base;
    this.lost = lost;
    this.draft = draft;
  }

  /** Whether Redis holds less than is known. */
  static boolean lost(Catalog known, StoredFlags found) {
    return found.flags().revision() < known.revision();
  }

  /**
   * @param known what is in memory
   * @param read what was found, read
   * @param since the moment of the last repair
   */
  static CatalogChange of(
      Catalog known, Catalog read, StoredFlags found, Instant since, Instant now) {
    boolean lost = lost(known, found);
    Catalog base = lost ? known : read;
    FlagSetDraft draft = new FlagSetDraft(base, base.revision() + 1, now);
    if (lost) {
      draft.tell(
          Author.SERVICE,
          "flags-restored",
          null,
          "Redis held revision %d of the flags and memory %d; those in memory were written again"
              .formatted(read.revision(), known.revision()),
          List.of());
    }
    Repair repair = new Repair(base, lost, draft);
    repair.mend(known, found);
    repair.tellEndedKills(since);
    repair.takeOver(found);
    return draft.finish(lost);
  }

  /** Whether a kill has ended since; turning a plain key or not. */
  static boolean endedKill(Catalog catalog, Instant since, Instant now) {
    return catalog.flags().values().stream().anyMatch(flag -> endedKill(flag, since, now));
  }

  /** One that had ended when the flag was written held nothing. */
  private static boolean endedKill(Flag flag, Instant since, Instant now) {
    Instant written = flag.changed().at();
    long after = Math.max(since.toEpochMilli(), written.toEpochMilli());
    return flag.document()
        .extras()
        .kill()
        .map(kill -> kill.until().toEpochMilli())
        .filter(until -> until > after && until <= now.toEpochMilli())
        .isPresent();
  }

  /**
   * Tells what is damaged, one by one: an entry of the index is written again by what the flag says
   * of itself, a definition by what is in memory; what is not known there is left out.
   */
  private void mend(Catalog known, StoredFlags found) {
    found
        .flags()
        .flags()
        .forEach((key, stored) -> {
          if (draft.find(key).isEmpty()) {
            restore(known, key, "its definition in Redis could not be read");
          } else if (stored.isDamaged()) {
            String why = "the index had '%s' of it".formatted(brief(stored.note()));
            draft.tell(Author.SERVICE, "flag-mended", key, why, List.of());
          }
        });
    found
        .damaged()
        .forEach((name, reason) ->
            FlagKey.of(name)
                .ifPresentOrElse(key -> restore(known, key, reason), () -> skipped(name, reason)));
    if (found.isRevisionDamaged()) {
      String why = "Redis had the revision '%s' of all flags".formatted(brief(found.revision()));
      draft.tell(Author.SERVICE, "flags-mended", null, why, List.of());
    }
  }

  private void restore(Catalog known, FlagKey key, String reason) {
    Optional<Flag> flag = known.find(key);
    if (flag.isEmpty()) {
      skipped(key.text(), reason);
    } else if (draft.find(key).isEmpty()) {
      String why =
          "%s; that of revision %d was written again"
              .formatted(reason, flag.get().changed().revision());
      draft.put(key, flag.get().document(), new Author(Author.SERVICE.by(), why));
    }
  }

  private static void skipped(String name, String reason) {
    LOG.atError()
        .addKeyValue("flag", brief(name))
        .addKeyValue("reason", reason)
        .log("Skipped a damaged flag; write it again, or remove its field of the index");
  }

  /** A kill that ends may turn no plain key: of a flag that is off for an empty context anyway. */
  private void tellEndedKills(Instant since) {
    base.flags()
        .forEach((key, flag) -> {
          if (!endedKill(flag, since, draft.now())) {
            return;
          }
          StoredFlag noted = base.stored().flags().get(key);
          boolean on = base.rules().on(key, draft.now().toEpochMilli());
          if (noted != null && noted.isOn() == on) {
            draft.tell(TimeCause.KILL_ENDED, "flag-returned", key, "its kill ended", List.of());
          }
        });
  }

  private void takeOver(StoredFlags found) {
    List<FlagKey> unknown = new ArrayList<>();
    found
        .plain()
        .forEach((key, plain) -> {
          StoredFlag noted = base.stored().flags().get(key);
          if (noted != null) {
            base.find(key).ifPresent(flag -> compare(key, flag, noted, plain));
          } else if (plain.on()) {
            unknown.add(key);
          }
        });
    if (!unknown.isEmpty()) {
      discover(unknown);
    }
  }

  /**
   * Plain keys become flags as long as there is room; apps go on reading the others as they are.
   */
  private void discover(List<FlagKey> unknown) {
    Bounds.Contents contents = draft.contents();
    FlagDocument on = Switch.of(true);
    Bounds.Size size = Bounds.Size.of(on, on.json().toString());
    int flags = Rules.FLAGS - contents.flags().size();
    int bytes = Bounds.ALL - Bounds.bytes(contents);
    List<FlagKey> left = new ArrayList<>();
    for (FlagKey key : unknown) {
      int length = Bounds.bytes(key, size);
      if (flags > 0 && length <= bytes) {
        draft.put(key, on, Author.REDIS);
        flags--;
        bytes -= length;
      } else {
        left.add(key);
      }
    }
    if (!left.isEmpty()) {
      LOG.atWarn()
          .addKeyValue("keys", left.size())
          .addKeyValue("first", left.stream().limit(TOLD).toList())
          .log("Ignored plain keys: the limit of flags is reached");
    }
  }

  private void compare(FlagKey key, Flag flag, StoredFlag noted, PlainKey plain) {
    Boolean note = noted.on();
    boolean was = note == null ? base.rules().on(key, draft.now().toEpochMilli()) : note;
    if (plain.on() == was || (lost && was)) {
      return;
    }
    Optional<FlagDocument> turned = Switch.always(flag.document(), plain.on());
    if (turned.isPresent()) {
      draft.put(key, turned.get(), Author.REDIS);
    } else {
      draft.tell(
          Author.REDIS,
          "flag-kept",
          key,
          "its plain key was changed by hand, but it has other values than true and false: it stays"
              + " as it was, and so does the plain key",
          List.of());
    }
  }

  /**
   * What stands in a field that was not written by the rules, without line ends and not too long.
   */
  private static String brief(String text) {
    String visible = text.replaceAll("\\p{Cntrl}", " ");
    return visible.length() <= LONGEST ? visible : visible.substring(0, LONGEST) + "...";
  }
}
