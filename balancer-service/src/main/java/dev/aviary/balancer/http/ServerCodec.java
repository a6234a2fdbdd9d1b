package dev.aviary.balancer.http;

import io.netty.handler.codec.http.DefaultHttpRequest;
import io.netty.handler.codec.http.HttpHeaderNames;
import io.netty.handler.codec.http.HttpMessage;
import io.netty.handler.codec.http.HttpMethod;
import io.netty.handler.codec.http.HttpResponse;
import io.netty.handler.codec.http.HttpResponseStatus;
import io.netty.handler.codec.http.HttpStatusClass;
import io.netty.handler.codec.http.HttpVersion;

/**
 * Towards clients: reads requests, writes responses. Whoever answers says which kind of request it
 * is: an interim answer to a HEAD request is not the answer to it.
 */
public final class ServerCodec extends Codec {
  private boolean head;

  public ServerCodec(Limits limits) {
    super(limits);
  }

  /** Whether a request has begun to arrive whose head is not whole yet. */
  public boolean holdsPartOfHead() {
    return leftovers();
  }

  /** Whether the answers that follow belong to a HEAD request. */
  public void answersHead(boolean answersHead) {
    head = answersHead;
  }

  @Override
  HttpMessage read(byte[] request) {
    return RequestReader.read(request);
  }

  @Override
  HttpMessage unreadable() {
    return new DefaultHttpRequest(HttpVersion.HTTP_1_0, HttpMethod.GET, "/", new Fields());
  }

  @Override
  boolean bodiless(HttpMessage message) {
    return false;
  }

  @Override
  boolean switches(HttpMessage message) {
    return false;
  }

  @Override
  boolean endless() {
    return false;
  }

  /** RFC 9110, section 8.6: neither length nor coding where no body can be. */
  @Override
  Framing framing(HttpMessage message) {
    HttpResponseStatus status = ((HttpResponse) message).status();
    if (status.codeClass() == HttpStatusClass.INFORMATIONAL || status.code() == 204) {
      message
          .headers()
          .remove(HttpHeaderNames.CONTENT_LENGTH)
          .remove(HttpHeaderNames.TRANSFER_ENCODING);
      return Framing.NO_BODY;
    }
    if (status.code() == 205) {
      message.headers().remove(HttpHeaderNames.TRANSFER_ENCODING);
      message.headers().set(HttpHeaderNames.CONTENT_LENGTH, "0");
      return Framing.NO_BODY;
    }
    return head || status.code() == 304 ? Framing.NO_BODY : Framing.of(message);
  }
}
