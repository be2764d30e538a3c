#include "ui/tickets/ticketheader.h"

#include "ui/theme/deskstyle.h"
#include "ui/tickets/statuschip.h"
#include "ui/words.h"

#include <QHBoxLayout>
#include <QLabel>
#include <QMenu>
#include <QPainter>
#include <QPushButton>
#include <QToolButton>
#include <QVBoxLayout>

using namespace Qt::StringLiterals;

namespace desk::ui {

TicketHeader::TicketHeader(OpenTicket &ticket, CoreGateway &gateway, const Theme &theme, QWidget *parent)
    : QWidget(parent), m_ticket(ticket), m_gateway(gateway), m_theme(theme), m_title(new QLabel(this)),
      m_chip(new StatusChip(theme, this)), m_person(new QPushButton(this)), m_facts(new QLabel(this)),
      m_take(new QPushButton(tr("Take"), this)), m_transfer(new QPushButton(tr("Transfer"), this)),
      m_close(new QPushButton(this)), m_details(new QToolButton(this)), m_strip(new QWidget(this)),
      m_stripIcon(new QLabel(m_strip)), m_stripText(new QLabel(m_strip)), m_pause(new QPushButton(m_strip))
{
    m_title->setFont(m_theme.titleFont());
    for (QLabel *label : {m_title, m_facts, m_stripText})
        label->setTextFormat(Qt::PlainText);
    m_title->setMinimumWidth(60);
    m_title->setSizePolicy(QSizePolicy::Ignored, QSizePolicy::Preferred);
    m_facts->setForegroundRole(QPalette::PlaceholderText);
    m_facts->setSizePolicy(QSizePolicy::Ignored, QSizePolicy::Preferred);
    buttonrole::give(m_person, buttonrole::quiet);
    m_person->setFixedHeight(smallControlHeight);
    m_person->setToolTip(tr("Open the customer"));
    m_take->setToolTip(tr("Take this ticket (Ctrl+T)"));
    m_transfer->setToolTip(tr("Give it to somebody else (Ctrl+Shift+T)"));
    m_transfer->setMenu(new QMenu(m_transfer));
    buttonrole::give(m_details, buttonrole::quiet);
    m_details->setIcon(m_theme.icon(u"info"_s));
    m_details->setToolTip(tr("Details (F4)"));
    m_details->setAccessibleName(tr("Details"));
    buttonrole::give(m_pause, buttonrole::quiet);

    auto *facts = new QHBoxLayout;
    facts->setSpacing(2);
    facts->addWidget(m_chip);
    facts->addWidget(m_person);
    facts->addWidget(m_facts, 1);
    auto *words = new QVBoxLayout;
    words->setSpacing(3);
    words->addWidget(m_title);
    words->addLayout(facts);
    auto *top = new QHBoxLayout;
    top->setContentsMargins(panePadding, 8, 8, 9);
    top->setSpacing(8);
    top->addLayout(words, 1);
    for (QWidget *button : {static_cast<QWidget *>(m_take), static_cast<QWidget *>(m_transfer),
                            static_cast<QWidget *>(m_close), static_cast<QWidget *>(m_details)})
        top->addWidget(button);
    auto *strip = new QHBoxLayout(m_strip);
    strip->setContentsMargins(panePadding, 1, 8, 2);
    strip->addWidget(m_stripIcon);
    strip->addWidget(m_stripText, 1);
    strip->addWidget(m_pause);
    m_strip->setAutoFillBackground(true);
    auto *layout = new QVBoxLayout(this);
    layout->setContentsMargins({});
    layout->setSpacing(0);
    layout->addLayout(top);
    layout->addWidget(m_strip);

    connect(m_chip, &StatusChip::statusChosen, this, [this](TicketStatus status) {
        TicketPatch patch;
        patch.status = status;
        m_ticket.change(patch);
    });
    connect(m_person, &QPushButton::clicked, this,
            [this] { Q_EMIT customerRequested(m_ticket.dossier().customer.id); });
    connect(m_take, &QPushButton::clicked, &m_ticket, &OpenTicket::take);
    connect(m_close, &QPushButton::clicked, this, &TicketHeader::closeOrReopen);
    connect(m_details, &QToolButton::clicked, this, &TicketHeader::detailsToggled);
    connect(m_pause, &QPushButton::clicked, this, [this] { m_ticket.setPaused(!m_ticket.dossier().paused); });
    connect(&m_ticket, &OpenTicket::changed, this, &TicketHeader::update);
    connect(&m_ticket, &OpenTicket::opened, this, [this] { m_writing = false; });
    connect(&m_gateway, &CoreGateway::announced, this, &TicketHeader::announced);
    connect(&m_gateway, &CoreGateway::actorChanged, this, &TicketHeader::update);
    connect(&m_theme, &Theme::changed, this, &TicketHeader::update);
    update();
}

void TicketHeader::showStatusMenu()
{
    if (m_ticket.isLoaded())
        m_chip->showMenu();
}

void TicketHeader::showTransferMenu()
{
    if (m_ticket.isLoaded())
        m_transfer->showMenu();
}

void TicketHeader::closeOrReopen()
{
    TicketPatch patch;
    patch.status = isOpen(m_ticket.dossier().ticket.status) ? TicketStatus::Closed : TicketStatus::Assigned;
    m_ticket.change(patch);
}

void TicketHeader::announced(const QString &topic, const QJsonObject &payload)
{
    const CustomerId customer = m_ticket.dossier().customer.id;
    if (topic != "typing"_L1 || !customer.isValid() || payload.value("customer_id"_L1).toInteger() != customer.value)
        return;
    m_writing = payload.value("typing"_L1).toBool();
    elide();
}

void TicketHeader::update()
{
    const bool loaded = m_ticket.isLoaded();
    const Dossier &dossier = m_ticket.dossier();
    const Ticket &ticket = dossier.ticket;
    for (QWidget *widget : {static_cast<QWidget *>(m_chip), static_cast<QWidget *>(m_person),
                            static_cast<QWidget *>(m_transfer), static_cast<QWidget *>(m_close)})
        widget->setVisible(loaded);
    const bool mayTake = loaded && m_gateway.actor().userId.isValid() && ticket.assigneeId != m_gateway.actor().userId
        && isOpen(ticket.status);
    m_take->setVisible(mayTake);
    m_strip->setVisible(loaded && (dossier.paused || dossier.conversation.stage != Stage::Idle));
    if (!loaded) {
        m_title->clear();
        m_facts->clear();
        return;
    }
    m_chip->setStatus(ticket.status);
    m_close->setText(isOpen(ticket.status) ? tr("Close", "a ticket") : tr("Reopen"));
    m_transfer->menu()->clear();
    for (const User &user : dossier.users) {
        if (user.id == ticket.assigneeId)
            continue;
        m_transfer->menu()->addAction(m_theme.icon(u"user-round"_s),
                                      user.displayName.isEmpty() ? user.name : user.displayName, this,
                                      [this, id = user.id] {
                                          TicketPatch patch;
                                          patch.assigneeId = id;
                                          m_ticket.change(patch);
                                      });
    }
    m_transfer->setEnabled(!m_transfer->menu()->isEmpty());
    const bool silent = dossier.paused || dossier.conversation.stage == Stage::HandedOver;
    m_stripIcon->setPixmap(m_theme.pixmap(u"bot"_s, Token::Text3, 15, devicePixelRatioF()));
    m_stripText->setText(!silent ? tr("The assistant attends")
                             : ticket.assigneeName.isEmpty()
                             ? tr("Assistant paused")
                             : tr("Assistant paused: %1 attends").arg(ticket.assigneeName));
    m_pause->setText(dossier.paused ? tr("Resume") : tr("Pause"));
    m_pause->setToolTip(tr("Pause or resume the assistant in this chat (Ctrl+P)"));
    elide();
    QWidget::update();
}

void TicketHeader::elide()
{
    const Dossier &dossier = m_ticket.dossier();
    if (!m_ticket.isLoaded())
        return;
    const QString person = dossier.ticket.requester.isEmpty() ? dossier.customer.displayName : dossier.ticket.requester;
    const QString phone = Words::maskedPhone(dossier.phone);
    m_person->setVisible(!m_writing);
    if (m_writing)
        return m_facts->setText(tr("%1 is writing…").arg(person));
    // The number of the ticket is always seen; what else fits, is.
    const QFontMetrics metrics = m_facts->fontMetrics();
    const QString gap = u"  •  "_s;
    const int room = m_facts->geometry().right() - m_chip->geometry().right() - 4;
    const int forPerson = qMax(60, room - metrics.horizontalAdvance(dossier.ticket.folio + gap) - 20);
    m_person->setText(
        metrics.elidedText(person.isEmpty() ? tr("Customer") : person.simplified(), Qt::ElideRight, forPerson)
            .replace(u'&', u"&&"_s));
    m_person->setAccessibleName(tr("Customer: %1").arg(person));
    const int forFacts = room - m_person->sizeHint().width();
    QStringList facts;
    for (QStringList some : {QStringList{dossier.ticket.department, phone, dossier.ticket.folio},
                             QStringList{phone, dossier.ticket.folio}, QStringList{dossier.ticket.folio}}) {
        some.removeAll(QString());
        facts = some;
        if (metrics.horizontalAdvance(facts.join(gap)) <= forFacts)
            break;
    }
    const QString title = dossier.ticket.fault.isEmpty() ? tr("Without a subject") : dossier.ticket.fault.simplified();
    m_title->setText(QFontMetrics(m_title->font()).elidedText(title, Qt::ElideRight, m_title->width()));
    m_title->setToolTip(title.toHtmlEscaped());
    m_facts->setText(metrics.elidedText(u"•  "_s + facts.join(gap), Qt::ElideRight, qMax(forFacts, 40)));
}

void TicketHeader::resizeEvent(QResizeEvent *event)
{
    QWidget::resizeEvent(event);
    QMetaObject::invokeMethod(this, &TicketHeader::elide, Qt::QueuedConnection); // once its labels have their widths
}

void TicketHeader::paintEvent(QPaintEvent * /*event*/)
{
    QPainter painter(this);
    painter.fillRect(rect(), m_theme.color(Token::Surface));
    painter.fillRect(QRect(0, height() - 1, width(), 1), m_theme.color(Token::Line));
}

} // namespace desk::ui
