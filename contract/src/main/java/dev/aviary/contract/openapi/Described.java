package dev.aviary.contract.openapi;

import io.swagger.v3.oas.annotations.Parameter;
import io.swagger.v3.oas.annotations.enums.ParameterIn;
import io.swagger.v3.oas.annotations.responses.ApiResponse;
import io.swagger.v3.oas.annotations.security.SecurityRequirement;
import java.lang.annotation.Documented;
import java.lang.annotation.ElementType;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;

/**
 * What operations of several services answer alike, named by what the operation does. Their texts
 * stand once, in {@code contract/src/main/openapi/shared.yml}. They describe; what is answered is
 * decided elsewhere, and a test compares both.
 */
public final class Described {
  private Described() {}

  /** Reads, and wants the admin token. */
  @Documented
  @Retention(RetentionPolicy.CLASS)
  @Target({ElementType.METHOD, ElementType.TYPE})
  @ForAdmin
  @OpenRead
  public @interface AdminRead {}

  /** Reads what Redis holds, for everybody. */
  @Documented
  @Retention(RetentionPolicy.CLASS)
  @Target({ElementType.METHOD, ElementType.TYPE})
  @ApiResponse(responseCode = "400", ref = "BadRequest")
  @ApiResponse(responseCode = "500", ref = "Failed")
  @ApiResponse(responseCode = "503", ref = "RedisAway")
  public @interface OpenRead {}

  /** Changes something, for whoever has the admin token and may name an author. */
  @Documented
  @Retention(RetentionPolicy.CLASS)
  @Target({ElementType.METHOD, ElementType.TYPE})
  @ForAdmin
  @WritesRedis
  @Parameter(name = "X-Aviary-By", in = ParameterIn.HEADER, ref = "Author")
  public @interface Change {}

  /** Wants the admin token. */
  @Documented
  @Retention(RetentionPolicy.CLASS)
  @Target({ElementType.METHOD, ElementType.TYPE})
  @SecurityRequirement(name = "admin")
  @ApiResponse(responseCode = "401", ref = "NoToken")
  @ApiResponse(responseCode = "403", ref = "WrongToken")
  public @interface ForAdmin {}

  /** Writes to Redis. */
  @Documented
  @Retention(RetentionPolicy.CLASS)
  @Target({ElementType.METHOD, ElementType.TYPE})
  @OpenRead
  @ApiResponse(responseCode = "507", ref = "RedisFull")
  public @interface WritesRedis {}

  /** Takes a body of JSON. */
  @Documented
  @Retention(RetentionPolicy.CLASS)
  @Target({ElementType.METHOD, ElementType.TYPE})
  @ApiResponse(responseCode = "413", ref = "TooLarge")
  @ApiResponse(responseCode = "415", ref = "NoJson")
  public @interface TakesJson {}

  /** Concerns one thing that may not be there. */
  @Documented
  @Retention(RetentionPolicy.CLASS)
  @Target({ElementType.METHOD, ElementType.TYPE})
  @ApiResponse(responseCode = "404", ref = "NotFound")
  public @interface OfOne {}

  /** Is done in some states of its subject, and in others not. */
  @Documented
  @Retention(RetentionPolicy.CLASS)
  @Target({ElementType.METHOD, ElementType.TYPE})
  @ApiResponse(responseCode = "409", ref = "Conflict")
  public @interface InSomeStates {}

  /** Is done once for each {@code Idempotency-Key}. */
  @Documented
  @Retention(RetentionPolicy.CLASS)
  @Target({ElementType.METHOD, ElementType.TYPE})
  @Parameter(name = "Idempotency-Key", in = ParameterIn.HEADER, ref = "IdempotencyKey")
  @ApiResponse(responseCode = "422", ref = "OtherRequest")
  public @interface OncePerKey {}

  /**
   * Changes one thing in a state that allows it, as a body of JSON says, once for each {@code
   * Idempotency-Key}.
   */
  @Documented
  @Retention(RetentionPolicy.CLASS)
  @Target({ElementType.METHOD, ElementType.TYPE})
  @Change
  @TakesJson
  @OfOne
  @InSomeStates
  @OncePerKey
  public @interface Order {}
}
