package dev.aviary.flag.definition;

import dev.aviary.flag.json.Json;
import dev.aviary.flag.json.Json.ObjectNode;
import dev.aviary.flag.json.Pointer;
import java.util.ArrayList;
import java.util.List;

/**
 * A flag as it was sent, and what came of reading it.
 *
 * @param place where it stands in what was sent
 */
public record FlagReading(Pointer place, Json json, Reading<FlagDocument> reading) {
  static FlagReading of(Pointer place, Json json) {
    return new FlagReading(place, json, FlagDocument.read(json));
  }

  /** Its members, whatever they are. */
  public ObjectNode members() {
    return json instanceof ObjectNode object ? object : ObjectNode.EMPTY;
  }

  /** The prerequisites that can be read, even if nothing else can. */
  public List<Prerequisite> prerequisites() {
    List<Fault> ignored = new ArrayList<>();
    return Members.of(members(), Pointer.ROOT, ignored)
        .object(FlagDocument.EXTRAS)
        .map(ExtrasReader::read)
        .orElse(AviaryMembers.NONE)
        .prerequisites();
  }
}
