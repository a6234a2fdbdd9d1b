package dev.aviary.monitor.console.access;

import io.swagger.v3.oas.annotations.responses.ApiResponse;
import java.lang.annotation.Documented;
import java.lang.annotation.ElementType;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;

/** Describes calls of the console that not every role may make, or not every page. */
@Documented
@Retention(RetentionPolicy.SOURCE)
@Target(ElementType.METHOD)
@DescribedSession
@ApiResponse(responseCode = "403", ref = "OtherRole")
@interface DescribedCall {}
