package dev.aviary.contract.trace;

import dev.aviary.contract.app.Check;
import io.micronaut.context.annotation.ConfigurationProperties;
import io.micronaut.context.annotation.Context;
import io.micronaut.core.bind.annotation.Bindable;
import java.net.URI;
import java.net.URLDecoder;
import java.nio.charset.StandardCharsets;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * Where spans go, and which are made.
 *
 * @param endpoint address of a receiver of OTLP over HTTP, to which {@code v1/traces} is added, as
 *     OpenTelemetry has it for {@code OTEL_EXPORTER_OTLP_ENDPOINT}; empty: no spans are made
 * @param headers what is sent with them, {@code name=value} with commas between, values
 *     percent-encoded, as OpenTelemetry has it for {@code OTEL_EXPORTER_OTLP_HEADERS}
 * @param ratio the part of all traces that begin here, 0 to 1
 */
@Context
@ConfigurationProperties("aviary.traces")
public record TraceSettings(
    @Nullable String endpoint,
    @Nullable String headers,
    @Bindable(defaultValue = "0.1") double ratio) {
  private static final String ENDPOINT = "OTEL_EXPORTER_OTLP_ENDPOINT";
  private static final String HEADERS = "OTEL_EXPORTER_OTLP_HEADERS";
  private static final Pattern NAME = Pattern.compile("[!#$%&'*+.^_`|~0-9A-Za-z-]+");
  private static final Pattern VALUE = Pattern.compile("[\\t\\x20-\\x7e]*");

  public TraceSettings {
    endpoint = endpoint == null ? "" : endpoint.strip();
    headers = headers == null ? "" : headers.strip();
    if (!endpoint.isEmpty()) {
      address(endpoint);
    }
    parse(headers);
    Check.that(
        ratio >= 0 && ratio <= 1,
        "AVIARY_TRACES_RATIO is " + ratio + "; give a part of all traces, from 0 to 1");
  }

  boolean enabled() {
    return !text(endpoint).isEmpty();
  }

  /** Where spans are posted. */
  URI receiver() {
    return address(text(endpoint));
  }

  Map<String, String> fields() {
    return parse(text(headers));
  }

  private static String text(@Nullable String value) {
    return value == null ? "" : value;
  }

  private static URI address(String endpoint) {
    URI base;
    try {
      base = URI.create(endpoint);
    } catch (IllegalArgumentException e) {
      base = URI.create("");
    }
    boolean web = "http".equals(base.getScheme()) || "https".equals(base.getScheme());
    Check.that(
        web
            && base.getHost() != null
            && base.getRawUserInfo() == null
            && base.getRawQuery() == null
            && base.getRawFragment() == null,
        ENDPOINT
            + " is '"
            + endpoint
            + "'; give the address of a receiver of OTLP over HTTP, http://127.0.0.1:4318");
    return URI.create(endpoint + (endpoint.endsWith("/") ? "" : "/") + "v1/traces");
  }

  /** No message names a value: it is mostly a token. */
  private static Map<String, String> parse(String headers) {
    var fields = new LinkedHashMap<String, String>();
    for (String each : headers.split(",", -1)) {
      if (!each.isBlank()) {
        int equals = each.indexOf('=');
        String name = equals < 0 ? "" : each.substring(0, equals).strip();
        Check.that(
            NAME.matcher(name).matches(),
            HEADERS + " is not a list of name=value with commas between");
        fields.put(name, decoded(name, each.substring(equals + 1).strip()));
      }
    }
    return Map.copyOf(fields);
  }

  /** A plus stays one: only {@code %XX} is an escape here (W3C Baggage, section 3.3). */
  private static String decoded(String name, String value) {
    String plain;
    try {
      plain = URLDecoder.decode(value.replace("+", "%2B"), StandardCharsets.UTF_8);
    } catch (IllegalArgumentException e) {
      plain = "\n";
    }
    Check.that(
        VALUE.matcher(plain).matches(),
        HEADERS + ": the value of " + name + " is no value of a header; write others as %XX");
    return plain;
  }

  /** Without the headers. */
  @Override
  public String toString() {
    return "TraceSettings[%s, ratio %s]".formatted(endpoint, ratio);
  }
}
