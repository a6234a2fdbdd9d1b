package dev.aviary.balancer.http;

import io.netty.handler.codec.http.DefaultHttpResponse;
import io.netty.handler.codec.http.HttpMessage;
import io.netty.handler.codec.http.HttpMethod;
import io.netty.handler.codec.http.HttpRequest;
import io.netty.handler.codec.http.HttpResponse;
import io.netty.handler.codec.http.HttpResponseStatus;
import io.netty.handler.codec.http.HttpStatusClass;
import io.netty.handler.codec.http.HttpVersion;

/** Towards backends: writes requests, reads responses, one exchange at a time. */
public final class ClientCodec extends Codec {
  private boolean head;

  public ClientCodec(Limits limits) {
    super(limits);
  }

  /** Whether bytes wait that belong to no answer that was asked for. */
  public boolean holdsLeftovers() {
    return leftovers();
  }

  @Override
  HttpMessage read(byte[] response) {
    return ResponseReader.read(response);
  }

  @Override
  HttpMessage unreadable() {
    return new DefaultHttpResponse(
        HttpVersion.HTTP_1_0, HttpResponseStatus.BAD_GATEWAY, new Fields());
  }

  /** RFC 9112, section 6.3. */
  @Override
  boolean bodiless(HttpMessage message) {
    HttpResponseStatus status = ((HttpResponse) message).status();
    return head
        || status.codeClass() == HttpStatusClass.INFORMATIONAL
        || status.code() == 204
        || status.code() == 304;
  }

  @Override
  boolean switches(HttpMessage message) {
    return ((HttpResponse) message).status().code() == 101;
  }

  @Override
  boolean endless() {
    return true;
  }

  @Override
  Framing framing(HttpMessage message) {
    head = ((HttpRequest) message).method().equals(HttpMethod.HEAD);
    return Framing.of(message);
  }
}
