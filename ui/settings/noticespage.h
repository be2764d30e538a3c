#pragma once

#include "ui/coregateway.h"
#include "ui/settings/settingspage.h"

#include "core/notifications/notificationservice.h"

class QCheckBox;
class QComboBox;
class QPlainTextEdit;

namespace desk::ui {

/// What customers are told when their ticket changes: one text a status, with what they would read beside it. Saved with the dialog.
class NoticesPage : public SettingsPage
{
    Q_OBJECT

public:
    NoticesPage(CoreGateway &gateway, const Theme &theme, QWidget *parent = nullptr);

    [[nodiscard]] bool isDirty() const override;
    void discard() override;
    void load() override;

    /// Those that were changed.
    [[nodiscard]] QList<NotificationRule> changedRules() const;
    /// These are in the core now.
    void rulesStored(const QList<NotificationRule> &rules);
    /// @param detail as NotificationRules::store() says it, for changedRules().
    void showRefusal(const QString &detail);

    [[nodiscard]] QComboBox &status() const { return *m_status; }
    [[nodiscard]] QPlainTextEdit &text() const { return *m_text; }
    [[nodiscard]] QString preview() const;

private:
    void build();
    void take(const Result<QList<NotificationRule>> &rules);
    void showRule();
    void typed();
    void showPreview();
    [[nodiscard]] NotificationRule *current();

    CoreGateway &m_gateway;
    QList<NotificationRule> m_stored;
    QList<NotificationRule> m_rules;
    QWidget *m_editor;
    QComboBox *m_status;
    QCheckBox *m_enabled;
    QPlainTextEdit *m_text;
    QLabel *m_preview;
    QLabel *m_problem;
    bool m_showing = false; ///< the program fills the fields, not a person
};

} // namespace desk::ui
