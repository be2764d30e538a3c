#pragma once

#include "ui/coregateway.h"
#include "ui/settings/settingspage.h"

#include <QDialog>

class QLineEdit;
class QListWidget;
class QPushButton;
class QSettings;
class QStackedWidget;

namespace desk::ui {

class Autostart;
class NoticesPage;

/// All that can be set: pages at the left, their rows at the right, one search over both. What was typed is kept back until it is saved;
/// what belongs to lists and to this computer is done at once on its page.
///
/// Lives on the GUI thread; owns none of what it is given, which outlives it.
class SettingsDialog : public QDialog
{
    Q_OBJECT

public:
    struct Surroundings
    {
        const Theme &theme;
        QSettings &file;                ///< of this console
        Autostart *autostart = nullptr; ///< null: this system has no such switch
    };
    SettingsDialog(CoreGateway &gateway, const Surroundings &around, QWidget *parent = nullptr);

    /// In their order.
    [[nodiscard]] const QList<SettingsPage *> &pages() const { return m_pages; }
    /// Null for what no page shows.
    [[nodiscard]] SettingRow *row(const QString &key) const;
    void showPage(const SettingsPage *page);
    /// The page that has it.
    void showSetting(const QString &key);
    void search(const QString &words);
    void save();
    void discard();
    [[nodiscard]] bool isDirty() const;

Q_SIGNALS:
    void pairingRequested();
    void sharePanelRequested();
    /// Something waits for the next start.
    void restartRequested();
    /// Look or notices of this console are other ones now.
    void preferencesChanged();
    /// All values are those of the core.
    void loaded();
    void saved();

public Q_SLOTS:
    void reject() override;

protected:
    void paintEvent(QPaintEvent *event) override;
    void showEvent(QShowEvent *event) override;

private:
    void addPages(const Surroundings &around);
    void addPage(SettingsPage *page);
    [[nodiscard]] SettingsPage *plainPage(const QString &title, const QString &icon);
    [[nodiscard]] QWidget *makeSide();
    [[nodiscard]] QWidget *makeFooter();
    void load();
    /// @param sent what was saved; whatever else was typed meanwhile stays.
    void take(const Result<QList<StoredSetting>> &settings, const QJsonObject &sent = {});
    void follow();
    void filter(const QString &words);
    void showWrong(SettingRow *row);
    void showFailure(const Error &error);
    void showStatus(const QString &text, Token color);

    CoreGateway &m_gateway;
    const Theme &m_theme;
    QList<SettingsPage *> m_pages;
    NoticesPage *m_notices = nullptr;
    QLineEdit *m_search = nullptr;
    QListWidget *m_list = nullptr;
    QLabel *m_nothing = nullptr; ///< nothing matches
    QStackedWidget *m_stack = nullptr;
    QWidget *m_side = nullptr;
    QWidget *m_footer = nullptr;
    QLabel *m_status = nullptr;
    QPushButton *m_save = nullptr;
    QPushButton *m_discard = nullptr;
    QPushButton *m_close = nullptr;
    bool m_saving = false;
    bool m_closeWhenSaved = false;
};

} // namespace desk::ui
