#include "ui/chat/messageedit.h"

#include <QImage>
#include <QKeyEvent>
#include <QMimeData>
#include <QUrl>

namespace desk::ui {

namespace {

constexpr int fewestLines = 2;
constexpr int mostLines = 8;
constexpr int padding = 6;

} // namespace

MessageEdit::MessageEdit(const Theme &theme, QWidget *parent) : QPlainTextEdit(parent), m_theme(theme)
{
    setTabChangesFocus(true);
    setFrameShape(QFrame::NoFrame);
    setViewportMargins(padding, padding - 2, padding, padding - 2);
    setSizePolicy(QSizePolicy::Expanding, QSizePolicy::Fixed);
    setFont(m_theme.messageFont());
    setVerticalScrollBarPolicy(Qt::ScrollBarAsNeeded);
    connect(document(), &QTextDocument::contentsChanged, this, &QWidget::updateGeometry);
    connect(&m_theme, &Theme::changed, this, &MessageEdit::tint);
    tint();
}

void MessageEdit::setNote(bool note)
{
    m_note = note;
    tint();
}

void MessageEdit::tint()
{
    QPalette colors = m_theme.palette();
    colors.setColor(QPalette::Base, m_theme.color(m_note ? Token::BubbleNote : Token::Raised));
    setPalette(colors);
    update();
}

QSize MessageEdit::sizeHint() const
{
    // One block may take several lines; the document counts them.
    const int lines = qBound(fewestLines, int(document()->size().height()), mostLines);
    return {200, lines * QFontMetrics(font()).lineSpacing() + 2 * padding + 8};
}

void MessageEdit::keyPressEvent(QKeyEvent *event)
{
    const int key = event->key();
    const bool enter = key == Qt::Key_Return || key == Qt::Key_Enter;
    if (m_keysTaken
        && (enter || key == Qt::Key_Up || key == Qt::Key_Down || key == Qt::Key_Escape || key == Qt::Key_Tab))
        return Q_EMIT keyTaken(key);
    if (enter && !(event->modifiers() & (Qt::ShiftModifier | Qt::AltModifier)))
        return Q_EMIT sendRequested();
    QPlainTextEdit::keyPressEvent(event);
}

void MessageEdit::focusOutEvent(QFocusEvent *event)
{
    QPlainTextEdit::focusOutEvent(event);
    Q_EMIT left();
}

bool MessageEdit::canInsertFromMimeData(const QMimeData *source) const
{
    return source->hasText() || source->hasUrls() || source->hasImage();
}

void MessageEdit::insertFromMimeData(const QMimeData *source)
{
    QStringList paths;
    const QList<QUrl> urls = source->urls();
    for (const QUrl &url : urls) {
        if (url.isLocalFile())
            paths << url.toLocalFile();
    }
    if (!paths.isEmpty())
        return Q_EMIT filesGiven(paths);
    if (source->hasImage())
        return Q_EMIT imageGiven(qvariant_cast<QImage>(source->imageData()));
    insertPlainText(source->text());
}

} // namespace desk::ui
