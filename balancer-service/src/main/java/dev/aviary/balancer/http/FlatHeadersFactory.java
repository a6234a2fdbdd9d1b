package dev.aviary.balancer.http;

import io.netty.handler.codec.http.HttpHeaders;
import io.netty.handler.codec.http.HttpHeadersFactory;

/** What a decoder puts the fields of a head into. */
final class FlatHeadersFactory implements HttpHeadersFactory {
  static final FlatHeadersFactory INSTANCE = new FlatHeadersFactory();

  private FlatHeadersFactory() {}

  @Override
  public HttpHeaders newHeaders() {
    return new FlatHeaders();
  }

  @Override
  public HttpHeaders newEmptyHeaders() {
    return newHeaders();
  }
}
