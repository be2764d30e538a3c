#pragma once

#include "ui/settings/settingspage.h"

class QCheckBox;
class QComboBox;
class QSettings;

namespace desk::ui {

class Autostart;

/// What holds on this computer only: look, language, what notices say, start with the system. Done at once.
class ConsolePage : public SettingsPage
{
    Q_OBJECT

public:
    /// @param autostart null: this system has no such switch. Owns neither, which outlive it.
    ConsolePage(const Theme &theme, QSettings &file, Autostart *autostart, QWidget *parent = nullptr);

Q_SIGNALS:
    /// Look or notices are other ones now.
    void preferencesChanged();
    /// From the next start on.
    void languageChanged();

private:
    void addLook(QSettings &file);
    void addNotices(QSettings &file);
    void addStart();
    void addLine(const QString &label, QWidget *editor, const QString &help);
    void setAutostart(bool on);

    Autostart *m_autostart;
    QComboBox *m_look;
    QComboBox *m_language;
    QCheckBox *m_hideText;
    QCheckBox *m_start;
    QLabel *m_problem;
};

} // namespace desk::ui
