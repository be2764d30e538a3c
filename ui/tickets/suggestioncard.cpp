#include "ui/tickets/suggestioncard.h"

#include "core/administration/administration.h"
#include "ui/emptylayout.h"
#include "ui/theme/deskstyle.h"
#include "ui/words.h"

#include <QHBoxLayout>
#include <QLabel>
#include <QPainter>
#include <QPushButton>
#include <QVBoxLayout>

#include <algorithm>

using namespace Qt::StringLiterals;

namespace desk::ui {

namespace {

constexpr int cardPadding = 10;
constexpr int greyBarHeight = 8;

QLabel *wordsLabel(const QString &text, QPalette::ColorRole role = QPalette::WindowText)
{
    auto *label = new QLabel(text);
    label->setTextFormat(Qt::PlainText);
    label->setForegroundRole(role);
    label->setWordWrap(true);
    label->setTextInteractionFlags(Qt::TextSelectableByMouse);
    return label;
}

/// Stands where words will be: a grey line that does not move.
class GreyLine final : public QWidget
{
public:
    GreyLine(const Theme &theme, double part) : m_theme(theme), m_part(part) { setFixedHeight(greyBarHeight + 6); }

protected:
    void paintEvent(QPaintEvent * /*event*/) override
    {
        QPainter painter(this);
        painter.setRenderHint(QPainter::Antialiasing);
        painter.setPen(Qt::NoPen);
        painter.setBrush(m_theme.color(Token::Line));
        painter.drawRoundedRect(QRectF(0, 3, width() * m_part, greyBarHeight), greyBarHeight / 2.0,
                                greyBarHeight / 2.0);
    }

private:
    const Theme &m_theme;
    double m_part;
};

} // namespace

SuggestionCard::SuggestionCard(CoreGateway &gateway, OpenTicket &ticket, const Theme &theme, QWidget *parent)
    : QFrame(parent), m_gateway(gateway), m_ticket(ticket), m_theme(theme), m_rows(new QVBoxLayout(this))
{
    m_rows->setContentsMargins(cardPadding, cardPadding - 2, cardPadding, cardPadding);
    m_rows->setSpacing(5);
    connect(&m_ticket, &OpenTicket::changed, this, &SuggestionCard::follow);
    connect(&m_theme, &Theme::changed, this, &SuggestionCard::rebuild);
    connect(&m_gateway, &CoreGateway::changed, this, [this](const QList<LiveEvent> &events) {
        const bool settings = std::any_of(events.cbegin(), events.cend(),
                                          [](const LiveEvent &event) { return event.topic == "settings"_L1; });
        if (settings)
            learn();
    });
    learn();
    follow();
}

bool SuggestionCard::hasContent() const
{
    if (!m_of.isValid() || m_dismissed.contains(m_of.value))
        return false;
    return m_thinking || !m_model.isEmpty()
        || (m_advice && (!m_advice->diagnosis.isEmpty() || !m_advice->steps.isEmpty()));
}

void SuggestionCard::learn()
{
    auto model = m_gateway.ask<QString>([](DeskServices &services) -> Result<QString> {
        if (!services.conversation.minds().assistant)
            return QString();
        const QString name = services.administration ? services.administration->settings.text(u"ai.model"_s)
                                                     : QString();
        return name.isEmpty() ? tr("language model") : name;
    });
    onReply(model, this, [this](const Result<QString> &name) {
        m_model = name.value_or(QString());
        rebuild();
    });
}

void SuggestionCard::follow()
{
    if (m_ticket.id() != m_of) {
        m_of = m_ticket.id();
        m_about.clear();
        m_advice.reset();
        m_thinking = false;
        ++m_question;
        rebuild();
    }
    if (!m_ticket.isLoaded())
        return;
    const Ticket &ticket = m_ticket.dossier().ticket;
    const QString about = QStringList{ticket.category, ticket.subcategory, ticket.equipmentType, ticket.diagnosis}.join(
        u'\n');
    if (about == m_about)
        return;
    m_about = about;
    loadLocal();
}

void SuggestionCard::loadLocal()
{
    auto advice = m_gateway.ask<TicketAdvice>([id = m_of](DeskServices &services) {
        return WritingHelp({services.tickets, services.messages, services.attachments, services.customers},
                           services.conversation)
            .localAdvice(id);
    });
    onReply(advice, this, [this, question = ++m_question](const Result<TicketAdvice> &answer) {
        if (question == m_question)
            take(answer);
    });
}

void SuggestionCard::askAssistant()
{
    m_thinking = true;
    rebuild();
    auto advice = m_gateway.askLater<TicketAdvice>([id = m_of](DeskServices &services) {
        return WritingHelp({services.tickets, services.messages, services.attachments, services.customers},
                           services.conversation)
            .advise(id);
    });
    onReply(advice, this, [this, question = ++m_question](const Result<TicketAdvice> &answer) {
        if (question == m_question)
            take(answer);
    });
}

void SuggestionCard::take(const Result<TicketAdvice> &advice)
{
    m_thinking = false;
    if (advice)
        m_advice = *advice;
    rebuild();
}

void SuggestionCard::rebuild()
{
    emptyLayout(m_rows);
    if (hasContent()) {
        addHead();
        if (m_thinking)
            addThinking();
        else
            addAdvice();
        if (!m_thinking)
            addButtons();
    }
    setVisible(hasContent());
    updateGeometry();
    Q_EMIT contentChanged();
}

QString SuggestionCard::source() const
{
    if (m_thinking)
        return m_model;
    return m_advice && m_advice->source == TicketAdvice::Source::Model ? m_model : tr("local rules");
}

void SuggestionCard::addHead()
{
    auto *row = new QHBoxLayout;
    row->setSpacing(6);
    auto *icon = new QLabel;
    icon->setPixmap(m_theme.pixmap(u"lightbulb"_s, Token::Text2, 16, devicePixelRatioF()));
    auto *title = new QLabel(tr("Suggestion"));
    title->setFont(Theme::strong(m_theme.bodyFont()));
    auto *from = new QLabel(source());
    from->setTextFormat(Qt::PlainText);
    from->setFont(m_theme.captionFont());
    from->setForegroundRole(QPalette::PlaceholderText);
    row->addWidget(icon);
    row->addWidget(title, 1);
    row->addWidget(from);
    m_rows->addLayout(row);
}

void SuggestionCard::addThinking()
{
    setAccessibleName(tr("The assistant is thinking"));
    for (const double part : {0.9, 0.7, 0.8})
        m_rows->addWidget(new GreyLine(m_theme, part));
}

void SuggestionCard::addAdvice()
{
    setAccessibleName(tr("Suggestion"));
    if (!m_advice)
        return;
    if (m_advice->source == TicketAdvice::Source::ModelFailed)
        m_rows->addWidget(
            wordsLabel(tr("The model did not answer; the local rules were used."), QPalette::PlaceholderText));
    if (!m_advice->diagnosis.isEmpty())
        m_rows->addWidget(wordsLabel(m_advice->diagnosis));
    for (int i = 0; i < m_advice->steps.size(); ++i) {
        auto *row = new QHBoxLayout;
        row->setSpacing(6);
        auto *number = new QLabel(u"%1."_s.arg(i + 1));
        number->setForegroundRole(QPalette::PlaceholderText);
        number->setMinimumWidth(16);
        number->setAlignment(Qt::AlignRight | Qt::AlignTop);
        row->addWidget(number);
        row->addWidget(wordsLabel(m_advice->steps.at(i)), 1);
        m_rows->addLayout(row);
    }
    const bool says = !m_advice->diagnosis.isEmpty() || !m_advice->steps.isEmpty();
    if (says && !m_advice->certain) {
        QLabel *doubt = wordsLabel(tr("Little certainty"));
        QPalette colors = doubt->palette();
        colors.setColor(QPalette::WindowText, m_theme.color(Token::Wait));
        doubt->setPalette(colors);
        doubt->setFont(m_theme.captionFont());
        m_rows->addWidget(doubt);
    }
    addSimilar();
}

void SuggestionCard::addSimilar()
{
    if (m_advice->similar.isEmpty())
        return;
    m_rows->addSpacing(2);
    QLabel *head = wordsLabel(tr("Similar tickets"), QPalette::PlaceholderText);
    head->setFont(m_theme.captionFont());
    m_rows->addWidget(head);
    for (const Ticket &other : m_advice->similar) {
        auto *link = new QPushButton(
            u"%1 · %2"_s.arg(other.folio, other.fault.simplified().left(40)).replace(u'&', u"&&"_s));
        buttonrole::give(link, buttonrole::quiet);
        link->setSizePolicy(QSizePolicy::Ignored, QSizePolicy::Fixed);
        link->setToolTip(other.fault.toHtmlEscaped());
        connect(link, &QPushButton::clicked, this, [this, id = other.id] { Q_EMIT ticketWanted(id); });
        m_rows->addWidget(link);
    }
}

QString SuggestionCard::textToInsert() const
{
    if (!m_advice)
        return {};
    if (m_advice->steps.isEmpty())
        return m_advice->diagnosis;
    QStringList lines;
    for (int i = 0; i < m_advice->steps.size(); ++i)
        lines << u"%1. %2"_s.arg(i + 1).arg(m_advice->steps.at(i));
    return lines.join(u'\n');
}

void SuggestionCard::addButtons()
{
    auto *row = new QHBoxLayout;
    row->setSpacing(4);
    if (const QString text = textToInsert(); !text.isEmpty()) {
        auto *insert = new QPushButton(tr("Insert in the reply"));
        connect(insert, &QPushButton::clicked, this, [this, text] { Q_EMIT insertWanted(text); });
        row->addWidget(insert);
    }
    auto *dismiss = new QPushButton(tr("Dismiss"));
    buttonrole::give(dismiss, buttonrole::quiet);
    connect(dismiss, &QPushButton::clicked, this, [this] {
        m_dismissed << m_of.value;
        rebuild();
    });
    row->addWidget(dismiss);
    row->addStretch();
    m_rows->addSpacing(2);
    m_rows->addLayout(row);
    if (m_model.isEmpty() || (m_advice && m_advice->source == TicketAdvice::Source::Model))
        return;
    auto *ask = new QPushButton(tr("Ask the assistant"));
    buttonrole::give(ask, buttonrole::quiet);
    connect(ask, &QPushButton::clicked, this, &SuggestionCard::askAssistant);
    auto *under = new QHBoxLayout;
    under->addWidget(ask);
    under->addStretch();
    m_rows->addLayout(under);
}

void SuggestionCard::paintEvent(QPaintEvent * /*event*/)
{
    QPainter painter(this);
    painter.setRenderHint(QPainter::Antialiasing);
    painter.setPen(m_theme.color(Token::Line));
    painter.setBrush(m_theme.color(Token::Window));
    painter.drawRoundedRect(QRectF(rect()).adjusted(0.5, 0.5, -0.5, -0.5), cardRadius, cardRadius);
}

} // namespace desk::ui
