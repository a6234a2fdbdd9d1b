package dev.aviary.benchmark.judgement;

import static java.util.Objects.requireNonNull;

import dev.aviary.benchmark.Figure;
import dev.aviary.benchmark.Report;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;

/** What the simulation showed, for people and as figures. */
final class JudgementReport {
  private final Map<Case, CellResult> results;
  private final double cost;
  private final Map<Cases.Target, Double> best;
  private final Report report;
  private final List<Figure> figures = new ArrayList<>();

  /**
   * @param cost of judging a hundred apps, in percent of a core
   * @param best what no rule exceeds at each target of errors, 0 to 1
   */
  JudgementReport(
      Path folder,
      Map<Case, CellResult> results,
      int canaries,
      double cost,
      Map<Cases.Target, Double> best) {
    this.results = results;
    this.cost = cost;
    this.best = best;
    report = new Report(folder, "How canaries are judged");
    report.line(
        """
        Simulated with a seed: %,d canaries a case, each looked at every second for an hour of its time. One request of
        three is the canary's. Answers take 80 ms in the median, or 1 ms where a row says so (log-normal, standard deviation
        0.5), one of a hundred six times as long. The peers judge the first 1,000 of the same canaries: Fisher's exact test at 1 %%, looked at every
        second; Kayenta's judge, a point a minute of error rate and mean latency, judged every ten minutes; Flagger, 99 %%
        successes and 99 %% within 500 ms in each minute, one failed check. The rule was designed on other simulated canaries
        than these.

        Not simulated: what the monitor judges without counts of visitors. That is a canary that the balancer sets aside after
        three failures in a row, its container (restarts, memory, health check, log) and its CPU, also the CPU that it wants
        on a busy host. Their tests run on real containers and on recorded samples.\
        """
            .formatted(canaries));
  }

  void write() {
    report.section(
        "Healthy canaries that were withdrawn",
        "Target: less than 1 % of each row, over the whole hour.");
    shares(Cases.healthy());
    report.section(
        "Errors: how many canary requests it takes",
        """
        Within the target's number of canary requests. The judge looks once a second, when a canary at 200 requests a second
        has answered 67 more, and wants failures in two seconds: there 49 requests are over before the first look, and two
        looks see 133. The peers' columns are the share that they withdrew within the hour. At 0.2 requests a second a case
        is looked at for two hours, because 320 canary requests take 80 minutes.

        Best possible: what no rule exceeds that looks once a second and withdraws at most 1 % of healthy canaries. It is the
        power of the most powerful test of level 1 % at the last look within the target (Neyman and Pearson 1933; computed
        exactly: BestPossible.java), as if the whole 1 % were spent on this one question. Where 20 % is met by a known 0.1 %
        it convicts some canaries for one failure; a rule that never does reaches at most 96.0 % at 0.2 and 1 requests a
        second and 94.7 % at 10, where the last look within 23 requests sees 21 on average.\
        """);
    caught(Cases.failing(), true);
    report.section(
        "Slow or dead: how many seconds it takes",
        """
        Counted from the change, or from the end of the warm-up (30 requests and 30 s) for answer times, which are
        autocorrelated here. At 0.2 and 1 requests a second a canary has not five requests in 3 s, so no rule that counts
        requests can tell. The issue sets targets for answer times at 10 requests a second, from the start.\
        """);
    caught(Cases.slowOrDead(), false);
    report.section(
        "Canaries that should stay",
        """
        Target: less than 1 % of each row. A dependency that fails a share of both tracks' requests for two minutes, from
        minute 10, while stable's past is known at 0.1 %, and a canary whose errors are certain and under the tolerance.\
        """);
    shares(Cases.others());
    report.section(
        "Canaries that are called good, and those that must not be",
        """
        A canary is called good when it is surely not worse than stable by the tolerance, which takes some 360 canary
        requests without an error. Slower counts beyond 1.3 times and 20 ms: three times 1 ms is good, 1.5 times 80 ms and 40
        times 1 ms are not. Looked at every 30 s. A canary that is too slow is called good in 2.5 % of all at most.\
        """);
    goodOrNot();
    report.section(
        "Cost",
        String.format(
            Locale.ROOT,
            "Judging 100 apps at 200 requests a second each second takes %.2f %% of a core, with a"
                + " ruling in words each (target: 1 %%).",
            cost));
    figures.add(new Figure("100 apps", "cost", cost, "% of a core"));
    report.figures(figures).write();
  }

