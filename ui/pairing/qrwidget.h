#pragma once

#include <QString>
#include <QWidget>

#include <vector>

namespace desk::ui {

/// A QR code that cameras read at any scale: whole device pixels for each module, black on white with its quiet zone in both themes.
class QrWidget : public QWidget
{
    Q_OBJECT

public:
    explicit QrWidget(QWidget *parent = nullptr);

    /// An empty text shows the empty plate.
    void setText(const QString &text);
    [[nodiscard]] const QString &text() const { return m_text; }
    /// Text of the code is secret: what is told to a screen reader is only that there is one.
    void setDescription(const QString &description) { setAccessibleName(description); }
    [[nodiscard]] QSize sizeHint() const override { return {280, 280}; }

protected:
    void paintEvent(QPaintEvent *event) override;

private:
    QString m_text;
    int m_width = 0;             ///< modules of one side; 0: no code
    std::vector<bool> m_modules; ///< dark ones, row by row
};

} // namespace desk::ui
