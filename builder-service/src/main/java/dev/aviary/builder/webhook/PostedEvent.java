package dev.aviary.builder.webhook;

import dev.aviary.contract.app.BadValueException;
import dev.aviary.contract.app.Check;
import io.micronaut.http.HttpHeaders;
import io.micronaut.http.HttpRequest;
import io.micronaut.http.MediaType;
import java.nio.charset.StandardCharsets;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** A delivery of a forge as it was posted: its headers, and its body byte by byte. */
final class PostedEvent {
  private final HttpHeaders headers;
  private final boolean form;
  private final byte[] body;

  /**
   * @param body null: it was empty
   */
  PostedEvent(HttpRequest<?> request, byte @Nullable [] body) {
    this.headers = request.getHeaders();
    this.form =
        request
            .getContentType()
            .filter(type -> type.matches(MediaType.APPLICATION_FORM_URLENCODED_TYPE))
            .isPresent();
    this.body = body == null ? new byte[0] : body;
  }

  Optional<String> header(String name) {
    return headers.findFirst(name).filter(value -> !value.isBlank());
  }

  byte[] body() {
    return body;
  }

  /**
   * The JSON: the body, or the field {@code payload} of a form.
   *
   * @throws BadValueException when the form has none or is not well encoded
   */
  byte[] payload() {
    return form
        ? Check.present(
            TravisForm.payload(new String(body, StandardCharsets.ISO_8859_1)).orElse(null),
            "the form's field payload")
        : body;
  }

  String json() {
    return new String(payload(), StandardCharsets.UTF_8);
  }
}
