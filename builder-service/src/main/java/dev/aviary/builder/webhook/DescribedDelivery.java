package dev.aviary.builder.webhook;

import io.swagger.v3.oas.annotations.responses.ApiResponse;
import java.lang.annotation.Documented;
import java.lang.annotation.ElementType;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;

/** Describes what is answered to whoever tells of a commit with a signature. */
@Documented
@Retention(RetentionPolicy.SOURCE)
@Target(ElementType.METHOD)
@ApiResponse(responseCode = "202", ref = "Admitted")
@ApiResponse(responseCode = "400", ref = "BadRequest")
@ApiResponse(responseCode = "401", ref = "NoSignature")
@ApiResponse(responseCode = "403", ref = "WrongSignature")
@ApiResponse(responseCode = "404", ref = "NotFound")
@ApiResponse(responseCode = "409", ref = "Conflict")
@ApiResponse(responseCode = "413", ref = "TooLarge")
@ApiResponse(responseCode = "422", ref = "NotForThis")
@ApiResponse(responseCode = "500", ref = "Failed")
@ApiResponse(responseCode = "507", ref = "RedisFull")
@interface DescribedDelivery {}
