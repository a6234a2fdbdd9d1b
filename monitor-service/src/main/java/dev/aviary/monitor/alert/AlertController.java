package dev.aviary.monitor.alert;

import dev.aviary.contract.http.Open;
import dev.aviary.contract.openapi.Described;
import dev.aviary.monitor.record.Alert;
import dev.aviary.monitor.record.AlertStore;
import dev.aviary.monitor.record.AlertStore.Recorded;
import io.micronaut.http.annotation.Controller;
import io.micronaut.http.annotation.Get;
import io.micronaut.http.annotation.QueryValue;
import io.micronaut.scheduling.TaskExecutors;
import io.micronaut.scheduling.annotation.ExecuteOn;
import jakarta.validation.constraints.Max;
import jakarta.validation.constraints.Min;
import java.util.List;

/** The alerts on record, open and closed, newest first. They hold no secret. */
@Open
@Controller("/alerts")
@ExecuteOn(TaskExecutors.BLOCKING)
class AlertController {
  private final AlertStore alerts;

  AlertController(AlertStore alerts) {
    this.alerts = alerts;
  }

  /**
   * Lists alerts, open and closed, newest first.
   *
   * @param most how many, 1 to 1000
   * @return the alerts
   */
  @Described.OpenRead
  @Get
  List<Alert> newest(
      @QueryValue(defaultValue = "50") @Min(1) @Max(AlertStore.KEPT_ALERTS) int most) {
    return alerts.newest(most).stream().map(Recorded::alert).toList();
  }
}
