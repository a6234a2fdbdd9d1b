package dev.aviary.balancer.admin;

import dev.aviary.balancer.certificate.Certificate;
import dev.aviary.balancer.certificate.CertificateCheck;
import dev.aviary.balancer.certificate.CertificateStore;
import dev.aviary.balancer.certificate.GivenCertificate;
import dev.aviary.balancer.tls.ServedHosts;
import dev.aviary.contract.app.AppSpec;
import dev.aviary.contract.http.BodyFault;
import dev.aviary.contract.http.ProblemException;
import dev.aviary.contract.http.StrictBody;
import jakarta.inject.Singleton;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;

/** Shows the certificates of apps, and takes those that owners give. */
@Singleton
final class CertificateService {
  private final KnownApps apps;
  private final CertificateStore store;
  private final ServedHosts served;
  private final InstantSource clock;

  CertificateService(
      KnownApps apps, CertificateStore store, ServedHosts served, InstantSource clock) {
    this.apps = apps;
    this.store = store;
    this.served = served;
    this.clock = clock;
  }

  CertificatesView of(String app) {
    return view(spec(app));
  }

  /**
   * @throws RuntimeException answered with 400 and all that is wrong with the certificate, or 409
   *     when the app's are ordered
   */
  CertificatesView put(String app, GivenCertificate given) {
    AppSpec spec = spec(app);
    if (spec.hosts().isEmpty()) {
      throw ProblemException.conflict(
          "%s has no hosts, and a certificate names its hosts; set hosts of the app"
              .formatted(app));
    }
    if (spec.tls().ordered()) {
      throw ProblemException.conflict(
          "the certificates of %s are ordered (tls.mode is auto); set tls.mode to own to give one"
              .formatted(app));
    }
    Certificate certificate = given.certificate();
    List<BodyFault> faults = CertificateCheck.faults(certificate, spec.hosts(), clock.instant());
    if (!faults.isEmpty()) {
      throw StrictBody.refusal(faults);
    }
    spec.hosts().forEach(host -> store.put(host, certificate));
    return view(spec);
  }

  void remove(String app) {
    spec(app).claimedHosts().stream()
        .filter(host -> store.find(host) != null)
        .forEach(store::remove);
  }

  private AppSpec spec(String app) {
    AppSpec spec = apps.of(app).spec();
    if (spec == null) {
      throw KnownApps.unknown(app);
    }
    return spec;
  }

  private CertificatesView view(AppSpec spec) {
    var certificates = new ArrayList<CertificatesView.HostCertificate>();
    var without = new ArrayList<String>();
    for (String host : spec.claimedHosts()) {
      Certificate certificate = served.certificate(spec.hosts(), host);
      if (certificate == null) {
        without.add(host);
      } else {
        certificates.add(
            CertificatesView.HostCertificate.of(host, served.find(host) != null, certificate));
      }
    }
    return new CertificatesView(spec.name(), spec.tls().mode(), certificates, without);
  }
}
