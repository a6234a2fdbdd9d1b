package dev.aviary.flag.ofrep;

import io.swagger.v3.oas.annotations.parameters.RequestBody;
import io.swagger.v3.oas.annotations.responses.ApiResponse;
import java.lang.annotation.Documented;
import java.lang.annotation.ElementType;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;

/** Describes what evaluations of one flag and of all have in common. */
@Documented
@Retention(RetentionPolicy.SOURCE)
@Target(ElementType.METHOD)
@RequestBody(ref = "Question")
@ApiResponse(responseCode = "400", ref = "WrongQuestion")
@ApiResponse(responseCode = "401", ref = "Nobody")
@ApiResponse(responseCode = "413", ref = "LargeQuestion")
@ApiResponse(responseCode = "429", ref = "TooManyQuestions")
@ApiResponse(responseCode = "503", ref = "NothingKnown")
@interface DescribedEvaluation {}
