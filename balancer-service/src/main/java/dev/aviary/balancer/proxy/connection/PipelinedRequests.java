package dev.aviary.balancer.proxy.connection;

import dev.aviary.balancer.http.RefusalPage;
import dev.aviary.balancer.http.RequestHead;
import dev.aviary.balancer.http.VisitorRefusal;
import dev.aviary.balancer.proxy.exchange.AccessRecord;
import dev.aviary.balancer.proxy.exchange.EntryPoint;
import dev.aviary.balancer.proxy.exchange.Exchange;
import dev.aviary.balancer.proxy.exchange.ExchangeContext;
import io.netty.handler.codec.http.HttpContent;
import io.netty.handler.codec.http.HttpMethod;
import io.netty.handler.codec.http.HttpRequest;
import io.netty.util.ReferenceCountUtil;
import java.util.ArrayDeque;
import java.util.Deque;
import org.jspecify.annotations.Nullable;

/**
 * The requests of one HTTP/1 connection, one at a time: each is checked and becomes an exchange;
 * requests that arrive behind it wait for its end (RFC 9112, 9.3.2).
 */
final class PipelinedRequests {
  private final Connection client;
  private final ExchangeContext context;
  private final EntryPoint entryPoint;
  private final Deque<Object> waiting = new ArrayDeque<>();
  private @Nullable Exchange exchange;
  private boolean takingNext;

  /** The connection that the requests arrive on. */
  interface Connection extends Exchange.Client {
    @Override
    Http1Channel channel();

    /** Whether the connection ends: further requests are dropped. */
    boolean closing();
  }

  PipelinedRequests(Connection client, ExchangeContext context, EntryPoint entryPoint) {
    this.client = client;
    this.context = context;
    this.entryPoint = entryPoint;
  }

  /** The exchange of the present request; null: there is none. */
  @Nullable Exchange current() {
    return exchange;
  }

  /** Whether parts of requests wait, decoded or not: no more than what one read brought. */
  boolean anyWaits() {
    return !waiting.isEmpty() || client.channel().keepsBytes();
  }

  /** Whether the present request is the last one of the client, and nothing arrived after it. */
  boolean nothingFollows() {
    return exchange != null && exchange.lastOfClient() && !anyWaits();
  }

  /** A decoded part of a request arrived. */
  void arrived(Object message) {
    if (exchange != null && exchange.requestComplete()) {
      waiting.add(message);
      if (message instanceof HttpRequest request && RequestHead.offersUpgrade(request)) {
        client.channel().stopDecoding();
      }
    } else {
      take(message);
    }
  }

  void exchangeEnded() {
    exchange = null;
  }

  /** Begins with what arrived during the last exchange. */
  void next() {
    if (takingNext) {
      return;
    }
    takingNext = true;
    while (!client.closing()
        && !waiting.isEmpty()
        && (exchange == null || !exchange.requestComplete())) {
      take(waiting.removeFirst());
    }
    takingNext = false;
    if (exchange != null) {
      exchange.clientReadComplete();
    } else {
      client.channel().decodeOn();
    }
  }

  /** Drops what waits. */
  void discard() {
    while (!waiting.isEmpty()) {
      ReferenceCountUtil.release(waiting.removeFirst());
    }
  }

  private void take(Object message) {
    if (message instanceof HttpRequest request) {
      begin(request);
    } else if (exchange != null) {
      exchange.fromClient((HttpContent) message);
    } else {
      ReferenceCountUtil.release(message);
    }
  }

  private void begin(HttpRequest request) {
    VisitorRefusal refusal = context.frameCheck().check(request);
    if (refusal != null) {
      new AccessRecord(context.accessBuffer(), client.peer(), request)
          .write(refusal.status().code(), refusal, 0, 0, 0);
      client.answer(RefusalPage.of(refusal), request.method().equals(HttpMethod.HEAD), false);
      return;
    }
    RequestHead head = RequestHead.read(request);
    if (head.upgrade()) {
      client.channel().stopDecoding();
    }
    client.channel().answersHead(head.head());
    exchange = new Exchange(client, context, entryPoint, head);
    if (head.body()) {
      exchange.begin();
    }
  }
}
