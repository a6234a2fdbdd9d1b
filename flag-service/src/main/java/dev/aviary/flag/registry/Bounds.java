package dev.aviary.flag.registry;

import dev.aviary.flag.definition.AviaryMembers;
import dev.aviary.flag.definition.Fault;
import dev.aviary.flag.definition.FlagDocument;
import dev.aviary.flag.definition.FlagFile;
import dev.aviary.flag.definition.FlagSetDocument;
import dev.aviary.flag.definition.Kill;
import dev.aviary.flag.json.Json;
import dev.aviary.flag.json.JsonLimits;
import dev.aviary.flag.json.Pointer;
import dev.aviary.flag.store.FlagKey;
import io.netty.buffer.ByteBufUtil;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.SortedMap;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/**
 * How much there can be of flags: memory and Redis are shared. Each flag counts as if it were
 * killed: then a kill, which is wanted when nobody has time to tidy up, never makes one longer. Nor
 * is anything refused that does not, however much there is already.
 */
final class Bounds {
  /** Characters of one flag's JSON. */
  static final int FLAG = 100_000;

  /** Bytes of the largest export: those of the largest body, so that it can be imported again. */
  static final int ALL = JsonLimits.FILE_LENGTH;

  /** No moment has a longer text. */
  private static final Instant LONGEST = Instant.parse("9999-12-31T23:59:59.999999999Z");

  /** The JSON of a variant's name that is empty. */
  private static final int NO_NAME = "\"\"".length();

  /** What a kill adds to a flag that has no extras otherwise, without the variant's name. */
  private static final int KILL_ALONE =
      (",\"" + FlagDocument.EXTRAS + "\":").length()
          + killed(AviaryMembers.NONE).length()
          - NO_NAME;

  private Bounds() {}

  /** All flags, and what they share. */
  record Contents(SortedMap<FlagKey, Flag> flags, FlagSetDocument shared) {}

  /**
   * How long a flag's JSON is with the longest kill that it may have; made once for each flag.
   *
   * @param bytes in UTF-8
   */
  record Size(int characters, int bytes) {
    /**
     * @param json of the flag as it is
     */
    static Size of(FlagDocument flag, String json) {
      String name = longestName(flag);
      AviaryMembers extras = flag.extras();
      if (extras.isEmpty()) {
        return new Size(
            json.length() + KILL_ALONE + name.length(), utf8(json) + KILL_ALONE + utf8(name));
      }
      String own = extras.json().toString();
      String killed = killed(extras);
      return new Size(
          json.length() + killed.length() - own.length() - NO_NAME + name.length(),
          utf8(json) + utf8(killed) - utf8(own) - NO_NAME + utf8(name));
    }
  }

  /**
   * @param changed the flags that differ
   */
  static List<Fault> check(Contents before, Contents after, Set<FlagKey> changed) {
    List<Fault> faults = new ArrayList<>();
    Pointer place = Pointer.ROOT.to(FlagFile.FLAGS);
    for (FlagKey key : changed) {
      int length = length(after.flags().get(key));
      if (length > FLAG && length > length(before.flags().get(key))) {
        String detail =
            "the flag has %,d characters with room for a kill; %,d are the most"
                .formatted(length, FLAG);
        faults.add(new Fault(place.to(key.text()), detail));
      }
    }
    int all = bytes(after);
    if (all > ALL && all > bytes(before)) {
      String detail =
          "all flags together would have %,d bytes with room for a kill of each; %,d are the most: remove some that are no longer needed"
              .formatted(all, ALL);
      faults.add(new Fault(place, detail));
    }
    return faults;
  }

  /** What all of them take of {@link #ALL}. */
  static int bytes(Contents contents) {
    int bytes = utf8(new FlagFile(new TreeMap<>(), contents.shared()).json(true).toString());
    for (var flag : contents.flags().entrySet()) {
      bytes += bytes(flag.getKey(), flag.getValue().size());
    }
    return bytes;
  }

  /** What one flag takes of it, with its name and what separates it from others. */
  static int bytes(FlagKey key, Size size) {
    return utf8(new Json.Text(key.text()).toString()) + size.bytes() + ":,".length();
  }

  private static int utf8(String text) {
    return ByteBufUtil.utf8Bytes(text);
  }

  private static int length(@Nullable Flag flag) {
    return flag == null ? 0 : flag.size().characters();
  }

  /** The JSON of extras with the longest kill that there is, of a variant without a name. */
  private static String killed(AviaryMembers extras) {
    return extras.withKill(Optional.of(new Kill(LONGEST, Optional.of("")))).json().toString();
  }

  /** The longest name of a variant, as JSON. */
  private static String longestName(FlagDocument flag) {
    String longest = "";
    for (String name : flag.definition().variants().members().keySet()) {
      String text = new Json.Text(name).toString();
      longest = utf8(text) > utf8(longest) ? text : longest;
    }
    return longest;
  }
}
