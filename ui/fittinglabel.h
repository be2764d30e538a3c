#pragma once

#include <QLabel>

namespace desk::ui {

/// A hint that stands where there is room for all of it, and else not at all: half a sentence helps nobody.
class FittingLabel : public QLabel
{
public:
    explicit FittingLabel(QWidget *parent = nullptr) : QLabel(parent)
    {
        setTextFormat(Qt::PlainText);
        setSizePolicy(QSizePolicy::Ignored, QSizePolicy::Preferred);
    }

protected:
    void paintEvent(QPaintEvent *event) override
    {
        if (fontMetrics().horizontalAdvance(text()) <= contentsRect().width())
            QLabel::paintEvent(event);
    }
};

} // namespace desk::ui
