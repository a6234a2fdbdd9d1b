package dev.aviary.flag.ofrep;

import io.netty.buffer.ByteBuf;
import io.netty.channel.ChannelDuplexHandler;
import io.netty.channel.ChannelHandlerContext;
import io.netty.channel.ChannelPromise;
import io.netty.handler.codec.http.HttpContent;
import io.netty.handler.codec.http.HttpRequest;
import io.netty.handler.codec.http.HttpResponse;
import io.netty.handler.codec.http.HttpStatusClass;
import io.netty.handler.codec.http.LastHttpContent;
import java.net.InetSocketAddress;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/*
 * Most of what a 304 costs is the framework: routing, filters, the binding of arguments. So a client
 * that polls is answered before the framework when that is simple: no answer to an earlier request is
 * outstanding, because answers keep their order (RFC 9112, section 9.3.2), and the client reads what it
 * is sent, because the framework alone knows how to wait for it. What is held back has a length that was
 * announced and is small; whatever else comes is passed on as it came.
 */

/** Answers clients that ask for all flags and have them; passes everything else on. */
final class RevalidationHandler extends ChannelDuplexHandler {
  private final Revalidation revalidation;
  private final NotModified notModified = new NotModified();

  /** The head of the request that is looked at. */
  private @Nullable HttpRequest head;

  /** Its body as far as it is here. */
  private final List<HttpContent> body = new ArrayList<>(1);

  /** Requests that were passed on and are not answered yet. */
  private int passedOn;

  private boolean answered;
  private @Nullable String address;

  RevalidationHandler(Revalidation revalidation) {
    this.revalidation = revalidation;
  }

  @Override
  public void channelRead(ChannelHandlerContext context, Object message) {
    if (head != null) {
      body.add((HttpContent) message);
      if (message instanceof LastHttpContent) {
        decide(context, head);
      }
    } else if (!(message instanceof HttpRequest request)) {
      context.fireChannelRead(message);
    } else if (passedOn == 0 && context.channel().isWritable() && revalidation.asks(request)) {
      head = request;
    } else {
      passedOn++;
      context.fireChannelRead(message);
    }
  }

  @Override
  public void channelReadComplete(ChannelHandlerContext context) {
    if (answered) {
      answered = false;
      context.flush();
    }
    // The framework asks for more then, also when there was nothing for it.
    context.fireChannelReadComplete();
  }

  @Override
  public void write(ChannelHandlerContext context, Object message, ChannelPromise promise) {
    if (message instanceof LastHttpContent && !informs(message)) {
      passedOn--;
    }
    context.write(message, promise);
  }

  @Override
  public void handlerRemoved(ChannelHandlerContext context) {
    release();
  }

  private void decide(ChannelHandlerContext context, HttpRequest request) {
    Optional<Bulk> kept = kept(context, request);
    if (kept.isPresent()) {
      release();
      context.write(notModified.answer(kept.get()), context.voidPromise());
      answered = true;
    } else {
      passOn(context, request);
    }
  }

  /** What goes wrong here goes wrong once more in the controller, which has words for it. */
  private Optional<Bulk> kept(ChannelHandlerContext context, HttpRequest request) {
    try {
      return whole()
          ? revalidation.kept(request.headers(), address(context), bytes())
          : Optional.empty();
    } catch (RuntimeException e) {
      return Optional.empty();
    }
  }

  private void passOn(ChannelHandlerContext context, HttpRequest request) {
    passedOn++;
    head = null;
    List<HttpContent> parts = List.copyOf(body);
    body.clear();
    context.fireChannelRead(request);
    parts.forEach(context::fireChannelRead);
  }

  private void release() {
    head = null;
    body.forEach(HttpContent::release);
    body.clear();
  }

  private boolean whole() {
    for (HttpContent part : body) {
      if (part.decoderResult().isFailure()) {
        return false;
      }
    }
    return true;
  }

  private byte[] bytes() {
    int length = 0;
    for (HttpContent part : body) {
      length += part.content().readableBytes();
    }
    byte[] bytes = new byte[length];
    int at = 0;
    for (HttpContent part : body) {
      ByteBuf content = part.content();
      content.getBytes(content.readerIndex(), bytes, at, content.readableBytes());
      at += content.readableBytes();
    }
    return bytes;
  }

  private String address(ChannelHandlerContext context) {
    String text = address;
    if (text == null) {
      text = ((InetSocketAddress) context.channel().remoteAddress()).getAddress().getHostAddress();
      address = text;
    }
    return text;
  }

  /** Such an answer comes before the one that counts (RFC 9110, section 15.2). */
  private static boolean informs(Object message) {
    return message instanceof HttpResponse response
        && response.status().codeClass() == HttpStatusClass.INFORMATIONAL;
  }
}
