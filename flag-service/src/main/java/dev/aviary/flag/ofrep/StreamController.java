package dev.aviary.flag.ofrep;

import dev.aviary.contract.http.Open;
import dev.aviary.flag.gateway.OnGateway;
import dev.aviary.flag.release.FlagCaller;
import dev.aviary.flag.release.FlagCallers;
import dev.aviary.flag.release.ReaderSettings;
import io.lettuce.core.RedisException;
import io.micronaut.http.HttpHeaders;
import io.micronaut.http.HttpRequest;
import io.micronaut.http.HttpResponse;
import io.micronaut.http.MediaType;
import io.micronaut.http.MutableHttpResponse;
import io.micronaut.http.annotation.Controller;
import io.micronaut.http.annotation.Get;
import io.micronaut.http.annotation.Header;
import io.micronaut.http.annotation.QueryValue;
import io.micronaut.scheduling.TaskExecutors;
import io.micronaut.scheduling.annotation.ExecuteOn;
import io.swagger.v3.oas.annotations.responses.ApiResponse;
import io.swagger.v3.oas.annotations.security.SecurityRequirement;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.reactivestreams.Publisher;

/** Streams of events, at the address that bulk evaluations name. */
@SecurityRequirement(name = "reader")
@SecurityRequirement(name = "readerKey")
@Open
@OnGateway
@Controller(StreamController.PATH)
@ExecuteOn(TaskExecutors.BLOCKING)
final class StreamController {
  static final String PATH = "/ofrep/v1/events";

  /** Says who listens, where clients need a token. */
  static final String CLIENT = "client";

  /** Seconds. */
  private static final long AGAIN = 10;

  private final EventStreams streams;
  private final FlagCallers callers;
  private final Identification identification;
  private final boolean anonymous;

  /** Behind a proxy that others share, all who have no token come from one address. */
  private final boolean proxied;

  StreamController(
      EventStreams streams,
      FlagCallers callers,
      Identification identification,
      ReaderSettings readers,
      StreamSettings settings) {
    this.streams = streams;
    this.callers = callers;
    this.identification = identification;
    this.anonymous = readers.anonymous();
    this.proxied = settings.origin().isPresent();
  }

  /**
   * Tells when flags give something else.
   *
   * @param client who listens, as the address in eventStreams says
   * @param last the state of the flags that the client knows
   */
  @ApiResponse(responseCode = "200", ref = "Events")
  @ApiResponse(responseCode = "401", ref = "Nobody")
  @ApiResponse(responseCode = "429", ref = "TooManyQuestions")
  @ApiResponse(responseCode = "503", ref = "NothingKnown")
  @Get(produces = MediaType.ALL)
  HttpResponse<?> events(
      HttpRequest<?> request,
      @Nullable @QueryValue String client,
      @Header("Last-Event-ID") @Nullable String last) {
    return switch (identity(request, client)) {
      case Identity.Known(FlagCaller asker) -> events(request, asker, last);
      case Identity.Nobody _ ->
          AdmissionFilter.refused(
              "that token is not known; evaluate all flags to learn where to listen");
      case Identity.Unsettled _ -> OfrepAnswer.unsettled().response();
    };
  }

  private HttpResponse<?> events(HttpRequest<?> request, FlagCaller asker, @Nullable String last) {
    if (streams.full()) {
      return full(503, "the service has as many listeners as it can hold");
    }
    String listener = listener(asker, request);
    if (streams.full(listener)) {
      return full(429, "this client has as many streams as it may have");
    }
    StreamConnection connection = StreamConnection.of(request);
    Publisher<byte[]> events = subscriber -> streams.open(subscriber, connection, listener, last);
    return HttpResponse.ok(events)
        .contentType(MediaType.TEXT_EVENT_STREAM_TYPE)
        .header(HttpHeaders.CACHE_CONTROL, "no-store")
        // A compressor would hold events back; a proxy might buffer them.
        .header(HttpHeaders.CONTENT_ENCODING, "identity")
        .header("X-Accel-Buffering", "no");
  }

  /** By what streams are counted; null: by nothing. */
  private @Nullable String listener(FlagCaller asker, HttpRequest<?> request) {
    if (!(asker instanceof FlagCaller.Anybody)) {
      return asker.id();
    }
    return proxied ? null : request.getRemoteAddress().getAddress().getHostAddress();
  }

  /** By the URL, or else by the head. */
  private Identity identity(HttpRequest<?> request, @Nullable String client) {
    try {
      Optional<FlagCaller> named = Optional.ofNullable(client).flatMap(callers::listener);
      if (named.isPresent()) {
        return new Identity.Known(named.get());
      }
    } catch (RedisException away) {
      return new Identity.Unsettled();
    }
    Identity identity = identification.waitFor(request);
    return identity instanceof Identity.Known(FlagCaller.Anybody _) && !anonymous
        ? new Identity.Nobody()
        : identity;
  }

  private static MutableHttpResponse<byte[]> full(int status, String details) {
    return OfrepAnswer.refusal(status, details).after(AGAIN).response();
  }
}
