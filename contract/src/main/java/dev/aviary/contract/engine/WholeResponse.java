package dev.aviary.contract.engine;

import com.github.dockerjava.transport.DockerHttpClient;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;

/** An answer that has come whole, and holds nothing open. */
final class WholeResponse implements DockerHttpClient.Response {
  private final int status;
  private final Map<String, List<String>> headers;
  private final byte[] bytes;

  private WholeResponse(int status, Map<String, List<String>> headers, byte[] bytes) {
    this.status = status;
    this.headers = headers;
    this.bytes = bytes;
  }

  /** Reads an answer to its end and closes it. */
  static WholeResponse of(DockerHttpClient.Response response) {
    try (response;
        InputStream body = response.getBody()) {
      return new WholeResponse(
          response.getStatusCode(), response.getHeaders(), body.readAllBytes());
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  String text() {
    return new String(bytes, StandardCharsets.UTF_8);
  }

  @Override
  public int getStatusCode() {
    return status;
  }

  @Override
  public Map<String, List<String>> getHeaders() {
    return headers;
  }

  @Override
  public InputStream getBody() {
    return new ByteArrayInputStream(bytes);
  }

  @Override
  public void close() {
    // It holds nothing.
  }
}
