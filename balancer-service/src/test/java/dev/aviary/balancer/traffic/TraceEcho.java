package dev.aviary.balancer.traffic;

import static dev.aviary.balancer.testing.FrameClient.END_STREAM;
import static dev.aviary.balancer.testing.FrameClient.HEADERS;

import dev.aviary.balancer.testing.Answer;
import dev.aviary.balancer.testing.Conversation;
import dev.aviary.balancer.testing.FrameClient;
import dev.aviary.balancer.testing.FrameClient.Frame;
import dev.aviary.balancer.testing.StreamAnswer;
import java.io.IOException;

/** Backends that answer each request with its {@code traceparent} and {@code tracestate}. */
final class TraceEcho {
  private TraceEcho() {}

  static void serve(Conversation conversation) throws IOException {
    for (String head = conversation.readHead(); !head.isEmpty(); head = conversation.readHead()) {
      var asked = new Answer(head, "", "");
      conversation.answer(asked.header("traceparent") + " " + asked.header("tracestate"));
    }
  }

  static void serve(FrameClient frames) throws IOException {
    while (true) {
      Frame frame = frames.next();
      if (frame.type() == HEADERS && frame.has(END_STREAM)) {
        StreamAnswer asked = frames.partOf(frame.stream());
        frames
            .headers(frame.stream(), false, ":status", "200")
            .data(
                frame.stream(),
                true,
                asked.header("traceparent") + " " + asked.header("tracestate"));
      }
    }
  }
}
