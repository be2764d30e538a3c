#include "ui/settings/whatsapppage.h"

#include "core/storage/outboxrepository.h"
#include "ui/theme/deskstyle.h"
#include "ui/words.h"

#include <QGridLayout>
#include <QHBoxLayout>
#include <QLabel>
#include <QMessageBox>
#include <QPushButton>
#include <QVBoxLayout>

using namespace Qt::StringLiterals;

namespace desk::ui {

namespace {
constexpr int countedAtMost = 200;
}

WhatsAppPage::WhatsAppPage(CoreGateway &gateway, const Theme &theme, QWidget *parent)
    : SettingsPage(theme, tr("WhatsApp"), u"smartphone"_s, parent), m_gateway(gateway)
{
    addContent(makeState(), tr("State link connection pair number"));
    addSection(tr("Calls and other chats"));
    addRow(u"calls.reject"_s);
    addRow(u"chats.others"_s);
    addSection(tr("Pace of messages"));
    for (const QString &key :
         {u"pacing.first_contact"_s, u"pacing.typing"_s, u"pacing.gap_ms"_s, u"pacing.per_minute"_s,
          u"pacing.per_hour"_s, u"pacing.per_day"_s, u"pacing.contact_per_minute"_s, u"pacing.contact_per_hour"_s,
          u"pacing.contact_per_day"_s})
        addRow(key);
    addSection(tr("Start over"));
    addContent(makeForgetting(), tr("Forget the session and link again delete"));
    finish();
    connect(&gateway, &CoreGateway::linkChanged, this, &WhatsAppPage::showLink);
    connect(&theme, &Theme::changed, this, &WhatsAppPage::showLink);
    showLink();
}

QWidget *WhatsAppPage::makeState()
{
    auto *box = new QWidget;
    auto *row = new QHBoxLayout(box);
    row->setContentsMargins(0, 0, 0, 0);
    row->setSpacing(10);
    m_icon = new QLabel;
    m_state = new QLabel;
    m_state->setTextFormat(Qt::PlainText);
    m_state->setFont(Theme::strong(theme().bodyFont()));
    m_detail = new QLabel;
    m_detail->setTextFormat(Qt::PlainText);
    m_detail->setWordWrap(true);
    m_link = new QPushButton(tr("Link…"));
    m_link->setAutoDefault(false);
    buttonrole::give(m_link, buttonrole::primary);
    auto *words = new QVBoxLayout;
    words->setSpacing(2);
    words->addWidget(m_state);
    words->addWidget(m_detail);
    row->addWidget(m_icon, 0, Qt::AlignTop);
    row->addLayout(words, 1);
    row->addWidget(m_link, 0, Qt::AlignTop);
    connect(m_link, &QPushButton::clicked, this, &WhatsAppPage::pairingRequested);
    return box;
}

QWidget *WhatsAppPage::makeForgetting()
{
    auto *box = new QWidget;
    auto *column = new QVBoxLayout(box);
    column->setContentsMargins(0, 0, 0, 0);
    column->setSpacing(8);
    auto *what = new QLabel(tr(
        "Takes this computer off the phone's list of linked devices and deletes its session. Tickets, conversations and photos stay."));
    what->setTextFormat(Qt::PlainText);
    what->setWordWrap(true);
    m_forget = new QPushButton(theme().icon(u"unlink"_s, Token::Danger), tr("Forget session and link again…"));
    m_forget->setAutoDefault(false);
    m_forget->setProperty(buttonrole::ink, int(Token::Danger));
    m_problem = new QLabel;
    m_problem->setTextFormat(Qt::PlainText);
    m_problem->setWordWrap(true);
    m_problem->setForegroundRole(QPalette::BrightText);
    m_problem->hide();
    column->addWidget(what);
    column->addWidget(m_forget, 0, Qt::AlignLeft);
    column->addWidget(m_problem);
    connect(m_forget, &QPushButton::clicked, this, &WhatsAppPage::askToForget);
    return box;
}

void WhatsAppPage::load()
{
    auto waiting = m_gateway.ask<qint64>([](DeskServices &services) -> Result<qint64> {
        return OutboxRepository(services.database).waiting(0, countedAtMost).map([](const OutboxPage &page) {
            return qint64(page.entries.size());
        });
    });
    onReply(waiting, this, [this](const Result<qint64> &count) { m_waiting = count.value_or(0); });
}

void WhatsAppPage::showLink()
{
    const LinkInfo &link = m_gateway.link();
    const bool ready = link.state == LinkState::Ready;
    const bool unlinked = link.state == LinkState::Unpaired || link.state == LinkState::Pairing;
    m_icon->setPixmap(theme().pixmap(ready ? u"circle-check-big"_s : u"wifi-off"_s,
                                     ready          ? Token::Done
                                         : unlinked ? Token::Danger
                                                    : Token::Wait,
                                     18, devicePixelRatioF()));
    const QString number = Words::maskedPhone(link.phone);
    switch (link.state) {
    case LinkState::Ready:
        m_state->setText(tr("Connected"));
        m_detail->setText(link.name.isEmpty() ? tr("Linked as %1.").arg(number)
                                              : tr("Linked as %1, %2.").arg(number, link.name));
        break;
    case LinkState::Connecting:
        m_state->setText(tr("Connecting…"));
        m_detail->setText(tr("What you write is kept and goes out in order."));
        break;
    case LinkState::Unpaired:
    case LinkState::Pairing:
        m_state->setText(tr("Not linked"));
        m_detail->setText(tr("Link it with the phone to receive and send messages."));
        break;
    case LinkState::Disconnected:
    case LinkState::Stopped:
        m_state->setText(link.since > 0 ? tr("No connection since %1").arg(Words::clockTime(link.since))
                                        : tr("No connection"));
        m_detail->setText(tr("What you write is kept and goes out in order when it is back."));
        break;
    }
    QPalette quiet = palette();
    quiet.setColor(QPalette::WindowText, theme().color(Token::Text2));
    m_detail->setPalette(quiet);
    m_link->setVisible(unlinked);
    m_forget->setEnabled(!unlinked);
}

void WhatsAppPage::askToForget()
{
    auto *box = new QMessageBox(QMessageBox::NoIcon, tr("Forget session"), tr("Delete the session and link again?"),
                                QMessageBox::Cancel, this);
    box->setAttribute(Qt::WA_DeleteOnClose);
    box->setTextFormat(Qt::PlainText);
    const QString kept = tr("Tickets, conversations and photos stay.");
    box->setInformativeText(m_waiting > 0 ? kept + u' '
                                    + tr("%n queued message(s) wait for the new session.", nullptr, int(m_waiting))
                                          : kept);
    QPushButton *yes = box->addButton(tr("Delete and link"), QMessageBox::DestructiveRole);
    buttonrole::give(yes, buttonrole::danger);
    box->setDefaultButton(QMessageBox::Cancel);
    connect(yes, &QPushButton::clicked, this, &WhatsAppPage::forget);
    box->open();
}

void WhatsAppPage::forget()
{
    m_problem->hide();
    auto done = m_gateway.askLater<void>([](DeskServices &services) {
        if (services.link)
            return services.link->reset();
        const Completer<void> none;
        none.complete(desk::fail(Errc::NotFound));
        return none.future();
    });
    onReply(done, this, [this](const Result<> &gone) {
        if (gone)
            return Q_EMIT pairingRequested();
        m_problem->setText(tr("The session could not be deleted. Try again; if it goes on, look at the log."));
        m_problem->show();
    });
}

} // namespace desk::ui
