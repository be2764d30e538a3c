#include "ui/toast.h"

#include "ui/toastcard.h"

#include <QEvent>
#include <QLayout>

#include <algorithm>

namespace desk::ui {

namespace {

constexpr int toastWidth = 380;
constexpr int besideWindow = 16;
constexpr int aboveStatusBar = 40;
constexpr int betweenCards = 8;

} // namespace

Toast::Toast(const Theme &theme, QWidget *window) : QWidget(window), m_theme(theme)
{
    window->installEventFilter(this);
    hide();
}

void Toast::notice(const QString &text)
{
    present(new ToastCard(m_theme, ToastCard::Kind::Notice, text, {}, this));
}

void Toast::undoable(const QString &text, std::function<void()> undo)
{
    present(new ToastCard(m_theme, ToastCard::Kind::Notice, text, std::move(undo), this));
}

void Toast::failure(const QString &text)
{
    present(new ToastCard(m_theme, ToastCard::Kind::Failure, text, {}, this));
}

void Toast::present(ToastCard *card)
{
    const auto drop = [this](ToastCard *gone) {
        m_cards.removeOne(gone);
        gone->hide();
        gone->deleteLater();
    };
    // The same words twice say no more, and what is over its number goes, what has failed last.
    const auto same = std::find_if(m_cards.begin(), m_cards.end(), [card](const ToastCard *other) {
        return other->kind() == card->kind() && other->text() == card->text();
    });
    if (same != m_cards.end()) {
        drop(*same);
    } else if (m_cards.size() >= most) {
        const auto notice = std::find_if(m_cards.begin(), m_cards.end(), [](const ToastCard *other) {
            return other->kind() == ToastCard::Kind::Notice;
        });
        drop(notice != m_cards.end() ? *notice : m_cards.first());
    }
    m_cards << card;
    connect(card, &ToastCard::over, this, [this, card, drop] {
        drop(card);
        place();
    });
    card->show();
    place();
    raise();
}

void Toast::place()
{
    setVisible(!m_cards.isEmpty());
    const int width = qMin(toastWidth, parentWidget()->width() - 2 * besideWindow);
    int top = 0;
    for (ToastCard *card : std::as_const(m_cards)) {
        const int height = card->layout()->hasHeightForWidth() ? card->layout()->heightForWidth(width)
                                                               : card->sizeHint().height();
        card->setGeometry(0, top, width, height);
        top += height + betweenCards;
    }
    const int height = qMax(0, top - betweenCards);
    setGeometry(parentWidget()->width() - width - besideWindow, parentWidget()->height() - height - aboveStatusBar,
                width, height);
}

bool Toast::eventFilter(QObject *watched, QEvent *event)
{
    if (event->type() == QEvent::Resize && isVisible())
        place();
    return QWidget::eventFilter(watched, event);
}

} // namespace desk::ui
