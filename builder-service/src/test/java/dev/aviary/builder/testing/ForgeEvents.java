package dev.aviary.builder.testing;

/** Payloads of forges, as short as their documents allow, for the repository {@code ada/<app>}. */
public final class ForgeEvents {
  private ForgeEvents() {}

  public static String githubPush(String app, String ref, String after) {
    return """
    {"ref":"%s","before":"%s","after":"%s","deleted":false,"commits":[],
     "repository":{"id":1,"name":"%s","full_name":"ada/%s"},"pusher":{"name":"ada"}}
    """
        .formatted(ref, "0".repeat(40), after, app, app);
  }

  public static String githubRun(String app, String branch, String commit, long suite) {
    return """
    {"action":"completed","workflow":{"name":"CI"},"repository":{"full_name":"ada/%1$s"},
     "workflow_run":{"id":9%4$d,"name":"CI","path":".github/workflows/ci.yml","event":"push",
      "status":"completed","conclusion":"success","head_branch":"%2$s","head_sha":"%3$s",
      "run_number":5,"check_suite_id":%4$d,"head_repository":{"full_name":"ada/%1$s"}}}
    """
        .formatted(app, branch, commit, suite);
  }

  public static String githubSuite(String app, String branch, String commit, long id) {
    return """
    {"action":"completed","repository":{"full_name":"ada/%s"},
     "check_suite":{"id":%d,"status":"completed","conclusion":"success","head_branch":%s,
      "head_sha":"%s","app":{"name":"Buildkite"}}}
    """
        .formatted(app, id, branch, commit);
  }

  public static String githubStatus(String app, String branch, String commit, String context) {
    return """
    {"id":7,"sha":"%s","state":"success","context":"%s","repository":{"full_name":"ada/%s"},
     "branches":[{"name":"old","commit":{"sha":"%s"}},{"name":"%s","commit":{"sha":"%1$s"}}]}
    """
        .formatted(commit, context, app, "1".repeat(40), branch);
  }

  public static String gitlabPush(String app, String ref, String after) {
    return """
    {"object_kind":"push","event_name":"push","ref":"%s","after":"%s","checkout_sha":null,
     "project":{"id":15,"path_with_namespace":"ada/%s"},"total_commits_count":1}
    """
        .formatted(ref, after, app);
  }

  public static String gitlabPipeline(String app, String branch, String commit, long id) {
    return """
    {"object_kind":"pipeline","project":{"path_with_namespace":"ada/%s"},"merge_request":null,
     "object_attributes":{"id":%d,"iid":3,"name":"CI","ref":"%s","tag":false,"sha":"%s",
      "source":"push","status":"success"}}
    """
        .formatted(app, id, branch, commit);
  }

  public static String giteaPush(String app, String ref, String after) {
    return githubPush(app, ref, after);
  }

  public static String giteaRun(String app, String branch, String commit, long id) {
    return """
    {"action":"completed","workflow":{"id":"ci.yml","name":"CI"},
     "workflow_run":{"id":%d,"path":"ci.yml@refs/heads/%s","event":"push","status":"completed",
      "conclusion":"success","head_branch":"%2$s","head_sha":"%s"},
     "repository":{"full_name":"ada/%s"}}
    """
        .formatted(id, branch, commit, app);
  }

  /** Gitea names no branches in it. */
  public static String giteaStatus(String app, String commit, String context, String target) {
    return """
    {"commit":{"id":"%1$s","message":"m"},"context":"%2$s","created_at":"2026-11-01T10:00:00Z",
     "description":"","id":7,"repository":{"full_name":"ada/%3$s"},"sender":{"login":"ci"},
     "sha":"%1$s","state":"success","target_url":"%4$s","updated_at":null}
    """
        .formatted(commit, context, app, target);
  }

  public static String forgejoRun(String app, String branch, String commit, long id) {
    return """
    {"action":"success","run":{"id":%d,"title":"t","workflow_id":"ci.yml","index_in_repo":4,
     "prettyref":"%s","commit_sha":"%s","trigger_event":"push","is_fork_pull_request":false,
     "status":"success","repository":{"full_name":"ada/%s"}},"prior_status":"running"}
    """
        .formatted(id, branch, commit, app);
  }

  public static String bitbucketPush(String app, String branch, String commit) {
    return """
    {"repository":{"full_name":"ada/%s","type":"repository"},"push":{"changes":[
     {"old":null,"created":true,"new":{"type":"branch","name":"%s","target":{"hash":"%s"}}}]}}
    """
        .formatted(app, branch, commit);
  }

  public static String bitbucketStatus(String app, String branch, String commit) {
    return """
    {"repository":{"full_name":"ada/%s"},"commit_status":{"name":"Unit tests","key":"unit",
     "state":"SUCCESSFUL","refname":"%s","type":"build",
     "links":{"commit":{"href":"https://api.bitbucket.org/2.0/repositories/ada/x/commit/%s"}}}}
    """
        .formatted(app, branch, commit);
  }

  public static String bitbucketServerPush(String app, String branch, String commit) {
    return """
    {"eventKey":"repo:refs_changed","repository":{"slug":"%s","id":84,"project":{"key":"ADA"}},
     "changes":[{"ref":{"id":"refs/heads/%s","displayId":"%2$s","type":"BRANCH"},
      "fromHash":"%s","toHash":"%s","type":"UPDATE"}]}
    """
        .formatted(app, branch, "1".repeat(40), commit);
  }
}
