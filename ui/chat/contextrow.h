#pragma once

#include "ui/theme/theme.h"

#include <QWidget>

class QLabel;

namespace desk::ui {

/// What the words in the composer are about: a message that is answered, or changed; with a way out of it. GUI thread.
class ContextRow : public QWidget
{
    Q_OBJECT

public:
    explicit ContextRow(const Theme &theme, QWidget *parent = nullptr);

    void showWords(const QString &words);

Q_SIGNALS:
    void closed();

private:
    QLabel *m_words;
};

} // namespace desk::ui
