package dev.aviary.flag.ofrep;

import dev.aviary.flag.json.Json;
import dev.aviary.flag.json.Json.ArrayNode;
import dev.aviary.flag.json.Json.ObjectNode;
import dev.aviary.flag.release.Asker;
import dev.aviary.flag.release.Askers;
import dev.aviary.flag.release.ReaderSettings;
import jakarta.inject.Singleton;
import java.util.List;

/** Tells clients where to listen: the member {@code eventStreams} of a bulk evaluation. */
@Singleton
final class Announcement {
  private final StreamSettings settings;
  private final Askers askers;
  private final boolean anonymous;

  Announcement(StreamSettings settings, Askers askers, ReaderSettings readers) {
    this.settings = settings;
    this.askers = askers;
    this.anonymous = readers.anonymous();
  }

  /** Empty for whom no URL can be made. */
  ArrayNode to(Asker asker) {
    if (anonymous) {
      return stream(StreamController.PATH);
    }
    return askers
        .listenerId(asker)
        .map(id -> stream(StreamController.PATH + "?" + StreamController.CLIENT + "=" + id))
        .orElseGet(() -> new ArrayNode(List.of()));
  }

  private ArrayNode stream(String path) {
    ObjectNode type = ObjectNode.EMPTY.with("type", new Json.Text("sse"));
    return new ArrayNode(
        List.of(
            settings
                .origin()
                .map(origin -> type.with("url", new Json.Text(origin + path)))
                .orElseGet(() ->
                    type.with(
                        "endpoint", ObjectNode.EMPTY.with("requestUri", new Json.Text(path))))));
  }
}
