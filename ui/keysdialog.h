#pragma once

#include "ui/theme/theme.h"

#include <QDialog>

class QGridLayout;
class QMenuBar;

namespace desk::ui {

/// All keys of the window: those of the menus as they are, and those that single lists and fields know.
class KeysDialog : public QDialog
{
    Q_OBJECT

public:
    KeysDialog(const QMenuBar &menus, const Theme &theme, QWidget *parent = nullptr);

private:
    struct Key
    {
        QString keys;
        QString words;
    };
    void addSection(QGridLayout &grid, const QString &title, const QList<Key> &keys);
    [[nodiscard]] static QList<std::pair<QString, QList<Key>>> ofPlaces();

    const Theme &m_theme;
};

} // namespace desk::ui
