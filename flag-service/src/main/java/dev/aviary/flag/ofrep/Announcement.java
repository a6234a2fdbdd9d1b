package dev.aviary.flag.ofrep;

import dev.aviary.contract.hash.Sha256;
import dev.aviary.flag.json.Json;
import dev.aviary.flag.json.Json.ArrayNode;
import dev.aviary.flag.json.Json.ObjectNode;
import dev.aviary.flag.release.FlagCaller;
import dev.aviary.flag.release.FlagCallers;
import dev.aviary.flag.release.ReaderSettings;
import jakarta.inject.Singleton;
import java.security.MessageDigest;
import java.util.List;

/** Tells clients where to listen: the member {@code eventStreams} of a bulk evaluation. */
@Singleton
final class Announcement {
  /**
   * Another one whenever the addresses of streams are of another form than a version before gave.
   */
  private static final String FORM = "2";

  private final StreamSettings settings;
  private final FlagCallers callers;
  private final boolean anonymous;
  private final String open;
  private volatile Mark last;

  Announcement(StreamSettings settings, FlagCallers callers, ReaderSettings readers) {
    this.settings = settings;
    this.callers = callers;
    this.anonymous = readers.anonymous();
    this.open = mark(open());
    this.last = new Mark("", "");
  }

  /**
   * @param listener whose id it was made of
   */
  private record Mark(String listener, String text) {}

  /** Empty for a client for which no URL can be made. */
  ArrayNode to(FlagCaller asker) {
    return anonymous
        ? open()
        : callers.listenerId(asker).map(this::of).orElseGet(() -> new ArrayNode(List.of()));
  }

  /**
   * Another one when clients are told of other streams than before; the same at all flag services
   * of an instance.
   */
  String mark() {
    if (anonymous) {
      return open;
    }
    String nobody = callers.nobodysListenerId();
    Mark mark = last;
    if (!mark.listener().equals(nobody)) {
      mark = new Mark(nobody, mark(of(nobody)));
      last = mark;
    }
    return mark.text();
  }

  private ArrayNode open() {
    return stream(StreamController.PATH);
  }

  private ArrayNode of(String listenerId) {
    return stream(StreamController.PATH + "?" + StreamController.CLIENT + "=" + listenerId);
  }

  private static String mark(ArrayNode announced) {
    MessageDigest digest = Sha256.begin();
    Hashing.add(digest, FORM);
    Hashing.add(digest, announced.toString());
    return Hashing.brief(digest);
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
