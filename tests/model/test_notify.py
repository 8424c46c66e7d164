from __future__ import annotations

from tui.model.notify import Notify, NotifyVia


def test_the_secret_of_a_webhook_is_not_printed() -> None:
    notify = Notify(via=NotifyVia.WEBHOOK, url="https://hooks.example.com", secret="hunter22")

    assert "hunter22" not in repr(notify)


def test_a_rule_without_a_condition_tells_once_at_every_change() -> None:
    notify = Notify(via=NotifyVia.BELL)

    assert (notify.when, notify.remind) == (None, None)
