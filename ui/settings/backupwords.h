#pragma once

#include "core/backup/backupservice.h"
#include "ui/checkline.h"

#include <QCoreApplication>

namespace desk::ui {

/// What people read about backups.
class BackupWords
{
    Q_DECLARE_TR_FUNCTIONS(desk::ui::BackupWords)

public:
    /// Why one was not made or cannot be used, and what to do. @param word of backupfile.h.
    [[nodiscard]] static QString problem(const QString &word);
    /// How the last one went, in one line.
    static void show(CheckLine &line, const BackupRun &last, const BackupRun &lastGood, bool running);
};

} // namespace desk::ui
