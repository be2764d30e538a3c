#include "ui/firstrun/steprail.h"

#include <QPainter>
#include <QVBoxLayout>

using namespace Qt::StringLiterals;

namespace desk::ui {

namespace {
constexpr int circleSize = 21;
constexpr int railGap = 11; ///< between circle and words
constexpr int linkGap = 4;  ///< between a circle and the line to the next
} // namespace

class StepRail::StepButton final : public QAbstractButton
{
public:
    StepButton(const Theme &theme, int number, const QString &title, bool last)
        : m_theme(theme), m_number(number), m_last(last)
    {
        setText(title);
        setFocusPolicy(Qt::TabFocus);
        setCursor(Qt::PointingHandCursor);
        setSizePolicy(QSizePolicy::Expanding, QSizePolicy::Fixed);
        QObject::connect(&theme, &Theme::changed, this, qOverload<>(&QWidget::update));
        tell();
    }
    void set(bool done, const QString &summary)
    {
        m_done = done;
        m_summary = summary;
        tell();
        update();
    }
    void setCurrent(bool current)
    {
        m_current = current;
        tell();
        update();
    }
    [[nodiscard]] QSize sizeHint() const override
    {
        const QFontMetrics title(m_theme.messageFont());
        const QFontMetrics summary(m_theme.bodyFont());
        return {160, qMax(52, title.height() + summary.height() + 16)};
    }

protected:
    void paintEvent(QPaintEvent *) override
    {
        QPainter painter(this);
        painter.setRenderHint(QPainter::Antialiasing);
        const QRectF circle(0.5, 0.5, circleSize - 1, circleSize - 1);
        paintCircle(painter, circle);
        if (!m_last) {
            painter.setPen(m_theme.color(Token::Line));
            const qreal middle = circle.center().x();
            painter.drawLine(QPointF(middle, circleSize + linkGap), QPointF(middle, height() - linkGap));
        }
        const int left = circleSize + railGap;
        const QFont titleFont = m_current ? Theme::strong(m_theme.messageFont()) : m_theme.messageFont();
        const QFontMetrics title(titleFont);
        const QRect titleLine(left, (circleSize - title.height()) / 2, width() - left - 2, title.height());
        painter.setFont(titleFont);
        painter.setPen(m_theme.color(m_current || m_done ? Token::Text : underMouse() ? Token::Text2 : Token::Text3));
        painter.drawText(titleLine, Qt::AlignLeft | Qt::AlignVCenter,
                         title.elidedText(text(), Qt::ElideRight, titleLine.width()));
        const QFont summaryFont = m_theme.bodyFont();
        const QFontMetrics summary(summaryFont);
        const QRect summaryLine(left, titleLine.bottom() + 2, titleLine.width(), summary.height());
        painter.setFont(summaryFont);
        painter.setPen(m_theme.color(Token::Text3));
        painter.drawText(summaryLine, Qt::AlignLeft | Qt::AlignVCenter,
                         summary.elidedText(m_summary, Qt::ElideRight, summaryLine.width()));
        if (hasFocus()) {
            painter.setPen(QPen(m_theme.color(Token::Focus), 2));
            painter.setBrush(Qt::NoBrush);
            painter.drawRoundedRect(QRectF(left - 5, 1, width() - left + 3, summaryLine.bottom() + 2), controlRadius,
                                    controlRadius);
        }
    }
    void enterEvent(QEnterEvent *event) override
    {
        QAbstractButton::enterEvent(event);
        update();
    }
    void leaveEvent(QEvent *event) override
    {
        QAbstractButton::leaveEvent(event);
        update();
    }

private:
    void paintCircle(QPainter &painter, const QRectF &circle) const
    {
        if (m_current) {
            painter.setPen(m_theme.color(Token::AccentFill));
            painter.setBrush(m_theme.color(Token::AccentFill));
        } else {
            painter.setPen(m_theme.color(m_done ? Token::Done : Token::LineStrong));
            painter.setBrush(Qt::NoBrush);
        }
        painter.drawEllipse(circle);
        if (m_done && !m_current) {
            constexpr int size = 13;
            const QPixmap check = m_theme.pixmap(u"check"_s, Token::Done, size, devicePixelRatioF(), 2.5);
            painter.drawPixmap(QPointF((circleSize - size) / 2.0, (circleSize - size) / 2.0), check);
            return;
        }
        painter.setFont(Theme::strong(m_theme.captionFont()));
        painter.setPen(m_theme.color(m_current ? Token::OnAccent : Token::Text3));
        painter.drawText(circle, Qt::AlignCenter, QString::number(m_number));
    }
    void tell()
    {
        const QString state = m_current ? StepRail::tr("present step") : m_done ? StepRail::tr("done") : QString();
        QStringList said{StepRail::tr("Step %1").arg(m_number), text()};
        for (const QString &part : {m_summary, state}) {
            if (!part.isEmpty())
                said << part;
        }
        setAccessibleName(said.join(u", "_s));
    }

    const Theme &m_theme;
    int m_number;
    bool m_last;
    bool m_done = false;
    bool m_current = false;
    QString m_summary;
};

StepRail::StepRail(const Theme &theme, QWidget *parent) : QWidget(parent), m_theme(theme)
{
    auto *column = new QVBoxLayout(this);
    column->setContentsMargins(0, 0, 0, 0);
    column->setSpacing(0);
}

void StepRail::setSteps(const QStringList &titles)
{
    Q_ASSERT(m_buttons.isEmpty());
    for (int i = 0; i < titles.size(); ++i) {
        auto *button = new StepButton(m_theme, i + 1, titles[i], i == titles.size() - 1);
        connect(button, &QAbstractButton::clicked, this, [this, i] { Q_EMIT chosen(i); });
        layout()->addWidget(button);
        m_buttons << button;
    }
}

void StepRail::setStep(int index, bool done, const QString &summary)
{
    m_buttons[index]->set(done, summary);
}

void StepRail::setCurrent(int index)
{
    for (int i = 0; i < m_buttons.size(); ++i)
        m_buttons[i]->setCurrent(i == index);
}

QAbstractButton *StepRail::button(int index) const
{
    return m_buttons.value(index);
}

} // namespace desk::ui
