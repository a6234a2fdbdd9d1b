package dev.aviary.builder.recipe;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import org.junit.jupiter.api.Test;

final class PythonRecogniserTest {
  @Test
  void requirementsAreInstalledBeforeTheSourceIsCopied() {
    assertEquals(
        """
        FROM python-base
        USER root
        COPY --chown=app:app source/requirements.txt ./
        RUN pip install -r requirements.txt && rm -rf ~/.cache/pip
        CMD ["/bin/sh", "-c", "exec gunicorn app:app"]
        USER app
        COPY --chown=app:app source/ ./
        """,
        Repository.of("app.py")
            .file("Procfile", "web: gunicorn app:app\n")
            .file("requirements.txt", "flask>=2.2\ngunicorn\n")
            .dockerfile());
  }

  @Test
  void whatMayBeCompiledHasACompilerAndItsLibraries() {
    String dockerfile =
        Repository.of("main.py").file("requirements.txt", "psycopg2==2.9\n").dockerfile();
    assertTrue(
        dockerfile.contains("--no-install-recommends gcc git libc6-dev python3-dev libpq-dev"),
        dockerfile);
  }

  @Test
  void requirementsThatNameOtherFilesAreInstalledWithTheWholeSourceThere() {
    var repository = Repository.of("main.py").file("requirements.txt", "-r base.txt\n");
    String dockerfile = repository.dockerfile();
    assertTrue(dockerfile.indexOf("source/ ./") < dockerfile.indexOf("pip install"), dockerfile);
    assertTrue(dockerfile.endsWith("\nUSER app\n"), dockerfile);
  }

  @Test
  void aFlaskAppIsStartedByGunicornWhichIsInstalledWithIt() {
    var repository =
        Repository.of()
            .file("requirements.txt", "flask\n")
            .file("app.py", "from flask import Flask\nshop = Flask(__name__)\n");
    assertEquals("exec gunicorn --bind 0.0.0.0:$PORT --threads 8 app:shop", repository.start());
    assertTrue(
        repository.says("RUN pip install -r requirements.txt gunicorn && rm -rf ~/.cache/pip"));
  }

  @Test
  void aFactoryOfFlaskAppsIsCalled() {
    var repository =
        Repository.of("requirements.txt")
            .file("app/__init__.py", "def create_app():\n    return Flask(__name__)\n");
    assertEquals(
        "exec gunicorn --bind 0.0.0.0:$PORT --threads 8 'app:create_app()'", repository.start());
  }

  @Test
  void aFastApiAppIsStartedByUvicorn() {
    var repository =
        Repository.of("requirements.txt")
            .file("app/main.py", "app: FastAPI = FastAPI(title='x')\n");
    assertEquals("exec uvicorn app.main:app --host 0.0.0.0 --port $PORT", repository.start());
  }

  @Test
  void aDjangoProjectIsStartedByTheWsgiBesideItsSettings() {
    var repository =
        Repository.of(
                "requirements.txt", "config/wsgi.py", "config/settings/base.py", "old/wsgi.py")
            .file(
                "manage.py",
                "os.environ.setdefault(\"DJANGO_SETTINGS_MODULE\", \"config.settings.base\")\n");
    assertEquals("exec gunicorn --bind 0.0.0.0:$PORT --threads 8 config.wsgi", repository.start());
  }

  @Test
  void aProgramWithoutPackagesIsPutOnTheBaseThatHasSome() {
    var repository = Repository.of("app.py");
    assertEquals("exec python3 app.py", repository.start());
    assertTrue(repository.said().contains("nothing says which packages it needs"));
  }

  @Test
  void aPyprojectIsInstalledByWhatLockedIt() {
    assertTrue(
        Repository.of("main.py", "pyproject.toml", "uv.lock")
            .dockerfile()
            .contains("uv export --frozen"));
    assertTrue(
        Repository.of("main.py", "pyproject.toml", "poetry.lock")
            .dockerfile()
            .contains("poetry export --only main"));
    assertTrue(Repository.of("main.py", "pyproject.toml").dockerfile().contains("import tomllib"));
  }

  @Test
  void aPipfileIsInstalledAsItIsLocked() {
    String locked = Repository.of("main.py", "Pipfile", "Pipfile.lock").dockerfile();
    assertTrue(locked.contains("pipenv requirements > /tmp/requirements.txt"), locked);
    assertFalse(locked.contains("pipenv lock"), locked);
    assertTrue(Repository.of("main.py", "Pipfile").dockerfile().contains("pipenv lock &&"));
  }

  @Test
  void aVersionThatDebianDoesNotHaveIsSaid() {
    String asked =
        "asks for Python 3.11, Debian 13 has 3.13; set baseImage for another, as in python:3.11-slim";
    assertTrue(
        Repository.of("main.py")
            .file(".python-version", "3.11\n")
            .said()
            .contains(".python-version " + asked));
    assertTrue(
        Repository.of("main.py")
            .file("runtime.txt", "python-3.11")
            .said()
            .contains("runtime.txt " + asked));
    assertFalse(
        Repository.of("main.py")
            .file("pyproject.toml", "requires-python = \">=3.10,<4\"\n")
            .said()
            .contains("asks for"));
  }

  @Test
  void onAnImageOfTheOwnersNothingOfDebiansIsInstalled() {
    assertEquals(
        """
        FROM python:3.11-slim
        ENV PYTHONUNBUFFERED="1" PYTHONDONTWRITEBYTECODE="1" PIP_BREAK_SYSTEM_PACKAGES="1"
        RUN (id -u app || useradd --create-home app || adduser -D app) \\
         && mkdir -p /app && chown app /app
        WORKDIR /app
        COPY --chown=app:app source/requirements.txt ./
        RUN pip install -r requirements.txt && rm -rf ~/.cache/pip
        ENTRYPOINT []
        CMD ["/bin/sh", "-c", "exec python3 main.py"]
        USER app
        COPY --chown=app:app source/ ./
        """,
        Repository.of("main.py")
            .file("requirements.txt", "psycopg2\n")
            .on(Base.unknown("python:3.11-slim"))
            .dockerfile());
  }
}
