#pragma once

#include "ui/theme/theme.h"

#include <QStringList>
#include <QWidget>

class QLineEdit;
class QStringListModel;

namespace desk::ui {

/// The tags of a ticket, a chip for each, and a field for one more that offers those in use elsewhere.
class TagEditor : public QWidget
{
    Q_OBJECT

public:
    explicit TagEditor(const Theme &theme, QWidget *parent = nullptr);

    /// Separated by commas, as they are stored.
    void setTags(const QString &tags);
    void setKnown(const QStringList &known);
    [[nodiscard]] QLineEdit &field() const { return *m_field; }
    /// What is typed becomes tags now.
    void add();

Q_SIGNALS:
    void tagsChanged(const QString &tags);
    /// Somebody is about to add one: the known ones should be fresh.
    void knownWanted();

protected:
    bool eventFilter(QObject *watched, QEvent *event) override;

private:
    void rebuild();
    void tell(const QStringList &tags);

    const Theme &m_theme;
    QStringList m_tags;
    QList<QWidget *> m_chips;
    QStringListModel *m_known;
    QLineEdit *m_field;
};

} // namespace desk::ui
