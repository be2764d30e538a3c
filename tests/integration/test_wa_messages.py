#!/usr/bin/env python3
"""wa-cli and Baileys talk through wa-sim: everything that customers and technicians write, both ways. The simulator must
find nothing to complain about, and keep nothing. Standard library only; loopback only."""

from __future__ import annotations

from conversations import Conversations
from drivers import Driver
from wacase import WaCase, main


class OursAndBaileys(Conversations, WaCase):
    def client(self, name: str) -> Driver:
        return self.cli("--push-name", name)

    def other_client(self, name: str) -> Driver:
        return self.baileys("--strict", "--push-name", name)


class OursAndOurs(Conversations, WaCase):
    def client(self, name: str) -> Driver:
        return self.cli("--push-name", name)


if __name__ == "__main__":
    main()
