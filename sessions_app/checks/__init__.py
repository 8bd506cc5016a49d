"""The checks of sessions, of their parts, of questions and of meetings of the Thường trực."""

import sessions_app.checks.contents
import sessions_app.checks.council_sessions
import sessions_app.checks.questions  # noqa: F401 registers the checks, as the modules above
