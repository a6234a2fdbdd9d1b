package dev.aviary.builder.buildkit;

import java.util.ArrayList;
import java.util.List;

/**
 * A piece of what BuildKit tells of a build: {@code moby.buildkit.v1.StatusResponse}.
 *
 * @param vertices steps that began, ended or were found in the cache since the last piece
 * @param outputs what steps printed
 */
record BuildTrace(List<Vertex> vertices, List<Output> outputs) {

  /**
   * A step.
   *
   * @param digest by which it is known
   * @param started when it began, in seconds since 1970; 0 before
   * @param completed when it ended; 0 before
   * @param error why it failed, or empty
   */
  record Vertex(
      String digest, String name, boolean cached, double started, double completed, String error) {}

  /**
   * @param vertex the step's digest
   */
  record Output(String vertex, String text) {}

  /**
   * @throws IllegalArgumentException when the bytes are no such message
   */
  static BuildTrace read(byte[] message) {
    var vertices = new ArrayList<Vertex>();
    var outputs = new ArrayList<Output>();
    var reader = new ProtoReader(message);
    for (int field = reader.field(); field != 0; field = reader.field()) {
      switch (field) {
        case 1 -> vertices.add(vertex(reader.message()));
        case 3 -> outputs.add(output(reader.message()));
        default -> reader.skip();
      }
    }
    return new BuildTrace(List.copyOf(vertices), List.copyOf(outputs));
  }

  private static Vertex vertex(ProtoReader reader) {
    String digest = "";
    String name = "";
    boolean cached = false;
    double started = 0;
    double completed = 0;
    String error = "";
    for (int field = reader.field(); field != 0; field = reader.field()) {
      switch (field) {
        case 1 -> digest = reader.text();
        case 3 -> name = reader.text();
        case 4 -> cached = reader.number() != 0;
        case 5 -> started = time(reader.message());
        case 6 -> completed = time(reader.message());
        case 7 -> error = reader.text();
        default -> reader.skip();
      }
    }
    return new Vertex(digest, name, cached, started, completed, error);
  }

  private static Output output(ProtoReader reader) {
    String vertex = "";
    String text = "";
    for (int field = reader.field(); field != 0; field = reader.field()) {
      switch (field) {
        case 1 -> vertex = reader.text();
        case 4 -> text = reader.text();
        default -> reader.skip();
      }
    }
    return new Output(vertex, text);
  }

  private static double time(ProtoReader reader) {
    double seconds = 0;
    for (int field = reader.field(); field != 0; field = reader.field()) {
      switch (field) {
        case 1 -> seconds += reader.number();
        case 2 -> seconds += reader.number() / 1e9;
        default -> reader.skip();
      }
    }
    return seconds;
  }
}
