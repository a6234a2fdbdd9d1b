package dev.aviary.builder.recipe;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import org.junit.jupiter.api.Test;

final class NodeRecogniserTest {
  private static final String LOCKED = "{\"lockfileVersion\": 3}";

  @Test
  void lockedPackagesAreInstalledBeforeTheSourceIsCopied() {
    assertEquals(
        """
        FROM debian:trixie-slim
        ENV NODE_ENV="production" PATH="/app/node_modules/.bin:$PATH"
        RUN apt-get update -q \\
         && DEBIAN_FRONTEND=noninteractive apt-get install -q -y --no-install-recommends ca-certificates nodejs npm \\
         && rm -rf /var/lib/apt/lists/* /var/cache/apt/* /var/log/* \\
         && useradd --uid 1000 --create-home --shell /usr/sbin/nologin app \\
         && install -d -o app -g app /app
        WORKDIR /app
        USER app
        COPY --chown=app:app source/package.json source/package-lock.json ./
        RUN npm ci --no-audit --no-fund --omit=dev && rm -rf ~/.npm
        CMD ["/bin/sh", "-c", "exec node server.js"]
        COPY --chown=app:app source/ ./
        """,
        Repository.of("server.js")
            .file("package.json", "{}")
            .file("package-lock.json", LOCKED)
            .dockerfile());
  }

  @Test
  void withBuildKitAnAppKeepsWhatItDownloaded() {
    String dockerfile =
        Repository.of("server.js").file("package.json", "{}").withBuildKit().dockerfile();
    assertTrue(
        dockerfile.contains(
            "\nRUN --mount=type=cache,id=t/shop/.npm,target=/home/app/.npm,uid=1000,gid=1000 npm install --no-audit --no-fund --omit=dev\n"),
        dockerfile);
    assertTrue(dockerfile.contains("install -d -o app -g app /app /home/app/.npm\n"), dockerfile);
  }

  @Test
  void whatLiesAboveACacheIsTheUsersToo() {
    String dockerfile =
        Repository.of("server.js", "pnpm-lock.yaml")
            .file("package.json", "{}")
            .withBuildKit()
            .dockerfile();
    assertTrue(
        dockerfile.contains(
            "install -d -o app -g app /app /home/app/.local /home/app/.local/share /home/app/.local/share/pnpm \\\n"),
        dockerfile);
  }

  @Test
  void aBuildScriptRunsWithThePackagesOfDevelopers() {
    var repository =
        Repository.of()
            .file("package.json", "{\"scripts\": {\"build\": \"tsc\", \"start\": \"next start\"}}")
            .file("package-lock.json", LOCKED);
    assertTrue(repository.says("RUN npm ci --no-audit --no-fund --include=dev && rm -rf ~/.npm"));
    assertTrue(repository.dockerfile().endsWith("\nRUN npm run build\n"), repository.dockerfile());
    assertEquals("exec npm start", repository.start());
  }

  @Test
  void aProgramInTheFolderOfSourcesIsFoundWhenMainNamesNone() {
    assertEquals(
        "exec node src/index.js",
        Repository.of("src/index.js", "src/routes.js")
            .file("package.json", "{\"main\": \"index.js\"}")
            .start());
  }

  @Test
  void aStartScriptThatIsNodeAloneNeedsNoNpmBesideIt() {
    assertEquals(
        "exec node src/index.js",
        Repository.of()
            .file("package.json", "{\"scripts\": {\"start\": \"node src/index.js\"}}")
            .start());
  }

  @Test
  void withoutAStartScriptItsMainFileIsStarted() {
    assertEquals(
        "exec node lib/web.js",
        Repository.of("lib/web.js").file("package.json", "{\"main\": \"./lib/web\"}").start());
  }

  @Test
  void theLockFileSaysWhichPackageManagerInstalls() {
    var pnpm =
        Repository.of("server.js")
            .file("package.json", "{\"packageManager\": \"pnpm@10.2.0+sha512.abc\"}")
            .file("pnpm-lock.yaml", "lockfileVersion: '9.0'\n");
    assertTrue(pnpm.dockerfile().contains("npm install --global pnpm@10.2.0"), pnpm.dockerfile());
    assertTrue(pnpm.dockerfile().contains("RUN pnpm install --frozen-lockfile --prod "));
    var yarn =
        Repository.of("server.js")
            .file("package.json", "{}")
            .file("yarn.lock", "# yarn lockfile v1\n");
    assertTrue(yarn.dockerfile().contains("npm install --global yarn@1"), yarn.dockerfile());
    assertTrue(yarn.dockerfile().contains("RUN yarn install --frozen-lockfile "));
  }

