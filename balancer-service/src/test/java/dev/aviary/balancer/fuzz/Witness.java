package dev.aviary.balancer.fuzz;

import dev.aviary.balancer.testing.Conversation;
import dev.aviary.balancer.testing.TestBackend;
import java.io.IOException;
import java.util.List;
import java.util.Map;
import java.util.Queue;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.atomic.AtomicLong;

/**
 * The backend: reads strictly, remembers what it read and for whom, and says in each answer which
 * request of all it was.
 */
final class Witness {
  static final String HEADER = "X-Witness";

  private final Map<Long, Reading.Request> requests = new ConcurrentHashMap<>();
  private final Map<String, Queue<Long>> byClient = new ConcurrentHashMap<>();
  private final Queue<String> complaints = new ConcurrentLinkedQueue<>();
  private final AtomicLong serial = new AtomicLong();

  TestBackend.Script script() {
    return this::serve;
  }

  /** What it read that no balancer may send. */
  List<String> complaints() {
    return List.copyOf(complaints);
  }

  Reading.Request request(long number) {
    return requests.get(number);
  }

  /** The numbers of the requests made for that client, in order; they are forgotten. */
  List<Long> takeAll(String client) {
    Queue<Long> numbers = byClient.remove(client);
    List<Long> all = numbers == null ? List.of() : List.copyOf(numbers);
    all.forEach(requests::remove);
    return all;
  }

  /** Requests that nobody has asked about. */
  int left() {
    return requests.size();
  }

  private void serve(Conversation conversation) throws IOException {
    var reader = new StrictReader(conversation.in());
    while (true) {
      switch (reader.next()) {
        case Reading.Request request -> answer(conversation, request);
        case Reading.Invalid invalid -> {
          complaints.add(invalid.reason());
          return;
        }
        case Reading.Cut cut -> {
          return;
        }
        case Reading.End end -> {
          return;
        }
      }
    }
  }

  private void answer(Conversation conversation, Reading.Request request) throws IOException {
    List<String> clients = request.values("x-forwarded-for");
    // What a value holds is the client's; lines, spaces and chunks are the balancer's.
    boolean laxly = request.lax() && !new HeadRules(request.fields()).lax();
    if (clients.size() != 1 || laxly || request.minor() != 1) {
      complaints.add("not as a balancer writes: " + request);
    }
    long number = serial.incrementAndGet();
    requests.put(number, request);
    byClient
        .computeIfAbsent(String.join(",", clients), client -> new ConcurrentLinkedQueue<>())
        .add(number);
    String body = request.method().equals("HEAD") ? "" : "ok";
    conversation.send(
        "HTTP/1.1 200 OK\r\n" + HEADER + ": " + number + "\r\nContent-Length: 2\r\n\r\n" + body);
  }
}
