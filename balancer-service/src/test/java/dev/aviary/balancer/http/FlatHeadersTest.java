package dev.aviary.balancer.http;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.netty.handler.codec.http.DefaultHttpHeaders;
import io.netty.handler.codec.http.HttpHeaders;
import io.netty.util.AsciiString;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Iterator;
import java.util.List;
import java.util.Random;
import java.util.Set;
import java.util.TreeSet;
import java.util.function.Consumer;
import java.util.function.Function;
import org.junit.jupiter.api.Test;

/** Netty's own headers say what ours must do. */
class FlatHeadersTest {
  private static final List<String> NAMES =
      List.of(
          "Host",
          "host",
          "HOST",
          "Content-Length",
          "content-length",
          "X-Mine",
          "x-mine",
          "X-Mime",
          "Set-Cookie",
          "set-cookie",
          "Via",
          "TE",
          "te",
          "X_Forwarded_For",
          "x-request-id",
          "a",
          "",
          "with space",
          "colon:",
          "no\u0000",
          "caf\u00e9",
          "line\n");

  private static final List<String> VALUES =
      List.of(
          "",
          "a",
          "chunked",
          "close, keep-alive",
          "CLOSE",
          " x",
          "\tx",
          "x\ty",
          "x y ",
          "12",
          "-1",
          "99999999999",
          "\u00e9t\u00e9",
          "x\u0000y",
          "x\r\ny",
          "\u007f",
          "0123456\u007f",
          "01234567\u001f",
          "0123456789abcdef\n",
          "Tue, 24 Nov 2026 13:58:21 GMT",
          "text/plain");

  @Test
  void doesWhatNettysHeadersDo() {
    for (long seed = 0; seed < 2_000; seed++) {
      var random = new Random(seed);
      HttpHeaders ours = new FlatHeaders();
      HttpHeaders nettys = new DefaultHttpHeaders();
      for (int step = 0; step < 40; step++) {
        Consumer<HttpHeaders> change = change(random);
        assertEquals(outcome(nettys, change), outcome(ours, change), "seed " + seed);
        assertEquals(lines(nettys), lines(ours), "seed " + seed);
      }
      askAll(nettys, ours);
    }
  }

  private static Consumer<HttpHeaders> change(Random random) {
    CharSequence name = anyOf(NAMES, random);
    CharSequence value = anyOf(VALUES, random);
    CharSequence other = anyOf(VALUES, random);
    return switch (random.nextInt(12)) {
      case 0 -> headers -> headers.set(name, value);
      case 1 -> headers -> headers.set(name.toString(), value);
      case 2 -> headers -> headers.remove(name);
      case 3 -> headers -> headers.remove(name.toString());
      case 4 -> headers -> headers.addInt(name, 7);
      case 5 -> headers -> headers.set(name, 8L);
      case 6 -> headers -> headers.add(name, List.of(value, other));
      case 7 -> headers -> headers.setShort(name, (short) 9);
      case 8 -> headers -> headers.add(name.toString(), value);
      default -> headers -> headers.add(name, value);
    };
  }

  /** A name or value as its user or as a decoder has it. */
  private static CharSequence anyOf(List<String> texts, Random random) {
    String text = texts.get(random.nextInt(texts.size()));
    return random.nextBoolean() ? text : new AsciiString(text.toCharArray());
  }

  private static boolean outcome(HttpHeaders headers, Consumer<HttpHeaders> change) {
    try {
      change.accept(headers);
      return true;
    } catch (IllegalArgumentException refused) {
      return false;
    }
  }

  private static List<String> lines(HttpHeaders headers) {
    var lines = new ArrayList<String>();
    headers
        .iteratorCharSequence()
        .forEachRemaining(field -> lines.add(field.getKey() + ": " + field.getValue()));
    return lines;
  }

  private static void askAll(HttpHeaders nettys, HttpHeaders ours) {
    List<Function<HttpHeaders, Object>> questions = new ArrayList<>();
    questions.add(HttpHeaders::size);
    questions.add(HttpHeaders::isEmpty);
    questions.add(headers -> headers.entries().toString());
    questions.add(headers -> lower(headers.names()));
    for (String name : NAMES) {
      AsciiString ascii = new AsciiString(name.toCharArray());
      questions.add(headers -> headers.contains(ascii));
      questions.add(headers -> headers.contains(name));
      questions.add(headers -> String.valueOf(headers.get(ascii)));
      questions.add(headers -> String.valueOf(headers.get(name)));
      questions.add(headers -> headers.getAll(ascii));
      questions.add(headers -> headers.getAll(name));
      questions.add(headers -> String.valueOf(headers.getInt(ascii)));
      questions.add(headers -> headers.getInt(ascii, -5));
      questions.add(headers -> String.valueOf(headers.getShort(ascii)));
      questions.add(headers -> headers.getShort(ascii, (short) -5));
      questions.add(headers -> headers.containsValue(ascii, "close", true));
      questions.add(headers -> headers.containsValue(ascii, "close", false));
      questions.add(headers -> headers.contains(name, "close", true));
      questions.add(headers -> headers.contains(ascii, "CLOSE", false));
      questions.add(headers -> rest(headers.valueStringIterator(ascii)));
      questions.add(headers -> rest(headers.valueCharSequenceIterator(ascii)));
    }
    for (var question : questions) {
      assertEquals(question.apply(nettys), question.apply(ours));
    }
    assertEquals(lines(nettys.copy()), lines(ours.copy()));
    assertTrue(ours.clear().isEmpty());
  }

  private static Set<String> lower(Iterable<String> names) {
    var all = new TreeSet<>(String.CASE_INSENSITIVE_ORDER);
    names.forEach(all::add);
    return all;
  }

  private static List<String> rest(Iterator<? extends CharSequence> values) {
    var all = new ArrayList<String>();
    values.forEachRemaining(value -> all.add(value.toString()));
    return all;
  }

  @Test
  void findsForbiddenBytesWhereverTheyStand() {
    for (int length = 1; length < 40; length++) {
      for (int at = 0; at < length; at++) {
        for (int b = 0; b < 256; b++) {
          byte[] value = new byte[length];
          Arrays.fill(value, (byte) 'v');
          value[at] = (byte) b;
          boolean nettys = outcome(new DefaultHttpHeaders(), set(value));
          assertEquals(nettys, FieldValue.valid(value), b + " at " + at + " of " + length);
        }
      }
    }
  }

  private static Consumer<HttpHeaders> set(byte[] value) {
    return headers -> headers.set("name", new AsciiString(value));
  }

  @Test
  void writesWhatIsNoByteAsAQuestionMarkAndNeverAsALineEnd() {
    var headers = new FlatHeaders();
    headers.set("name", "\u010a\u010dx");
    assertEquals("??x", new AsciiString(headers.written(0)).toString());
    assertThrows(IllegalArgumentException.class, () -> headers.set("n\u010a", "x"));
  }

  @Test
  void knowsANameInAnySpelling() {
    for (String spelling : List.of("content-length", "Content-Length", "CONTENT-length")) {
      byte[] line = ("xx" + spelling + ": 5").getBytes(StandardCharsets.US_ASCII);
      AsciiString spelt = FieldNames.spelt(line, 2, spelling.length());
      assertTrue(spelt == null || spelt.contentEquals(spelling));
      assertEquals(
          FieldNames.number(AsciiString.of("Content-Length")), FieldNames.number(spelling));
    }
    assertEquals(FieldNames.OTHER, FieldNames.number("content-lengtg"));
    assertEquals(FieldNames.OTHER, FieldNames.number(""));
  }
}
