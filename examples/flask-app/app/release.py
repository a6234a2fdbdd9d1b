"""Which build of the app this process is, and where it runs."""

from collections.abc import Mapping
from dataclasses import dataclass


@dataclass(frozen=True)
class Release:
    """What the builder told this container about itself; `unknown` outside of one."""

    app: str
    branch: str
    commit: str
    slot: str
    track: str
    release: str

    @classmethod
    def of(cls, environ: Mapping[str, str]) -> "Release":
        return cls(
            app=environ.get("APP_NAME", "flask-app"),
            branch=environ.get("APP_BRANCH", "unknown"),
            commit=environ.get("APP_COMMIT", "unknown"),
            slot=environ.get("APP_SLOT", "unknown"),
            track=environ.get("APP_TRACK", "unknown"),
            release=environ.get("APP_RELEASE", "unknown"),
        )

    def headers(self) -> dict[str, str]:
        """Response headers that let a load test see who answered without reading the body."""
        return {
            "X-App-Slot": self.slot,
            "X-App-Commit": self.commit,
            "X-App-Release": self.release,
        }