  @Test
  void aScriptThatRunsWhileItIsInstalledFindsTheWholeSource() {
    String dockerfile =
        Repository.of("server.js")
            .file("package.json", "{\"scripts\": {\"postinstall\": \"prisma generate\"}}")
            .dockerfile();
    assertTrue(dockerfile.indexOf("source/ ./") < dockerfile.indexOf("npm install"), dockerfile);
  }

  @Test
  void aPackageThatCompilesHasACompiler() {
    var repository =
        Repository.of("server.js")
            .file("package.json", "{}")
            .file("package-lock.json", "{\"packages\": {\"a\": {\"hasInstallScript\": true}}}");
    assertTrue(repository.dockerfile().contains("nodejs npm g++ make python3"));
    assertTrue(repository.dockerfile().contains("npm_config_nodedir=\"/usr\""));
  }

  @Test
  void anImageOfTheOwnersCompilesWithItsOwnHeaders() {
    String dockerfile =
        Repository.of("server.js")
            .file("package.json", "{}")
            .file("package-lock.json", "{\"packages\": {\"a\": {\"hasInstallScript\": true}}}")
            .on(new Base("node:22", "", ""))
            .dockerfile();
    assertFalse(dockerfile.contains("nodedir"), dockerfile);
  }

  @Test
  void aSiteWhosePackageFileOnlyNamesToolsIsServedAsItIs() {
    String tools =
        "{\"scripts\": {\"lint\": \"eslint .\"}, \"devDependencies\": {\"eslint\": \"^10\"}}";
    var site = Repository.of("index.html").file("package.json", tools);
    assertTrue(site.dockerfile().contains("root /app;"), site.dockerfile());
    assertFalse(site.dockerfile().contains("nodejs"), site.dockerfile());
    assertTrue(site.said().contains("no program of it is started"), site.said());
    var built =
        Repository.of("dist/index.html", "src/index.html")
            .file("package.json", "{\"scripts\": {\"build\": \"gulp build\"}}");
    assertTrue(built.dockerfile().contains("root /app/dist;"), built.dockerfile());
  }

  @Test
  void aPageThatABuildMayBeMadeOfIsNotServedAsItIs() {
    var source =
        Repository.of("index.html")
            .file("package.json", "{\"scripts\": {\"build\": \"parcel build index.html\"}}");
    assertTrue(source.refusal().contains("Node.js was recognised"), source.refusal());
    var program =
        Repository.of("public/index.html", "lib/web.js")
            .file("package.json", "{\"dependencies\": {\"express\": \"^5\"}}");
    assertTrue(program.refusal().contains("Node.js was recognised"), program.refusal());
  }

  @Test
  void aCommandOfTheSettingsStartsWhatHasNoPackages() {
    String dockerfile =
        Repository.of("index.html", "lib/web.js")
            .file("package.json", "{}")
            .command("node lib/web.js")
            .dockerfile();
    assertTrue(dockerfile.contains(" nodejs npm "), dockerfile);
  }

  @Test
  void aVersionThatDebianDoesNotHaveIsSaid() {
    String asked = "Node.js 22.x, Debian 13 has 20.19; set baseImage for another, as in node:22";
    var repository =
        Repository.of("server.js").file("package.json", "{\"engines\": {\"node\": \"22.x\"}}");
    assertTrue(repository.said().contains(asked), repository.said());
    assertFalse(
        Repository.of("server.js")
            .file("package.json", "{\"engines\": {\"node\": \">=18 || ^16\"}}")
            .said()
            .contains("asks for"));
  }

  @Test
  void aPackageFileThatIsNoJsonIsRefusedByItsName() {
    String refusal = Repository.of("server.js").file("package.json", "{,").refusal();
    assertTrue(refusal.startsWith("package.json is not JSON: "), refusal);
    assertTrue(
        Repository.of("server.js").file("package.json", "[]").refusal().contains("not an object"));
  }

  @Test
  void whatRunsInBrowsersIsBuiltAndItsFilesAreServed() {
    var repository =
        Repository.of("index.html")
            .file(
                "package.json",
                """
                {"scripts": {"build": "vite build", "start": "vite"}, "devDependencies": {"vite": "^6"}}
                """);
    String dockerfile = repository.dockerfile();
    String running = dockerfile.substring(dockerfile.lastIndexOf("FROM "));
    assertTrue(running.contains(" nginx-light "), running);
    assertTrue(running.contains("root /app/dist;"), running);
    assertTrue(running.contains("$uri.html /index.html;"), running);
    assertTrue(repository.said().contains("nginx serves what 'vite' builds into dist"));
  }

  @Test
  void aServerThatBringsPagesToBrowsersIsStillOne() {
    assertEquals(
        "exec node server.js",
        Repository.of()
            .file(
                "package.json",
                """
                {"scripts": {"build": "vite build", "start": "node server.js"}, "devDependencies": {"vite": "^6"}}
                """)
            .start());
  }
}
