#pragma once

#include "ui/settings/settingrow.h"

class QVBoxLayout;

namespace desk::ui {

/// One page of the settings: its heading and rows made of the registry's descriptors, in sections; pages with more add to it.
/// Lives on the GUI thread; does not own the theme.
class SettingsPage : public QWidget
{
    Q_OBJECT

public:
    /// @param icon of the list at the left.
    SettingsPage(const Theme &theme, const QString &title, QString icon, QWidget *parent = nullptr);

    [[nodiscard]] const QString &title() const { return m_title; }
    [[nodiscard]] const QString &icon() const { return m_icon; }

    void addIntroduction(const QString &text);
    void addSection(const QString &title);
    void addRow(const QString &key);
    /// @param searchText what people may look for it by.
    void addContent(QWidget *content, const QString &searchText, int stretch = 0);
    /// No more comes after it.
    void finish();

    [[nodiscard]] const QList<SettingRow *> &rows() const { return m_rows; }
    /// Null: not on this page.
    [[nodiscard]] SettingRow *row(const QString &key) const;
    /// The first whose value is not taken; null: none.
    [[nodiscard]] SettingRow *firstWrongRow() const;

    [[nodiscard]] virtual bool isDirty() const;
    virtual void discard();
    /// Asks the core again for what is not a setting of the registry; called when the dialog opens.
    virtual void load() { }

    /// Hides what does not match. @return whether anything does. Empty: all is shown.
    bool filter(const QString &words);

Q_SIGNALS:
    void edited();

protected:
    [[nodiscard]] const Theme &theme() const { return m_theme; }
    /// A button or line at the page's left edge.
    [[nodiscard]] QVBoxLayout &column() const { return *m_column; }

private:
    struct Part
    {
        QWidget *widget;
        QString searchText;
        int section; ///< its index in m_sections; -1: none
    };
    void tint();

    const Theme &m_theme;
    QString m_title;
    QString m_icon;
    QVBoxLayout *m_column;
    QLabel *m_introduction = nullptr;
    QList<QLabel *> m_sections;
    QList<Part> m_parts;
    QList<SettingRow *> m_rows;
};

/// Words as they are compared in a search: without case and accents.
[[nodiscard]] QString foldedForSearch(const QString &text);

} // namespace desk::ui
