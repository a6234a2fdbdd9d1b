package dev.aviary.balancer.admin;

import io.swagger.v3.oas.annotations.Parameter;
import io.swagger.v3.oas.annotations.enums.ParameterIn;
import io.swagger.v3.oas.annotations.responses.ApiResponse;
import java.lang.annotation.Documented;
import java.lang.annotation.ElementType;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;

/**
 * Describes changes that all balancers follow, and that may want to find what somebody read before.
 */
@Documented
@Retention(RetentionPolicy.SOURCE)
@Target(ElementType.METHOD)
@Parameter(name = "If-Match", in = ParameterIn.HEADER, ref = "IfMatch")
@Parameter(name = "If-None-Match", in = ParameterIn.HEADER, ref = "IfNoneMatch")
@ApiResponse(responseCode = "202", ref = "NotYet")
@ApiResponse(responseCode = "412", ref = "Overtaken")
@interface DescribedChange {}
