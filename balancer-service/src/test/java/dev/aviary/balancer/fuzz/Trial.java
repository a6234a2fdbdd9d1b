package dev.aviary.balancer.fuzz;

import dev.aviary.balancer.testing.Answer;
import dev.aviary.balancer.testing.RawClient;
import java.io.IOException;
import java.net.SocketException;
import java.util.ArrayList;
import java.util.List;

/** One case, sent to the balancer; what came back is held against what should have. */
final class Trial {
  private final FuzzCase sent;
  private final Witness witness;
  private final RawClient client;
  private final String address;
  private final List<Long> answered = new ArrayList<>();

  private Trial(FuzzCase sent, Witness witness, RawClient client, String address) {
    this.sent = sent;
    this.witness = witness;
    this.client = client;
    this.address = address;
  }

  /**
   * Runs the case.
   *
   * @param address the client's, of no other case: by it the backend knows whose a request is
   * @return what was wrong; empty when nothing was
   */
  static String run(FuzzCase sent, Witness witness, int port, String address) {
    try (var client = RawClient.from(address, port)) {
      var trial = new Trial(sent, witness, client, address);
      trial.send();
      trial.check();
      return "";
    } catch (IOException | Wrong e) {
      return e + "\n" + sent;
    } finally {
      witness.takeAll(address);
    }
  }

  private void send() {
    try {
      for (byte[] segment : sent.segments()) {
        client.send(segment);
      }
    } catch (IOException e) {
      // The balancer has answered and gone; the answer is there to read.
    }
  }

  private void check() throws IOException, Wrong {
    boolean ended = false;
    for (Reading reading : sent.readings()) {
      ended =
          switch (reading) {
            case Reading.Request request -> answered(request);
            case Reading.Invalid invalid -> refused(invalid.reason());
            case Reading.Cut cut -> sent.patient() && endsUnanswered();
            case Reading.End end -> sent.patient() && endsUnanswered();
          };
      if (ended) {
        break;
      }
    }
    List<Long> seen = witness.takeAll(address);
    if (!seen.equals(answered)) {
      throw new Wrong("the backend saw " + seen + ", the client was answered " + answered);
    }
  }

  /** Whether the connection ends with the answer. */
  private boolean answered(Reading.Request request) throws IOException, Wrong {
    Answer answer = answerTo(request);
    String number = answer.header(Witness.HEADER);
    Expected.Answerer answerer = Expected.answerer(request);
    if (number.isEmpty() && !answer.header("X-Aviary-Error").isEmpty()) {
      if (answerer != Expected.Answerer.NOBODY && !request.lax()) {
        throw new Wrong("refused what is valid: " + answer.head() + answer.body() + request);
      }
      return ends(answer);
    }
    if (number.isEmpty() != (answerer == Expected.Answerer.BALANCER)
        || answerer == Expected.Answerer.NOBODY) {
      throw new Wrong("not the one who should answer: " + answer.head() + request);
    }
    if (!number.isEmpty()) {
      compare(request, Long.parseLong(number));
    }
    // The balancer need not wait for a body that it has no use for.
    boolean may = number.isEmpty() && request.bodied();
    return (request.last() || (may && closes(answer))) && ends(answer);
  }

  private void compare(Reading.Request request, long number) throws Wrong {
    answered.add(number);
    Reading.Request given = witness.request(number);
    if (!given.values("x-forwarded-for").equals(List.of(address))) {
      throw new Wrong("another client's answer: " + given);
    }
    String difference = Expected.difference(request, given);
    if (!difference.isEmpty()) {
      throw new Wrong(difference);
    }
  }

  private boolean refused(String reason) throws IOException, Wrong {
    // Whether it has a body depends on a method that may not be readable.
    Answer answer = client.readFinal(true);
    boolean early = !answer.header("X-Aviary-Answer").isEmpty();
    if (!early && (answer.header("X-Aviary-Error").isEmpty() || answer.status() < 400)) {
      throw new Wrong("not refused: " + reason + ": " + answer.head());
    }
    return ends(answer);
  }

  private boolean ends(Answer answer) throws IOException, Wrong {
    if (!closes(answer) || rest().matches("(?s)(.*\n)?HTTP/1[.].*")) {
      throw new Wrong("the connection goes on after " + answer.head());
    }
    return true;
  }

  /** Whoever says that it ends and sends more may be hung up on with a reset. */
  private String rest() throws IOException {
    try {
      return client.readToEnd();
    } catch (SocketException e) {
      return "";
    }
  }

  private static boolean closes(Answer answer) {
    return answer.header("Connection").equals("close");
  }

  /** At a deadline: with a word where a request had begun, or without. */
  private boolean endsUnanswered() throws IOException, Wrong {
    String head = client.readHead();
    if (!head.isEmpty() && !head.contains("X-Aviary-")) {
      throw new Wrong("an answer to nothing: " + head);
    }
    return true;
  }

  private Answer answerTo(Reading.Request request) throws IOException {
    return client.readFinal(request.method().equals("HEAD"));
  }

  /** The balancer did what it must not. */
  private static final class Wrong extends Exception {
    Wrong(String what) {
      super(what);
    }
  }
}
