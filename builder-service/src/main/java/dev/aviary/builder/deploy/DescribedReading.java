package dev.aviary.builder.deploy;

import dev.aviary.contract.openapi.Described;
import io.swagger.v3.oas.annotations.responses.ApiResponse;
import java.lang.annotation.Documented;
import java.lang.annotation.ElementType;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;

/** Describes what the build token of its app reads of a deployment, too. */
@Documented
@Retention(RetentionPolicy.SOURCE)
@Target(ElementType.METHOD)
@Described.OpenRead
@Described.OfOne
@ApiResponse(responseCode = "401", ref = "NoToken")
@ApiResponse(responseCode = "403", ref = "WrongToken")
@interface DescribedReading {}
