#pragma once

#include "ui/theme/theme.h"

#include <QWidget>

class QLabel;
class QToolButton;

namespace desk::ui {

/// What stands above a place of the window that is not the tickets: the way back, its name, and what there is in few words.
class PlaceHeader : public QWidget
{
    Q_OBJECT

public:
    PlaceHeader(const Theme &theme, const QString &title, QWidget *parent = nullptr);

    void setSummary(const QString &summary);

Q_SIGNALS:
    void backRequested();

protected:
    void paintEvent(QPaintEvent *event) override;

private:
    const Theme &m_theme;
    QLabel *m_summary;
};

} // namespace desk::ui
