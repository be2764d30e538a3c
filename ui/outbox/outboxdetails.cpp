#include "ui/outbox/outboxdetails.h"

#include "ui/outbox/outboxmodel.h"
#include "ui/theme/deskstyle.h"
#include "ui/words.h"

#include <QGridLayout>
#include <QLabel>
#include <QPushButton>
#include <QVBoxLayout>

using namespace Qt::StringLiterals;

namespace desk::ui {

namespace {

constexpr int widestOutboxText = 620;
constexpr int outboxCauseIcon = 18;

QLabel *wrapped(QWidget *parent)
{
    auto *label = new QLabel(parent);
    label->setTextFormat(Qt::PlainText);
    label->setWordWrap(true);
    label->setMaximumWidth(widestOutboxText);
    return label;
}

} // namespace

OutboxDetails::OutboxDetails(CoreGateway &gateway, const Theme &theme, QWidget *parent)
    : QScrollArea(parent), m_gateway(gateway), m_theme(theme)
{
    setWidgetResizable(true);
    setFrameShape(QFrame::NoFrame);
    setHorizontalScrollBarPolicy(Qt::ScrollBarAlwaysOff);
    setAccessibleName(tr("Message"));
    auto *content = new QWidget;
    content->setAutoFillBackground(true);
    content->setBackgroundRole(QPalette::Base);
    m_person = wrapped(content);
    m_person->setFont(m_theme.titleFont());
    m_about = wrapped(content);
    m_about->setForegroundRole(QPalette::PlaceholderText);
    m_text = wrapped(content);
    m_text->setFont(m_theme.messageFont());
    m_text->setTextInteractionFlags(Qt::TextSelectableByMouse | Qt::TextSelectableByKeyboard);
    m_text->setContentsMargins(10, 8, 10, 8);
    m_text->setAutoFillBackground(true);
    m_text->setAccessibleName(tr("Words of the message"));

    m_cause = new QWidget(content);
    m_cause->setAutoFillBackground(true);
    m_cause->setMaximumWidth(widestOutboxText);
    m_causeIcon = new QLabel(m_cause);
    m_title = wrapped(m_cause);
    m_title->setFont(Theme::strong(m_theme.bodyFont()));
    m_what = wrapped(m_cause);
    m_advice = wrapped(m_cause);
    auto *words = new QVBoxLayout;
    words->setSpacing(4);
    for (QLabel *label : {m_title, m_what, m_advice})
        words->addWidget(label);
    auto *cause = new QHBoxLayout(m_cause);
    cause->setContentsMargins(10, 9, 10, 10);
    cause->setSpacing(9);
    cause->addWidget(m_causeIcon, 0, Qt::AlignTop);
    cause->addLayout(words, 1);

    m_again = new QPushButton(content);
    buttonrole::give(m_again, buttonrole::primary);
    m_giveUp = new QPushButton(content);
    m_open = new QPushButton(content);
    buttonrole::give(m_open, buttonrole::quiet);
    auto *buttons = new QHBoxLayout;
    buttons->setSpacing(8);
    for (QPushButton *button : {m_again, m_giveUp, m_open})
        buttons->addWidget(button);
    buttons->addStretch();
    m_facts = new QGridLayout;
    m_facts->setHorizontalSpacing(16);
    m_facts->setVerticalSpacing(4);
    m_facts->setColumnStretch(1, 1);

    auto *layout = new QVBoxLayout(content);
    layout->setContentsMargins(24, 16, 24, 24);
    layout->setSpacing(4);
    layout->addWidget(m_person);
    layout->addWidget(m_about);
    layout->addSpacing(8);
    layout->addWidget(m_text);
    layout->addSpacing(8);
    layout->addWidget(m_cause);
    layout->addSpacing(8);
    layout->addLayout(buttons);
    layout->addSpacing(12);
    layout->addLayout(m_facts);
    layout->addStretch();
    setWidget(content);

    connect(m_again, &QPushButton::clicked, this, [this] { Q_EMIT tryAgainRequested(m_line.message.id); });
    connect(m_giveUp, &QPushButton::clicked, this, [this] { Q_EMIT giveUpRequested(m_line.message.id); });
    connect(m_open, &QPushButton::clicked, this, [this] {
        if (m_line.message.ticketId.isValid())
            Q_EMIT ticketRequested(m_line.message.ticketId, m_line.message.id);
        else
            Q_EMIT customerRequested(m_line.message.customerId);
    });
    connect(&m_gateway, &CoreGateway::linkChanged, this, &OutboxDetails::update);
    connect(&m_theme, &Theme::changed, this, &OutboxDetails::tint);
}

void OutboxDetails::setLine(const OutboxLine &line)
{
    m_line = line;
    update();
}

void OutboxDetails::update()
{
    if (!m_line.message.id.isValid())
        return;
    const Message &message = m_line.message;
    m_person->setText(m_line.person.isEmpty() ? OutboxModel::tr("Somebody without a name") : m_line.person);
    QStringList about{m_line.folio, message.author.type == Author::Type::Bot ? tr("Assistant") : message.author.name,
                      Words::fullTime(message.createdAt)};
    about.removeAll(QString());
    m_about->setText(about.join(u"  •  "_s));
    m_text->setText(OutboxModel::wordsOf(m_line));
    showCause();
    showFacts();
    tint();
}

void OutboxDetails::showCause()
{
    const bool refused = m_line.needsAttention();
    const bool connected = m_gateway.link().state == LinkState::Ready;
    const Refusal refusal = m_refusals.refusal(m_line.message.cause, QLocale().name().left(2));
    m_title->setText(OutboxModel::causeOf(m_line, m_refusals, connected));
    if (refused) {
        m_what->setText(refusal.what);
        m_advice->setText(refusal.advice);
    } else {
        m_what->setText(
            m_line.entry.inFlight ? tr("It has left this computer; WhatsApp has not accepted it yet.")
                : !connected ? tr("It is kept here and leaves by itself, in its order, once there is a connection.")
                : m_line.entry.heldUntil > QDateTime::currentMSecsSinceEpoch()
                ? tr("The desk writes no faster than a person would, so that WhatsApp takes no offence.")
                : m_line.entry.attempts > 0 ? tr("The last attempt did not work. It is tried again by itself.")
                                            : tr("It leaves by itself as soon as those before it have left."));
        m_advice->setText(m_line.entry.begun && !m_line.entry.inFlight
                              ? tr("It may have left already, so it cannot be taken back here.")
                              : QString());
    }
    m_advice->setVisible(!m_advice->text().isEmpty());
    m_again->setText(refused ? tr("Send again") : tr("Try now"));
    m_again->setVisible(refused ? refusal.canResend : !m_line.entry.inFlight);
    m_again->setEnabled(refused || connected);
    m_again->setToolTip(refused || connected ? QString() : tr("There is no connection to WhatsApp"));
    m_giveUp->setText(tr("Discard"));
    m_giveUp->setToolTip(refused ? tr("It stays in the conversation as refused and asks for nobody any more")
                                 : tr("It is not sent"));
    m_giveUp->setEnabled(refused || !m_line.entry.begun);
    m_open->setText(m_line.message.ticketId.isValid() ? tr("Open the conversation") : tr("Open the customer"));
}

void OutboxDetails::showFacts()
{
    while (QLayoutItem *item = m_facts->takeAt(0)) {
        if (item->widget())
            item->widget()->deleteLater();
        delete item;
    }
    const auto add = [this](const QString &label, const QString &value) {
        if (value.isEmpty())
            return;
        const int row = m_facts->rowCount();
        auto *name = new QLabel(label);
        name->setForegroundRole(QPalette::PlaceholderText);
        auto *text = new QLabel(value);
        text->setTextFormat(Qt::PlainText);
        text->setTextInteractionFlags(Qt::TextSelectableByMouse | Qt::TextSelectableByKeyboard);
        name->setBuddy(text);
        m_facts->addWidget(name, row, 0);
        m_facts->addWidget(text, row, 1);
    };
    add(tr("State"), Words::of(m_line.message.state));
    add(tr("Attempts"), m_line.entry.attempts > 0 ? QString::number(m_line.entry.attempts) : QString());
    if (!m_line.entry.inFlight && m_line.entry.dueAt > QDateTime::currentMSecsSinceEpoch())
        add(tr("Next attempt"), Words::fullTime(m_line.entry.dueAt));
    add(tr("Last error"), m_line.entry.lastError);
    add(tr("Cause"), m_line.message.cause);
    add(tr("Identifier"), m_line.message.wireId);
}

void OutboxDetails::tint()
{
    const auto paint = [this](QWidget *widget, Token back, Token ink) {
        QPalette palette = m_theme.palette();
        palette.setColor(QPalette::Base, m_theme.color(back)); // the role that they have from their parent
        palette.setColor(QPalette::Text, m_theme.color(ink));
        widget->setPalette(palette);
    };
    const bool refused = m_line.needsAttention();
    paint(m_text, Token::BubbleOut, Token::Text);
    paint(m_cause, refused ? Token::DangerBack : Token::WaitBack, Token::Text);
    paint(m_title, refused ? Token::DangerBack : Token::WaitBack, refused ? Token::Danger : Token::Wait);
    const Look look = DesignTokens::lookOf(m_line.message.state);
    m_causeIcon->setPixmap(m_theme.pixmap(look.icon, look.color, outboxCauseIcon, devicePixelRatioF()));
}

} // namespace desk::ui
