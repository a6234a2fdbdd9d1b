package dev.aviary.monitor.mail;

import dev.aviary.contract.deployment.Deployment;
import dev.aviary.contract.deployment.DeploymentLog;
import dev.aviary.contract.event.Event;
import dev.aviary.monitor.record.Alert;
import jakarta.inject.Singleton;

/** The texts of mails for messages to listeners, without the links, which only the owner gets. */
@Singleton
public final class ListenerTexts {
  private final BuilderAddress builder;
  private final RouteAcknowledgement acknowledgement;
  private final DeploymentLog log;

  ListenerTexts(BuilderAddress builder, RouteAcknowledgement acknowledgement, DeploymentLog log) {
    this.builder = builder;
    this.acknowledgement = acknowledgement;
    this.log = log;
  }

  /**
   * A subject and a text.
   *
   * @param title without the instance
   */
  public record Words(String title, String text) {}

  /** May wait some seconds for the balancers' acknowledgement, so that it can be told. */
  public Words ofOpened(Alert alert) {
    boolean acknowledged = alert.isWithdrawn() && acknowledgement.comes();
    return new Words(
        AlertOpenedText.subject(alert),
        new AlertOpenedText(alert, acknowledged, new Commands(builder.url())).toString());
  }

  public Words ofClosed(Alert alert) {
    return new Words(AlertClosedText.subject(alert), AlertClosedText.of(alert));
  }

  public Words of(Event end, Deployment deployment) {
    var text =
        new DeploymentText(end, deployment, log.all(deployment.id()), new Commands(builder.url()));
    return new Words(text.subject(), text.body());
  }

  public Words of(Event event) {
    return new Words(EventText.subject(event), EventText.body(event, builder));
  }
}
