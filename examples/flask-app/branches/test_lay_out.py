import os
import shutil
import subprocess
import sys
from pathlib import Path

import pytest

ROOT = Path(__file__).parent.parent


@pytest.fixture
def source(tmp_path):
    """A copy of the app's folder, to change at will."""
    leave_out = shutil.ignore_patterns(".tox", "__pycache__", ".git")
    return shutil.copytree(ROOT, tmp_path / "source", ignore=leave_out)


@pytest.fixture
def repository(tmp_path, source):
    return lay_out(source, tmp_path / "app.git")


def lay_out(source, target):
    subprocess.run([source / "lay-out", target], check=True)
    return target


def git(repository, *arguments, **environ):
    command = ["git", "-C", repository, "-c", "user.name=Ada", "-c", "user.email=ada@example.org", *arguments]
    return subprocess.run(command, check=True, capture_output=True, text=True, env=os.environ | environ).stdout.strip()


def tips(repository):
    return git(repository, "rev-parse", "master", "canary").split()


def push(repository, tmp_path, branch):
    """Somebody's commit on a branch; returns its id."""
    git(tmp_path, "clone", "--quiet", "--branch", branch, repository, "work")
    git(tmp_path / "work", "commit", "--quiet", "--allow-empty", "--message", "Repair")
    git(tmp_path / "work", "push", "--quiet")
    return git(repository, "rev-parse", branch)


def test_the_same_source_gives_the_same_commits_anywhere(source, repository, tmp_path):
    assert tips(lay_out(source, tmp_path / "another.git")) == tips(repository)


def test_laying_out_again_changes_nothing(source, repository):
    before = tips(repository)
    assert tips(lay_out(source, repository)) == before


def test_both_branches_hold_an_app_and_only_the_canary_the_siege(repository):
    assert git(repository, "symbolic-ref", "HEAD") == "refs/heads/master"
    master = git(repository, "ls-tree", "-r", "--name-only", "master").splitlines()
    canary = git(repository, "ls-tree", "-r", "--name-only", "canary").splitlines()
    assert {"Procfile", ".travis.yml", "tox.ini", "app/__init__.py"} <= set(master)
    assert not [path for path in master if path.startswith(("branches", "lay-out"))]
    assert set(canary) - set(master) == {"app/siege.py", "tests/test_siege.py"}
    assert set(master) <= set(canary)


def test_what_tests_leave_behind_is_not_laid_out(source, repository):
    before = tips(repository)
    for folder in (source / ".tox", source / "app" / "__pycache__", source / "branches/canary/app/__pycache__"):
        folder.mkdir(exist_ok=True)
        (folder / "left").write_text("behind")
    assert tips(lay_out(source, repository)) == before


def test_a_change_is_one_more_commit_on_top_of_each_branch(source, repository):
    before = tips(repository)
    (source / "app" / "experiment.py").rename(source / "app" / "attempt.py")
    after = tips(lay_out(source, repository))
    assert git(repository, "rev-parse", "master^") == before[0]
    assert git(repository, "rev-parse", "canary^1", "canary^2").split() == [before[1], after[0]]
    assert "app/experiment.py" not in git(repository, "ls-tree", "-r", "--name-only", "master").splitlines()


def test_a_change_of_the_canary_leaves_master_alone(source, repository):
    before = tips(repository)
    (source / "branches" / "canary" / "NEWS").write_text("new\n")
    after = tips(lay_out(source, repository))
    assert after[0] == before[0]
    assert git(repository, "rev-parse", "canary^") == before[1]


def test_what_somebody_pushed_stays_while_the_source_is_the_same(source, repository, tmp_path):
    pushed = push(repository, tmp_path, "canary")
    assert tips(lay_out(source, repository))[1] == pushed


def test_what_somebody_pushed_stays_in_the_history_when_the_source_changed(source, repository, tmp_path):
    pushed = push(repository, tmp_path, "canary")
    (source / "branches" / "canary" / "NEWS").write_text("new\n")
    lay_out(source, repository)
    assert git(repository, "rev-parse", "canary^") == pushed


def test_everybody_may_read_it(repository):
    for path in [repository, *repository.rglob("*")]:
        assert path.stat().st_mode & 0o004
        assert not path.is_dir() or path.stat().st_mode & 0o001


def test_called_wrongly_it_says_how_to_call_it(source):
    called = subprocess.run([source / "lay-out"], capture_output=True, text=True)
    assert called.returncode == 2
    assert "usage:" in called.stderr


def test_the_canary_passes_its_own_tests(repository, tmp_path):
    work = tmp_path / "canary"
    git(tmp_path, "clone", "--quiet", "--branch", "canary", repository, work)
    # The coverage of this run must not measure that one.
    environ = {name: value for name, value in os.environ.items() if not name.startswith("COV_")}
    command = [sys.executable, "-m", "pytest", "--cov=app", "--cov-report=term", "--cov-fail-under=50"]
    subprocess.run(command, cwd=work, env=environ | {"COVERAGE_FILE": str(tmp_path / "coverage")}, check=True)
