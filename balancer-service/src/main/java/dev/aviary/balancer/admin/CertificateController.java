package dev.aviary.balancer.admin;

import dev.aviary.balancer.certificate.GivenCertificate;
import dev.aviary.contract.http.Open;
import dev.aviary.contract.http.StrictBody;
import dev.aviary.contract.openapi.Described;
import io.micronaut.http.HttpStatus;
import io.micronaut.http.annotation.Body;
import io.micronaut.http.annotation.Controller;
import io.micronaut.http.annotation.Delete;
import io.micronaut.http.annotation.Get;
import io.micronaut.http.annotation.PathVariable;
import io.micronaut.http.annotation.Put;
import io.micronaut.http.annotation.Status;
import io.micronaut.json.tree.JsonNode;
import io.micronaut.scheduling.TaskExecutors;
import io.micronaut.scheduling.annotation.ExecuteOn;
import io.swagger.v3.oas.annotations.media.Content;
import io.swagger.v3.oas.annotations.media.Schema;
import io.swagger.v3.oas.annotations.parameters.RequestBody;
import io.swagger.v3.oas.annotations.responses.ApiResponse;

/** The certificates of an app's hosts. Keys go in and never come out. */
@Controller("/apps/{app}/certificate")
@ExecuteOn(TaskExecutors.BLOCKING)
final class CertificateController {
  private final CertificateService desk;
  private final StrictBody bodies;

  CertificateController(CertificateService desk, StrictBody bodies) {
    this.desk = desk;
    this.bodies = bodies;
  }

  /**
   * Shows which certificates are in force.
   *
   * @return the certificates
   */
  @Described.OpenRead
  @Described.OfOne
  @Open
  @Get
  CertificatesView show(@PathVariable String app) {
    return desk.of(app);
  }

  /**
   * Puts the owner's certificate in force for all hosts of the app.
   *
   * @return the certificates
   */
  @Described.Change
  @Described.TakesJson
  @Described.OfOne
  @Described.InSomeStates
  @RequestBody(content = @Content(schema = @Schema(implementation = GivenCertificate.class)))
  @Put
  CertificatesView put(@PathVariable String app, @Body JsonNode body) {
    return desk.put(app, bodies.read(body, GivenCertificate.class));
  }

  /** Takes the certificates of all hosts of the app out of force. */
  @ApiResponse(responseCode = "204", ref = "Done")
  @Described.Change
  @Described.OfOne
  @Delete
  @Status(HttpStatus.NO_CONTENT)
  void remove(@PathVariable String app) {
    desk.remove(app);
  }
}
