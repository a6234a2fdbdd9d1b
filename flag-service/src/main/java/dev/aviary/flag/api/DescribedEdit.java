package dev.aviary.flag.api;

import dev.aviary.contract.openapi.Described;
import io.swagger.v3.oas.annotations.Parameter;
import io.swagger.v3.oas.annotations.enums.ParameterIn;
import io.swagger.v3.oas.annotations.responses.ApiResponse;
import java.lang.annotation.Documented;
import java.lang.annotation.ElementType;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;

/** Describes what operations that change flags have in common: what an EditRequest is read from. */
@Documented
@Retention(RetentionPolicy.SOURCE)
@Target(ElementType.METHOD)
@Described.Change
@Described.OncePerKey
@Parameter(name = "by", in = ParameterIn.QUERY, ref = "By")
@Parameter(name = "reason", in = ParameterIn.QUERY, ref = "Reason")
@Parameter(name = "dryRun", in = ParameterIn.QUERY, ref = "DryRun")
@Parameter(name = "If-Match", in = ParameterIn.HEADER, ref = "IfMatch")
@Parameter(name = "If-None-Match", in = ParameterIn.HEADER, ref = "IfNoneMatch")
@ApiResponse(responseCode = "412", ref = "Overtaken")
@ApiResponse(responseCode = "422", ref = "WrongFlag")
@interface DescribedEdit {}
