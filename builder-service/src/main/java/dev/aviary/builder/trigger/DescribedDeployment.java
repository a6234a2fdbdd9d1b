package dev.aviary.builder.trigger;

import io.swagger.v3.oas.annotations.responses.ApiResponse;
import java.lang.annotation.Documented;
import java.lang.annotation.ElementType;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;

/** Describes what calls answer that deploy a commit, and may wait for the end. */
@Documented
@Retention(RetentionPolicy.SOURCE)
@Target(ElementType.METHOD)
@ApiResponse(responseCode = "200", ref = "Standing")
@ApiResponse(responseCode = "202", ref = "Admitted")
@ApiResponse(responseCode = "422", ref = "NotForThis")
@ApiResponse(responseCode = "424", ref = "Unsuccessful")
@ApiResponse(responseCode = "502", ref = "ForgeAway")
@interface DescribedDeployment {}
