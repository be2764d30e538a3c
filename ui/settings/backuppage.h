#pragma once

#include "core/backup/backupservice.h"
#include "ui/coregateway.h"
#include "ui/settings/settingspage.h"

#include <QTimer>

class QPushButton;

namespace desk::ui {

class CheckLine;
class RecordList;

/// Backups: when and where to, how the last one went, one now, and which of them to go back to.
class BackupPage : public SettingsPage
{
    Q_OBJECT

public:
    BackupPage(CoreGateway &gateway, const Theme &theme, QWidget *parent = nullptr);

    void load() override;

    /// As the core tells of it. Plain value.
    struct Standing
    {
        BackupRun last = {};
        BackupRun lastGood = {};
        bool running = false;
        QString folder = {};
        QString staged = {};
        std::optional<Restore::Problem> restoreProblem = {};
        bool demo = false;
    };

Q_SIGNALS:
    /// A backup waits to be restored.
    void restartRequested();

private:
    [[nodiscard]] QWidget *makeState();
    [[nodiscard]] QWidget *makeFolderLine();
    [[nodiscard]] QWidget *makeRestore();
    [[nodiscard]] QWidget *makeNotRestored();
    void take(const Standing &standing);
    void takeFiles(const QList<BackupFile> &files);
    void backUp();
    void askToRestore(const QString &file, const QString &name);
    void stage(const QString &file);

    CoreGateway &m_gateway;
    QTimer m_again; ///< while one is made
    CheckLine *m_state = nullptr;
    QPushButton *m_now = nullptr;
    QLabel *m_place = nullptr;
    RecordList *m_list = nullptr;
    QWidget *m_staged = nullptr;
    CheckLine *m_stagedLine = nullptr;
    QWidget *m_notRestored = nullptr;
    CheckLine *m_notRestoredLine = nullptr;
    QList<BackupFile> m_files;
};

} // namespace desk::ui
