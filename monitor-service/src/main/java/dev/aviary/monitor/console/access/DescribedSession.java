package dev.aviary.monitor.console.access;

import io.swagger.v3.oas.annotations.responses.ApiResponse;
import io.swagger.v3.oas.annotations.security.SecurityRequirement;
import java.lang.annotation.Documented;
import java.lang.annotation.ElementType;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;

/** Describes what calls of the console have in common: a session or a token. */
@Documented
@Retention(RetentionPolicy.SOURCE)
@Target({ElementType.METHOD, ElementType.ANNOTATION_TYPE})
@SecurityRequirement(name = "session")
@SecurityRequirement(name = "consoleToken")
@ApiResponse(responseCode = "401", ref = "NotSignedIn")
public @interface DescribedSession {}