  private void shares(List<Case> cases) {
    var lines = new ArrayList<String>();
    lines.add(
        "| requests/s | case | stable's errors | Aviary | Fisher, each second | Kayenta | Flagger |");
    lines.add("|---|---|---|---|---|---|---|");
    for (Case cell : cases) {
      CellResult result = result(cell);
      lines.add(
          "| %s | %s | %s | %s | %s |"
              .formatted(
                  Case.trim(cell.rate()),
                  cell.words(),
                  percent(cell.stableErrors()),
                  percent(result.withdrawn()),
                  peers(result)));
      figures.add(new Figure(cell.title(), "withdrawn", 100 * result.withdrawn(), "%"));
    }
    report.line(String.join("\n", lines));
  }

  private void goodOrNot() {
    var lines = new ArrayList<String>();
    lines.add("| requests/s | case | called good | half of all within | called bad |");
    lines.add("|---|---|---|---|---|");
    for (Case cell : Cases.good()) {
      CellResult result = result(cell);
      int seconds = result.secondsToGood();
      lines.add(
          "| %s | %s | %s | %s | %s |"
              .formatted(
                  Case.trim(cell.rate()),
                  cell.words(),
                  percent(result.calledGood()),
                  seconds < 0 ? "never" : seconds + " s",
                  percent(result.withdrawn())));
      figures.add(new Figure(cell.title(), "called good", 100 * result.calledGood(), "%"));
    }
    report.line(String.join("\n", lines));
  }

  private void caught(List<Cases.Target> targets, boolean requests) {
    var lines = new ArrayList<String>();
    lines.add(
        "| case | requests/s | target | within it |"
            + (requests ? " best possible |" : "")
            + " median | at the target's share | in all | Fisher | Kayenta | Flagger |");
    lines.add("|---|---|---|---|---|---|---|---|---|---|" + (requests ? "---|" : ""));
    for (var target : targets) {
      CellResult result = result(target.cell());
      double within =
          requests ? result.withinRequests(target.most()) : result.withinSeconds(target.most());
      lines.add(
          "| %s | %s | %d %s in %s | %s |%s %s | %s | %s | %s |"
              .formatted(
                  target.cell().subject(),
                  Case.trim(target.cell().rate()),
                  target.most(),
                  requests ? "requests" : "s",
                  percent(target.share()),
                  percent(within),
                  requests ? bestPossible(target) : "",
                  number(requests ? result.requestsOf(0.5) : result.secondsOf(0.5)),
                  number(
                      requests
                          ? result.requestsOf(target.share())
                          : result.secondsOf(target.share())),
                  percent(result.withdrawn()),
                  peers(result)));
      figures.add(new Figure(target.cell().title(), "within " + target.most(), 100 * within, "%"));
    }
    report.line(String.join("\n", lines));
  }

  private String bestPossible(Cases.Target target) {
    double share = requireNonNull(best.get(target), "no best possible of " + target);
    figures.add(
        new Figure(
            target.cell().title(), "best possible within " + target.most(), 100 * share, "%"));
    return " " + percent(share) + " |";
  }

  private CellResult result(Case cell) {
    CellResult result = results.get(cell);
    if (result == null) {
      throw new IllegalStateException(cell + " was not simulated");
    }
    return result;
  }

  private static String peers(CellResult result) {
    return String.join(
        " | ",
        percent(result.share(result.fisher())),
        percent(result.share(result.kayenta())),
        percent(result.share(result.flagger())));
  }

  private static String percent(double share) {
    return String.format(Locale.ROOT, "%.2f %%", 100 * share).replace(".00 ", " ");
  }

  private static String number(int value) {
    return value < 0 ? "never" : String.valueOf(value);
  }
}
