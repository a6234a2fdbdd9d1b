package dev.aviary.balancer.proxy;

import dev.aviary.balancer.http.Refusal;
import dev.aviary.balancer.http.RefusalPage;
import dev.aviary.balancer.http.RequestHead;
import io.netty.handler.codec.http.HttpContent;
import io.netty.handler.codec.http.HttpMethod;
import io.netty.handler.codec.http.HttpRequest;
import io.netty.util.ReferenceCountUtil;
import java.util.ArrayDeque;
import java.util.Deque;
import org.jspecify.annotations.Nullable;

/**
 * The requests of one client's connection: each is checked and becomes an exchange when its turn
 * comes; what is pipelined behind it waits (RFC 9112, 9.3.2).
 */
final class Turns {
  private final ClientConnection client;
  private final Worker worker;
  private final Entrance entrance;
  private final Deque<Object> waiting = new ArrayDeque<>();
  private @Nullable Exchange exchange;
  private boolean takingNext;

  Turns(ClientConnection client, Worker worker, Entrance entrance) {
    this.client = client;
    this.worker = worker;
    this.entrance = entrance;
  }

  /** Whose turn it is; null: nobody's. */
  @Nullable Exchange current() {
    return exchange;
  }

  /** Decoded or not; no more than one read's worth ever does. */
  boolean anyWaits() {
    return !waiting.isEmpty() || client.channel().keepsBytes();
  }

  /** The client sent its last request, and nothing after it. */
  boolean nothingFollows() {
    return exchange != null && exchange.lastOfClient() && !anyWaits();
  }

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

  void ended() {
    exchange = null;
  }

  /** Takes up what arrived while the last exchange went on. */
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

  /** Nobody will be asked any of it. */
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
    Refusal refusal = worker.frameCheck().check(request);
    if (refusal != null) {
      new Account(worker.accessBuffer(), client.peer(), request)
          .close(refusal.status().code(), refusal, 0, 0, 0);
      client.answer(RefusalPage.of(refusal), request.method().equals(HttpMethod.HEAD), false);
      return;
    }
    RequestHead head = RequestHead.read(request);
    if (head.upgrade()) {
      client.channel().stopDecoding();
    }
    client.channel().answersHead(head.head());
    exchange = new Exchange(client, worker, entrance, head);
    if (head.body()) {
      exchange.begin();
    }
  }
}
