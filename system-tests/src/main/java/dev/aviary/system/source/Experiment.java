package dev.aviary.system.source;

/** What the sample's {@code app/experiment.py} may hold: canaries whose {@code /health} is well. */
public final class Experiment {
  /** Where it belongs. */
  public static final String FILE = "app/experiment.py";

  private static final String FORM =
      """
      from itertools import count
      from time import sleep

      from flask import Flask, abort, request

      from app.remote_flags import RemoteFlags

      NOTE = ""
      TURN = count(1)


      def begin(app: Flask, flags: RemoteFlags) -> None:
          @app.before_request
          def suffer() -> None:
              if request.path == "/":
                  %s


      def end(app: Flask) -> None:
          pass
      """;

  private Experiment() {}

  /** One request of the home page in so many is answered 500, in turn. */
  public static String failingOneIn(int requests) {
    return FORM.formatted("next(TURN) %% %d or abort(500)".formatted(requests));
  }

  /** The home page takes so many seconds longer. */
  public static String slowerBy(double seconds) {
    return FORM.formatted("sleep(%s)".formatted(seconds));
  }
}
