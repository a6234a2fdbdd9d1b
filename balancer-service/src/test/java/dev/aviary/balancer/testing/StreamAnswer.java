package dev.aviary.balancer.testing;

import io.netty.handler.codec.http2.Http2Headers;
import java.io.ByteArrayOutputStream;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/** An answer on a stream of HTTP/2, as far as it arrived. */
public final class StreamAnswer {
  private final List<Map<String, String>> sections = new ArrayList<>();
  private final ByteArrayOutputStream body = new ByteArrayOutputStream();
  private boolean ended;

  void section(Http2Headers fields) {
    var section = new TreeMap<String, String>();
    fields.forEach(field -> section.put(field.getKey().toString(), field.getValue().toString()));
    sections.add(section);
  }

  void body(byte[] bytes) {
    body.writeBytes(bytes);
  }

  void end() {
    ended = true;
  }

  public boolean ended() {
    return ended;
  }

  /** The header sections, of interim answers too, and the trailer section. */
  public List<Map<String, String>> sections() {
    return sections;
  }

  public int status() {
    return Integer.parseInt(header(":status"));
  }

  /** A field of the first header section; empty when it is missing. */
  public String header(String name) {
    return sections.getFirst().getOrDefault(name, "");
  }

  public String body() {
    return body.toString(StandardCharsets.ISO_8859_1);
  }
}
