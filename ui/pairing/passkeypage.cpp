#include "ui/pairing/passkeypage.h"

#include "core/messaging/passkeyscript.h"
#include "ui/panel/panelprocess.h"
#include "ui/theme/deskstyle.h"

#include <QClipboard>
#include <QDesktopServices>
#include <QFontDatabase>
#include <QGuiApplication>
#include <QHBoxLayout>
#include <QLabel>
#include <QLocale>
#include <QPlainTextEdit>
#include <QPushButton>
#include <QStackedWidget>
#include <QUrl>
#include <QVBoxLayout>

using namespace Qt::StringLiterals;

namespace desk::ui {

namespace {

const QString browserAddress = u"https://web.whatsapp.com"_s;

QLabel *passkeyLabel(const QString &text, const QFont &font)
{
    auto *label = new QLabel(text);
    label->setTextFormat(Qt::PlainText);
    label->setWordWrap(true);
    label->setFont(font);
    return label;
}

} // namespace

PasskeyPage::PasskeyPage(CoreGateway &gateway, const Theme &theme, QWidget *parent)
    : QWidget(parent), m_gateway(gateway), m_theme(theme), m_stack(new QStackedWidget(this))
{
    auto *rows = new QVBoxLayout(this);
    rows->setContentsMargins({});
    rows->addWidget(m_stack);
    m_stack->addWidget(makeAskPage());
    m_stack->addWidget(makeComparePage());
    connect(&m_window, &QProcess::finished, this, [this](int code, QProcess::ExitStatus status) {
        if (status != QProcess::NormalExit || code != 0)
            return tell(tr("No passkey came from there. Your browser may know more ways."), true);
        m_answer->setPlainText(QString::fromUtf8(m_window.readAllStandardOutput()));
        supply();
    });
    connect(&m_window, &QProcess::errorOccurred, this, [this](QProcess::ProcessError error) {
        if (error == QProcess::FailedToStart)
            tell(tr("No passkey came from there. Your browser may know more ways."), true);
    });
}

QWidget *PasskeyPage::makeAskPage()
{
    auto *page = new QWidget;
    auto *rows = new QVBoxLayout(page);
    rows->setContentsMargins({});
    rows->setSpacing(8);
    rows->addWidget(passkeyLabel(tr("WhatsApp asks for your passkey"), m_theme.headingFont()));
    rows->addWidget(
        passkeyLabel(tr("The passkey is on the phone, on a security key or in this computer. Your browser can "
                        "show it to WhatsApp; Ventanilla passes its answer on and keeps nothing of it."),
                     m_theme.bodyFont()));
    m_here = new QPushButton(m_theme.icon(u"key-round"_s), tr("Show the passkey here"));
    buttonrole::give(m_here, buttonrole::primary);
    m_here->setAutoDefault(false);
    m_here->setVisible(PanelProcess::showsPasskeys());
    connect(m_here, &QPushButton::clicked, this, &PasskeyPage::showHere);
    auto *here = new QHBoxLayout;
    here->addWidget(m_here);
    here->addStretch();
    rows->addLayout(here);
    auto *open = new QPushButton(m_theme.icon(u"external-link"_s), tr("Open web.whatsapp.com"));
    open->setAutoDefault(false);
    connect(open, &QPushButton::clicked, this, [] { QDesktopServices::openUrl(QUrl(browserAddress)); });
    m_copy = new QPushButton(m_theme.icon(u"copy"_s), tr("Copy command"));
    m_copy->setAutoDefault(false);
    connect(m_copy, &QPushButton::clicked, this, &PasskeyPage::copyScript);
    const std::initializer_list<std::pair<QString, QWidget *>> steps{
        {tr("Open the page in Chrome, Edge or Firefox. Do not sign in there."), open},
        {tr("Press F12, choose Console and paste the command. If the browser warns, follow what it says to allow it."),
         m_copy},
        {tr("The browser asks for the passkey: choose the phone, and scan its code with the phone's camera."), nullptr},
        {tr("Copy the answer that appears, and paste it here."), nullptr}};
    int number = 0;
    for (const auto &[text, button] : steps) {
        auto *row = new QHBoxLayout;
        row->setSpacing(8);
        auto *count = new QLabel(QString::number(++number) + u'.');
        count->setFont(Theme::strong(m_theme.bodyFont()));
        count->setFixedWidth(18);
        QLabel *words = passkeyLabel(text, m_theme.bodyFont());
        for (QLabel *label : {count, words}) {
            if (button) // on the line of its words
                label->setContentsMargins(0, (controlHeight - label->fontMetrics().height()) / 2, 0, 0);
            row->addWidget(label, label == words ? 1 : 0, Qt::AlignTop);
        }
        if (button)
            row->addWidget(button, 0, Qt::AlignTop);
        rows->addLayout(row);
    }
    m_answer = new QPlainTextEdit;
    m_answer->setPlaceholderText(u"{\"id\": …}"_s);
    m_answer->setAccessibleName(tr("Answer of the browser"));
    m_answer->setTabChangesFocus(true);
    m_answer->setFixedHeight(3 * m_answer->fontMetrics().lineSpacing() + 14);
    connect(m_answer, &QPlainTextEdit::textChanged, this, [this] {
        m_continue->setEnabled(!m_answer->document()->isEmpty());
        tell({}, false);
    });
    rows->addWidget(m_answer);
    auto *row = new QHBoxLayout;
    m_told = passkeyLabel({}, m_theme.bodyFont());
    m_continue = new QPushButton(tr("Continue"));
    buttonrole::give(m_continue, buttonrole::primary);
    m_continue->setObjectName(u"passkeyContinue"_s);
    m_continue->setAutoDefault(false);
    m_continue->setEnabled(false);
    connect(m_continue, &QPushButton::clicked, this, &PasskeyPage::supply);
    row->addWidget(m_told, 1);
    row->addWidget(m_continue);
    rows->addLayout(row);
    QLabel *without = passkeyLabel(
        tr("Without it: on the phone, remove the passkey under Settings, Account, Passkeys, and link again. It can be "
           "made anew afterwards."),
        m_theme.captionFont());
    without->setForegroundRole(QPalette::PlaceholderText);
    rows->addWidget(without);
    rows->addStretch();
    return page;
}

QWidget *PasskeyPage::makeComparePage()
{
    auto *page = new QWidget;
    auto *rows = new QVBoxLayout(page);
    rows->setContentsMargins({});
    rows->setSpacing(12);
    rows->addWidget(passkeyLabel(tr("Does the phone show the same code?"), m_theme.headingFont()));
    m_code = new QLabel;
    QFont font = QFontDatabase::systemFont(QFontDatabase::FixedFont);
    font.setPixelSize(28);
    m_code->setFont(font);
    m_code->setTextFormat(Qt::PlainText);
    m_code->setAccessibleName(tr("Code to compare with the phone"));
    rows->addWidget(m_code);
    rows->addWidget(passkeyLabel(
        tr("If it is another one, somebody else may be linking: say so, and nothing is linked."), m_theme.bodyFont()));
    auto *row = new QHBoxLayout;
    auto *same = new QPushButton(tr("It is the same"));
    buttonrole::give(same, buttonrole::primary);
    auto *other = new QPushButton(tr("It is another"));
    same->setAutoDefault(false);
    other->setAutoDefault(false);
    connect(same, &QPushButton::clicked, this, [this] { confirm(true); });
    connect(other, &QPushButton::clicked, this, [this] { confirm(false); });
    row->addWidget(same);
    row->addWidget(other);
    row->addStretch();
    rows->addLayout(row);
    rows->addStretch();
    return page;
}

void PasskeyPage::setLink(const LinkInfo &link)
{
    if (link.passkeyOptions != m_link.passkeyOptions) { // another question: an earlier answer is of no use
        m_answer->clear();
        tell({}, false);
    }
    m_link = link;
    m_code->setText(link.passkeyCode);
    m_stack->setCurrentIndex(link.passkeyCode.isEmpty() ? 0 : 1);
}

void PasskeyPage::copyScript()
{
    QGuiApplication::clipboard()->setText(passkeyScript(m_link.passkeyOptions));
    tell(tr("Copied. It holds only WhatsApp's question, and works for this attempt."), false);
}

void PasskeyPage::showHere()
{
    if (m_window.state() != QProcess::NotRunning)
        return;
    tell(tr("A window asks for the passkey. Follow what it says."), false);
    m_window.start(PanelProcess::program(), {u"--passkey"_s, QLocale().name()});
    m_window.write(passkeyScript(m_link.passkeyOptions).toUtf8() + '\n');
    m_window.closeWriteChannel();
}

void PasskeyPage::supply()
{
    const QByteArray assertion = m_answer->toPlainText().trimmed().toUtf8();
    m_continue->setEnabled(false);
    const auto done = m_gateway.askLater<void>([assertion](DeskServices &services) {
        if (services.link)
            return services.link->supplyPasskeyAssertion(assertion);
        const Completer<void> none;
        none.complete(fail(Errc::Conflict));
        return none.future();
    });
    onReply(done, this, [this](const Result<> &taken) {
        m_continue->setEnabled(!m_answer->document()->isEmpty());
        if (taken)
            m_answer->clear(); // what comes of it is told by the link
        else if (taken.error().code == Errc::Invalid)
            tell(tr("That is not the browser's answer to this question. Copy the whole line and try again."), true);
        else
            tell(tr("WhatsApp does not wait for it any more. Ask for new codes."), true);
    });
}

void PasskeyPage::confirm(bool matches)
{
    const auto done = m_gateway.ask<void>([matches](DeskServices &services) {
        if (services.link)
            services.link->confirmPasskey(matches);
        return Result<>();
    });
    Q_UNUSED(done) // what comes of it is told by the link
}

void PasskeyPage::tell(const QString &words, bool failed)
{
    m_told->setText(words);
    QPalette palette = m_told->palette();
    palette.setColor(QPalette::WindowText, m_theme.color(failed ? Token::Danger : Token::Text2));
    m_told->setPalette(palette);
}

} // namespace desk::ui
