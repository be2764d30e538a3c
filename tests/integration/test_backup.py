#!/usr/bin/env python3
"""Backups from outside: made over the API while the desk works, and back to one on the command line."""

from __future__ import annotations

import sqlite3
import subprocess
import unittest

from desk import TOKEN, Desk
from standin import StandInBridge
from test_access import Browser, PASSWORD


class Backup(unittest.TestCase):
    def setUp(self) -> None:
        self.bridge = StandInBridge(TOKEN)
        self.addCleanup(self.bridge.stop)
        self.desk = Desk(self.bridge)
        self.addCleanup(self.desk.close)
        self.assertEqual(self.command("user", "add", "ana", "--role", "admin", "--password-stdin", stdin=PASSWORD + "\n").returncode, 0)
        self.desk.start()
        self.admin = Browser(self.desk)
        self.assertEqual(self.admin.login("ana"), 200)

    def command(self, *arguments: str, stdin: str = "") -> subprocess.CompletedProcess:
        return self.desk.run(*arguments, stdin=stdin)

    def rename(self, name: str) -> None:
        self.assertEqual(self.admin.request("PATCH", "/api/v1/settings", {"desk.name": name})[0], 200)

    def test_there_and_back(self) -> None:
        status, before = self.admin.request("GET", "/api/v1/backup")
        self.assertEqual((status, before["last"], before["running"]), (200, None, False))
        self.rename("Antes")
        status, run = self.admin.request("POST", "/api/v1/backup")
        self.assertEqual((status, run["problem"]), (201, None))
        self.rename("Después")
        files = self.admin.request("GET", "/api/v1/backup/files")[1]["data"]
        self.assertEqual([file["file"] for file in files], [run["file"]])
        self.assertEqual(self.admin.request("GET", "/api/v1/backup")[1]["last_good"]["file"], run["file"])
        file = self.desk.folder / "data" / "backups" / run["file"]
        with sqlite3.connect(file) as copy:
            self.assertEqual(copy.execute("PRAGMA integrity_check").fetchone(), ("ok",))

        refused = self.command("restore", str(file))
        self.assertNotEqual(refused.returncode, 0)  # the desk is at work
        self.desk.stop()
        restored = self.command("restore", str(file))
        self.assertEqual(restored.returncode, 0, restored.stderr)
        self.assertEqual(len(list((self.desk.folder / "data").glob("before-restore-*"))), 1)
        self.desk.start()
        self.assertEqual(Browser(self.desk).request("GET", "/api/v1/auth/state")[1]["desk_name"], "Antes")
        self.assertEqual(self.admin.request("GET", "/api/v1/backup")[0], 401)  # everybody signs in anew

    def test_a_folder_that_is_not_there_is_said(self) -> None:
        missing = str(self.desk.folder / "usb")
        self.assertEqual(self.admin.request("PATCH", "/api/v1/settings", {"backup.folder": missing, "backup.daily": True})[0], 200)
        status, problem = self.admin.request("POST", "/api/v1/backup")
        self.assertEqual((status, problem["code"]), (503, "backup_failed"))
        self.assertEqual(self.admin.request("GET", "/api/v1/backup")[1]["last"]["problem"], "no_folder")
        ready = self.admin.request("GET", "/health/ready")[1]
        self.assertEqual(ready["checks"]["backup"]["state"], "failed")

    def test_only_administrators(self) -> None:
        for method, path in (("GET", "/api/v1/backup"), ("POST", "/api/v1/backup"), ("GET", "/api/v1/backup/files")):
            self.assertEqual(Browser(self.desk).request(method, path)[0], 401)


if __name__ == "__main__":
    unittest.main(verbosity=2)
