package dev.aviary.monitor.link;

import io.swagger.v3.oas.annotations.responses.ApiResponse;
import java.lang.annotation.Documented;
import java.lang.annotation.ElementType;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;

/** Describes what a link answers that is looked at, or used. */
@Documented
@Retention(RetentionPolicy.SOURCE)
@Target(ElementType.METHOD)
@ApiResponse(responseCode = "200", ref = "Page")
@ApiResponse(responseCode = "404", ref = "NoLink")
@ApiResponse(responseCode = "409", ref = "LinkNotNow")
@ApiResponse(responseCode = "410", ref = "LinkIsOver")
@ApiResponse(responseCode = "429", ref = "TooManyUses")
@ApiResponse(responseCode = "500", ref = "Failed")
@ApiResponse(responseCode = "503", ref = "LinkAway")
@interface DescribedLink {}
