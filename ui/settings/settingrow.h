#pragma once

#include "ui/settings/settingeditor.h"
#include "ui/settings/storedsetting.h"
#include "ui/theme/theme.h"

class QLabel;
class QToolButton;

namespace desk::ui {

/// One setting on a page: label, editor, what it does, and why it cannot be changed or taken. Checked while it is typed by the registry's
/// own rule. Lives on the GUI thread; does not own the theme.
class SettingRow : public QWidget
{
    Q_OBJECT

public:
    /// @param setting of the registry.
    SettingRow(const SettingDescriptor &setting, const Theme &theme, QWidget *parent = nullptr);

    [[nodiscard]] const QString &key() const { return m_setting.key; }
    /// What is stored. @param keepTyped what was typed meanwhile stays; else it is gone.
    void take(const StoredSetting &stored, bool keepTyped = false);
    void discard();

    [[nodiscard]] bool isDirty() const;
    [[nodiscard]] bool isAcceptable() const;
    [[nodiscard]] bool isLocked() const { return m_stored.source == DeskSettings::Source::Environment; }
    /// To be stored; null: back to what is built in.
    [[nodiscard]] QJsonValue change() const;
    /// What the core said about it; empty: nothing. Gone with the next edit.
    void setProblem(const QString &text);
    /// What people may search it by.
    [[nodiscard]] QString searchText() const;
    [[nodiscard]] SettingEditor &editor() const { return *m_editor; }

Q_SIGNALS:
    void edited();

private:
    void build();
    void showState();
    void backToBuiltIn();

    const SettingDescriptor &m_setting;
    const Theme &m_theme;
    StoredSetting m_stored;
    QString m_problem;
    SettingEditor *m_editor;
    QLabel *m_label;
    QLabel *m_help;
    QLabel *m_note; ///< locked, or when it takes effect
    QLabel *m_wrong;
    QToolButton *m_reset;
};

} // namespace desk::ui
