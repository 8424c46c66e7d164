from __future__ import annotations

from tui.model.failure import Failure, FailureKind


def test_a_failure_reads_as_its_kind_and_its_sentence() -> None:
    failure = Failure(FailureKind.CONNECT, "127.0.0.1:1 refused the connection")

    assert str(failure) == "connect: 127.0.0.1:1 refused the connection"


def test_the_kinds_are_those_of_the_command_line_contract() -> None:
    promised = (
        "url dns connect proxy tls timeout disconnected reset truncated protocol decode redirect too_large "
        "status condition rejected closed local internal"
    )

    assert [str(kind) for kind in FailureKind] == promised.split()
