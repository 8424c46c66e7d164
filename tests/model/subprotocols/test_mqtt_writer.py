from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tui.model.subprotocols.mqtt import mqtt_fields, mqtt_packet
from tui.model.subprotocols.mqtt_writer import mqtt_written


@pytest.mark.parametrize("level", [4, 5])
@pytest.mark.parametrize(
    ("text", "kind"),
    [
        ("SUBSCRIBE sensors/# qos 1", "SUBSCRIBE sensors/#"),
        ("SUBSCRIBE a topic with blanks", "SUBSCRIBE a topic with blanks"),
        ("UNSUBSCRIBE sensors/#", "UNSUBSCRIBE sensors/#"),
        ("PUBLISH lamp/1 qos 2 retain", "PUBLISH lamp/1"),
        ("PINGREQ", "PINGREQ"),
        ("DISCONNECT", "DISCONNECT"),
        ("CONNECT", "CONNECT"),
    ],
)
def test_what_is_written_is_what_is_read(level: int, text: str, kind: str) -> None:
    assert mqtt_packet(mqtt_written(text, level, 7), level).kind == kind


def test_the_payload_stands_behind_a_blank_line() -> None:
    content = mqtt_written('PUBLISH lamp/1 retain\n\n{"on": true}\n\nmore', 4, 1)
    packet = mqtt_packet(content, 4)

    assert (content[packet.start :], packet.brief) == (b'{"on": true}\n\nmore', "retain")


def test_the_options_of_a_connect_have_the_names_of_the_specification() -> None:
    text = "CONNECT\nProtocol Version: 5\nClient Identifier: me\nkeep alive: 5\nClean Session: 0"
    fields = dict(mqtt_fields(mqtt_written(text, 4, 1), 5))

    assert (fields["Protocol Version"], fields["Client Identifier"]) == ("5", "me")
    assert (fields["Keep Alive"], fields["Clean Start"]) == ("5", "0")


@pytest.mark.parametrize(
    ("text", "message"),
    [
        ('{"op":"subscribe"}', r"not an MQTT packet: '{.*write e\.g\. 'CONNECT'"),
        ("", "not an MQTT packet"),
        ("SUBSCRIBE", "not an MQTT packet that can be written: 'SUBSCRIBE'"),
        ("CONNACK", "not an MQTT packet that can be written"),
        ("CONNECT\nUser: me", "a CONNECT has no option 'User'; there are Protocol Version"),
        ("CONNECT\nKeep Alive: 1h", "Keep Alive is a number of seconds"),
        ("CONNECT\nProtocol Version: 3", "Protocol Version is one of 3.1.1"),
        ("PUBLISH " + "x" * 70_000, "is longer than 65,535 bytes"),
    ],
)
def test_what_means_nothing_says_what_would(text: str, message: str) -> None:
    with pytest.raises(ValueError, match=message):
        mqtt_written(text, 4, 1)


@given(st.text(max_size=300))
def test_a_payload_of_any_length_is_read_again(payload: str) -> None:
    payload = payload.encode(errors="replace").decode()
    content = mqtt_written(f"PUBLISH a\n\n{payload}", 5, 1)
    packet = mqtt_packet(content, 5)

    assert content[packet.start :].decode() == payload
