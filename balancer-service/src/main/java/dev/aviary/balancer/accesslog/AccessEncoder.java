package dev.aviary.balancer.accesslog;

import ch.qos.logback.core.encoder.EncoderBase;
import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonGenerator;
import dev.aviary.balancer.route.Endpoint;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.time.Instant;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/** An entry as a line of JSON. Names and units are what the README says. */
final class AccessEncoder extends EncoderBase<AccessEntry> {
  private static final byte[] NOTHING = {};

  private final JsonFactory json = new JsonFactory();
  private final ByteArrayOutputStream line = new ByteArrayOutputStream(512);

  @Override
  public byte[] headerBytes() {
    return NOTHING;
  }

  @Override
  public byte[] encode(AccessEntry entry) {
    line.reset();
    try (JsonGenerator out = json.createGenerator(line)) {
      out.writeStartObject();
      write(entry, out);
      out.writeEndObject();
      out.writeRaw('\n');
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    return line.toByteArray();
  }

  @Override
  public byte[] footerBytes() {
    return NOTHING;
  }

  private static void write(AccessEntry entry, JsonGenerator out) throws IOException {
    out.writeStringField("at", Instant.ofEpochMilli(entry.endedAt()).toString());
    text("request_id", entry.requestId(), out);
    out.writeStringField("peer", entry.peer());
    text("tls", entry.tls(), out);
    out.writeStringField("method", entry.method());
    out.writeStringField("host", entry.host());
    out.writeStringField("target", entry.target());
    text("user_agent", entry.userAgent(), out);
    out.writeNumberField("status", entry.status());
    text("refusal", entry.refusal(), out);
    out.writeNumberField("bytes_in", entry.bytesIn());
    out.writeNumberField("bytes_out", entry.bytesOut());
    out.writeNumberField("micros", TimeUnit.NANOSECONDS.toMicros(entry.nanos()));
    out.writeNumberField("attempts", entry.attempts());
    if (entry.endpoint() != null) {
      endpoint(entry.endpoint(), out);
    }
  }

  private static void endpoint(Endpoint endpoint, JsonGenerator out) throws IOException {
    out.writeStringField("app", endpoint.app());
    out.writeStringField("track", endpoint.slot().track().id());
    out.writeStringField("slot", endpoint.slot().id());
    out.writeStringField("release", endpoint.meter().release());
  }

  private static void text(String name, @Nullable String value, JsonGenerator out)
      throws IOException {
    if (value != null) {
      out.writeStringField(name, value);
    }
  }
}
