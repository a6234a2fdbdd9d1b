package dev.aviary.contract.http;

import io.micronaut.http.HttpRequest;
import io.micronaut.http.HttpStatus;
import jakarta.inject.Singleton;

/** Whether a request brings the admin token. */
@Singleton
public final class AdminAccess {
  private static final String SCHEME = "Bearer ";

  private final AdminToken admin;

  AdminAccess(AdminToken admin) {
    this.admin = admin;
  }

  /**
   * @throws ProblemException 401 without a token, 403 with another one
   */
  public void check(HttpRequest<?> request) {
    String given = request.getHeaders().getAuthorization().orElse("");
    if (!given.startsWith(SCHEME)) {
      throw new ProblemException(
          HttpStatus.UNAUTHORIZED, "send the admin token: Authorization: Bearer <token>");
    }
    if (!admin.is(given.substring(SCHEME.length()).strip())) {
      throw new ProblemException(
          HttpStatus.FORBIDDEN, "that is not the admin token of this instance");
    }
  }
}
