package dev.aviary.cli.call;

/** What an API answered. */
public record ApiReply(int status, String body) {

  public boolean isGood() {
    return status >= 200 && status < 300;
  }

  public ApiJson json() {
    return ApiJson.read(body);
  }
}
