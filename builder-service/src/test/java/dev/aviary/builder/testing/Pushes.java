package dev.aviary.builder.testing;

/** Payloads of deliveries. */
public final class Pushes {
  private Pushes() {}

  /** A push that passed. */
  public static String passed(String app, String branch, String commit, int number) {
    return """
    {"id":1%1$d,"repository":{"id":7,"name":"%2$s","owner_name":"ada","url":null},\
    "number":"%1$d","status":0,"result":0,"state":"passed","type":"push","branch":"%3$s",\
    "commit":"%4$s","pull_request":false,"tag":null,"message":"Change it"}\
    """
        .formatted(number, app, branch, commit);
  }
}
