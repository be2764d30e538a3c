#include "ui/pairing/pairingpage.h"

#include "core/messaging/refusalcatalogue.h"
#include "ui/pairing/passkeypage.h"
#include "ui/pairing/qrwidget.h"
#include "ui/theme/deskstyle.h"
#include "ui/words.h"

#include <QButtonGroup>
#include <QClipboard>
#include <QDateTime>
#include <QFontDatabase>
#include <QGuiApplication>
#include <QHBoxLayout>
#include <QLabel>
#include <QLineEdit>
#include <QLocale>
#include <QMessageBox>
#include <QProgressBar>
#include <QPushButton>
#include <QStackedWidget>
#include <QVBoxLayout>

#include <algorithm>

using namespace Qt::StringLiterals;

namespace desk::ui {

namespace {

constexpr int codesOfAnAttempt = 6;
constexpr int plateWidth = 296; // room for 73 modules of four pixels: what the service's codes come to

QLabel *wrapped(const QString &text, const QFont &font)
{
    auto *label = new QLabel(text);
    label->setWordWrap(true);
    label->setFont(font);
    return label;
}

/// "ABCD-1234"
QString groupedCode(const QString &code)
{
    return code.size() == 8 && !code.contains(u'-') ? code.left(4) + u'-' + code.mid(4) : code;
}

QString linkWords(const QString &cause)
{
    static const RefusalCatalogue catalogue;
    const Refusal words = catalogue.linkState(cause, QLocale().name().left(2));
    return words.what.isEmpty() ? QString() : words.what + u' ' + words.advice;
}

} // namespace

PairingPage::PairingPage(CoreGateway &gateway, const Theme &theme, QWidget *parent)
    : QWidget(parent), m_gateway(gateway), m_theme(theme)
{
    auto *right = new QVBoxLayout;
    right->setSpacing(10);
    right->addWidget(makeTabs());
    m_stack = new QStackedWidget;
    m_scanPage = makeScanPage();
    m_typePage = makeTypePage();
    m_messagePage = makeMessagePage();
    for (QWidget *page : {m_scanPage, m_typePage, m_messagePage})
        m_stack->addWidget(page);
    m_stack->setFixedWidth(plateWidth);
    right->addWidget(m_stack);
    right->addStretch();

    auto *steps = new QWidget;
    auto *columns = new QHBoxLayout(steps);
    columns->setContentsMargins(0, 0, 0, 0);
    columns->setSpacing(24);
    columns->addWidget(makeGuide(), 1);
    columns->addLayout(right);
    m_passkeyPage = new PasskeyPage(m_gateway, m_theme);
    m_whole = new QStackedWidget;
    m_whole->addWidget(steps);
    m_whole->addWidget(m_passkeyPage);
    auto *rows = new QVBoxLayout(this);
    rows->setContentsMargins({});
    rows->addWidget(m_whole);

    m_tick.setInterval(1000);
    connect(&m_tick, &QTimer::timeout, this, &PairingPage::countDown);
    connect(&m_gateway, &CoreGateway::linkChanged, this, &PairingPage::take);
    connect(&m_theme, &Theme::changed, this, &PairingPage::applyTheme);
    m_link = m_gateway.link();
    applyTheme();
    showStep();
}

QWidget *PairingPage::makeGuide()
{
    auto *guide = new QWidget;
    auto *rows = new QVBoxLayout(guide);
    rows->setContentsMargins(0, 0, 0, 0);
    rows->setSpacing(14);
    rows->addWidget(wrapped(tr("Link the help desk's WhatsApp"), m_theme.headingFont()));
    rows->addSpacing(4);
    int number = 0;
    for (const QString &text : {tr("Open <b>WhatsApp</b> on the help desk's phone."),
                                tr("Go to <b>Settings</b>, then <b>Linked devices</b>."),
                                tr("Tap <b>Link a device</b> and point the camera at this code.")}) {
        auto *row = new QHBoxLayout;
        row->setSpacing(12);
        auto *circle = new QLabel(QString::number(++number));
        circle->setObjectName(u"stepNumber"_s);
        circle->setAlignment(Qt::AlignCenter);
        circle->setFixedSize(24, 24);
        circle->setFont(Theme::strong(m_theme.bodyFont()));
        row->addWidget(circle, 0, Qt::AlignTop);
        row->addWidget(wrapped(text, m_theme.messageFont()), 1);
        rows->addLayout(row);
    }
    auto *line = new QFrame;
    line->setFrameShape(QFrame::HLine);
    line->setFrameShadow(QFrame::Plain);
    line->setForegroundRole(QPalette::Mid);
    rows->addWidget(line);
    const std::initializer_list<std::pair<QString, QString>> notes{
        {u"lock"_s, tr("The keys are kept encrypted on this computer.")},
        {u"smartphone"_s, tr("The phone may be off. Connect it to the internet every 14 days at the latest.")}};
    for (const auto &[icon, text] : notes) {
        auto *row = new QHBoxLayout;
        row->setSpacing(8);
        auto *image = new QLabel;
        m_icons << std::pair(image, icon);
        row->addWidget(image, 0, Qt::AlignTop);
        row->addWidget(wrapped(text, m_theme.bodyFont()), 1);
        rows->addLayout(row);
    }
    rows->addStretch();
    return guide;
}

QWidget *PairingPage::makeTabs()
{
    auto *tabs = new QWidget;
    auto *row = new QHBoxLayout(tabs);
    row->setContentsMargins(0, 0, 0, 0);
    row->setSpacing(0);
    auto *group = new QButtonGroup(this);
    const auto tab = [&](const QString &text, const QString &icon) {
        auto *button = new QPushButton(m_theme.icon(icon), text);
        button->setCheckable(true);
        button->setAutoDefault(false);
        button->setSizePolicy(QSizePolicy::Expanding, QSizePolicy::Fixed);
        group->addButton(button);
        row->addWidget(button);
        return button;
    };
    m_scanTab = tab(tr("QR code"), u"qr-code"_s);
    m_typeTab = tab(tr("With a number"), u"phone"_s);
    m_scanTab->setChecked(true);
    connect(m_typeTab, &QPushButton::toggled, this, [this](bool on) {
        m_typing = on;
        showStep();
        if (on)
            m_phone->setFocus();
    });
    return tabs;
}

QWidget *PairingPage::makeScanPage()
{
    auto *page = new QWidget;
    auto *rows = new QVBoxLayout(page);
    rows->setContentsMargins(0, 0, 0, 0);
    rows->setSpacing(6);
    m_qr = new QrWidget;
    m_qr->setFixedSize(plateWidth, plateWidth);
    m_qr->setDescription(tr("QR code to link the phone"));
    rows->addWidget(m_qr);
    auto *words = new QHBoxLayout;
    m_which = new QLabel;
    m_left = new QLabel;
    words->addWidget(m_which);
    words->addStretch();
    words->addWidget(m_left);
    rows->addSpacing(4);
    rows->addLayout(words);
    m_bar = new QProgressBar;
    m_bar->setTextVisible(false);
    m_bar->setFixedHeight(4);
    m_bar->setAccessibleName(tr("Time left for this code"));
    rows->addWidget(m_bar);
    rows->addStretch();
    return page;
}

QWidget *PairingPage::makeTypePage()
{
    auto *page = new QWidget;
    auto *rows = new QVBoxLayout(page);
    rows->setContentsMargins(0, 8, 0, 0);
    rows->setSpacing(8);
    auto *label = new QLabel(tr("&Phone number with country code"));
    m_phone = new QLineEdit;
    m_phone->setObjectName(u"phone"_s);
    m_phone->setPlaceholderText(u"+52 55 1234 5678"_s);
    m_phone->setInputMethodHints(Qt::ImhDialableCharactersOnly);
    m_phone->setMaxLength(24);
    label->setBuddy(m_phone);
    auto *ask = new QPushButton(tr("Get code"));
    ask->setProperty(buttonrole::property, QString::fromLatin1(buttonrole::primary));
    ask->setAutoDefault(false);
    auto *row = new QHBoxLayout;
    row->addWidget(m_phone, 1);
    row->addWidget(ask);
    rows->addWidget(label);
    rows->addLayout(row);
    m_code = new QLabel;
    QFont font = QFontDatabase::systemFont(QFontDatabase::FixedFont);
    font.setPixelSize(28);
    m_code->setFont(font);
    m_code->setTextFormat(Qt::PlainText);
    m_code->setTextInteractionFlags(Qt::TextSelectableByKeyboard | Qt::TextSelectableByMouse);
    m_code->setAccessibleName(tr("Code to type on the phone"));
    m_copy = new QPushButton(tr("Copy"));
    m_copy->setIcon(m_theme.icon(u"copy"_s));
    m_copy->setAutoDefault(false);
    auto *codeRow = new QHBoxLayout;
    codeRow->addWidget(m_code, 1);
    codeRow->addWidget(m_copy);
    rows->addSpacing(12);
    rows->addLayout(codeRow);
    m_typeHint = wrapped({}, m_theme.bodyFont());
    m_typeHint->setTextFormat(Qt::PlainText);
    rows->addWidget(m_typeHint);
    rows->addStretch();
    connect(ask, &QPushButton::clicked, this, &PairingPage::askForCode);
    connect(m_phone, &QLineEdit::returnPressed, this, &PairingPage::askForCode);
    connect(m_copy, &QPushButton::clicked, this, [this] { QGuiApplication::clipboard()->setText(m_code->text()); });
    return page;
}

QWidget *PairingPage::makeMessagePage()
{
    auto *page = new QWidget;
    auto *rows = new QVBoxLayout(page);
    rows->setContentsMargins(0, 16, 0, 0);
    rows->setSpacing(8);
    m_messageIcon = new QLabel;
    m_messageTitle = wrapped({}, m_theme.titleFont());
    m_messageText = wrapped({}, m_theme.messageFont());
    for (QLabel *label : {m_messageIcon, m_messageTitle, m_messageText}) {
        label->setTextFormat(Qt::PlainText);
        rows->addWidget(label);
    }
    rows->addStretch();
    return page;
}

void PairingPage::begin()
{
    m_begun = true;
    m_error.clear();
    m_codes = 0;
    m_hadCode = false;
    const auto started = m_gateway.ask<void>([](DeskServices &services) {
        return services.link ? services.link->startPairing() : fail(Errc::NotFound, u"the channel has no link"_s);
    });
    onReply(started, this, [this](const Result<> &done) {
        if (done || done.error().code == Errc::Conflict) // linked already: the link's state says so
            return;
        m_error = done.error().code == Errc::NotFound
            ? tr("This desk writes through the old bridge: there is nothing to link here.")
            : tr("The session could not be opened. Look at the log, or forget the session and link again.");
        showStep();
    });
    take(m_gateway.link());
}

void PairingPage::cancel()
{
    m_tick.stop();
    if (!m_begun)
        return;
    m_begun = false;
    const auto done = m_gateway.ask<void>([](DeskServices &services) {
        if (services.link)
            services.link->cancelPairing();
        return Result<>();
    });
    Q_UNUSED(done)
}

void PairingPage::take(const LinkInfo &link)
{
    const bool fresh = !link.qrText.isEmpty() && link.qrText != m_link.qrText;
    m_link = link;
    if (fresh || (m_codes == 0 && !link.qrText.isEmpty())) {
        m_codes = std::min(m_codes + 1, codesOfAnAttempt);
        m_shownAt = QDateTime::currentMSecsSinceEpoch();
    }
    m_hadCode = m_hadCode || !link.qrText.isEmpty() || !link.pairingCode.isEmpty();
    showStep();
}

void PairingPage::showStep()
{
    const PairingStep before = m_step;
    m_step = pairingStep(m_link, m_hadCode);
    if (m_step == PairingStep::Scan && m_typing)
        m_step = PairingStep::Type;
    if (!m_error.isEmpty() && m_step == PairingStep::Preparing)
        m_step = PairingStep::Failed;
    const bool tabs = m_step == PairingStep::Preparing || m_step == PairingStep::Scan || m_step == PairingStep::Type;
    m_scanTab->parentWidget()->setVisible(tabs);
    m_qr->setText(m_step == PairingStep::Scan ? m_link.qrText : QString());
    m_code->setText(groupedCode(m_link.pairingCode));
    m_copy->setVisible(!m_link.pairingCode.isEmpty());
    m_typeHint->setText(
        !m_error.isEmpty() ? m_error
            : m_link.pairingCode.isEmpty()
            ? tr("On the phone choose Link with phone number instead, and type the code that appears here.")
            : tr("Type this code on the phone."));
    switch (m_step) {
    case PairingStep::Preparing:
    case PairingStep::Scan:
    case PairingStep::Type:
        m_stack->setCurrentWidget(m_typing ? m_typePage : m_scanPage);
        break;
    default:
        m_stack->setCurrentWidget(m_messagePage);
    }
    const bool passkey = m_step == PairingStep::Passkey || m_step == PairingStep::ComparePasskeyCode;
    m_passkeyPage->setLink(m_link);
    m_whole->setCurrentIndex(passkey ? 1 : 0);
    showMessage();
    countDown();
    if (m_step == PairingStep::Scan)
        m_tick.start();
    else
        m_tick.stop();
    if (m_step != before) {
        Q_EMIT stepChanged(m_step);
        if (m_step == PairingStep::Linked && m_begun) {
            m_begun = false;
            Q_EMIT linked();
        }
    }
}

void PairingPage::showMessage()
{
    struct StepLook
    {
        QString icon;
        Token color;
    };
    const auto lookOf = [](PairingStep step) -> StepLook {
        switch (step) {
        case PairingStep::Linked:
            return {u"circle-check-big"_s, Token::Done};
        case PairingStep::Offline:
            return {u"wifi-off"_s, Token::Wait};
        case PairingStep::Failed:
        case PairingStep::Forget:
            return {u"circle-alert"_s, Token::Danger};
        default:
            return {u"clock"_s, Token::Text3};
        }
    };
    const StepLook look = lookOf(m_step);
    m_messageIcon->setPixmap(m_theme.pixmap(look.icon, look.color, 24, devicePixelRatioF()));
    m_messageTitle->setText(status());
    QString text;
    if (m_step == PairingStep::Linked)
        text = tr("Messages to this number arrive here from now on.");
    else if (m_step == PairingStep::Connecting)
        text = tr("The phone has taken the code. This takes a few seconds.");
    else if (m_step == PairingStep::Expired)
        text = tr("Nobody scanned them. That is no problem: ask for new ones when the phone is at hand.");
    else if (m_step == PairingStep::Offline)
        text = tr("WhatsApp cannot be reached from this computer. Check the internet connection.");
    else if (m_step == PairingStep::Forget || m_step == PairingStep::Failed)
        text = !m_error.isEmpty() ? m_error : linkWords(m_link.cause);
    m_messageText->setText(text);
}

void PairingPage::countDown()
{
    m_which->setText(m_step == PairingStep::Scan ? tr("Code %1 of %2").arg(m_codes).arg(codesOfAnAttempt) : QString());
    const qint64 now = QDateTime::currentMSecsSinceEpoch();
    const qint64 left = m_step == PairingStep::Scan ? std::max<qint64>(0, m_link.qrExpiresAt - now) : 0;
    m_left->setText(left > 0 ? tr("changes in %1 s").arg((left + 999) / 1000) : QString());
    m_bar->setRange(0, int(std::max<qint64>(1, m_link.qrExpiresAt - m_shownAt)));
    m_bar->setValue(int(left));
    m_bar->setVisible(m_step == PairingStep::Scan);
}

void PairingPage::askForCode()
{
    QString phone;
    for (const QChar c : m_phone->text()) {
        if (c.isDigit())
            phone += QChar(u'0' + c.digitValue());
    }
    m_error.clear();
    if (phone.size() < 7 || phone.size() > 15) {
        m_error = tr("Write the whole number, beginning with the country code.");
        return showStep();
    }
    m_begun = true;
    const auto answer = m_gateway.askLater<QString>([phone](DeskServices &services) {
        if (services.link)
            return services.link->requestCode(phone);
        const Completer<QString> none;
        none.complete(fail(Errc::NotFound));
        return none.future();
    });
    onReply(answer, this, [this](const Result<QString> &code) {
        if (!code)
            m_error = code.error().code == Errc::TimedOut || code.error().code == Errc::NotConnected
                ? tr("WhatsApp did not answer. Check the internet connection and try again.")
                : code.error().code == Errc::Rejected
                ? tr("WhatsApp gives no code for this number now. Check it, or use the QR code.")
                : tr("No code could be made for this number. Check it, or use the QR code.");
        showStep();
    });
    showStep();
}

void PairingPage::forget()
{
    auto *question = new QMessageBox(QMessageBox::NoIcon, tr("Link again"), tr("Delete the session and link again?"),
                                     QMessageBox::Cancel, this);
    question->setAttribute(Qt::WA_DeleteOnClose);
    question->setTextFormat(Qt::PlainText);
    question->setInformativeText(
        tr("Tickets, conversations and photos stay. Queued messages wait for the new session."));
    QPushButton *go = question->addButton(tr("Delete and link"), QMessageBox::DestructiveRole);
    go->setProperty(buttonrole::property, QString::fromLatin1(buttonrole::danger));
    question->setDefaultButton(QMessageBox::Cancel);
    connect(go, &QPushButton::clicked, this, &PairingPage::reset);
    question->open();
}

void PairingPage::reset()
{
    const auto done = m_gateway.askLater<void>([](DeskServices &services) {
        if (services.link)
            return services.link->reset();
        const Completer<void> none;
        none.complete(fail(Errc::NotFound));
        return none.future();
    });
    onReply(done, this, [this](const Result<> &gone) {
        if (gone)
            return begin();
        m_error = tr("The session could not be deleted. Try again; if it goes on, look at the log.");
        showStep();
    });
}

QString PairingPage::status() const
{
    switch (m_step) {
    case PairingStep::Preparing:
        return tr("Preparing…");
    case PairingStep::Scan:
        return tr("Waiting for you to scan the code");
    case PairingStep::Type:
        return m_link.pairingCode.isEmpty() ? tr("Write the number of the phone")
                                            : tr("Waiting for the code on the phone");
    case PairingStep::Connecting:
        return tr("Connecting…");
    case PairingStep::Passkey:
        return tr("WhatsApp asks for your passkey");
    case PairingStep::ComparePasskeyCode:
        return tr("Compare the code with the phone");
    case PairingStep::Linked:
        return tr("Linked as %1").arg(Words::maskedPhone(m_link.phone));
    case PairingStep::Expired:
        return tr("The codes have expired");
    case PairingStep::Offline:
        return tr("No internet");
    case PairingStep::Failed:
        return tr("The phone was not linked");
    case PairingStep::Forget:
        return tr("The session cannot be used any more");
    }
    return {};
}

QString PairingPage::actionText() const
{
    switch (m_step) {
    case PairingStep::Expired:
    case PairingStep::Failed:
        return tr("New codes");
    case PairingStep::Offline:
        return tr("Try again");
    case PairingStep::Forget:
        return tr("Forget session and link again");
    default:
        return {};
    }
}

void PairingPage::act()
{
    if (m_step == PairingStep::Forget)
        forget();
    else if (!actionText().isEmpty())
        begin();
}

void PairingPage::applyTheme()
{
    for (const auto &[label, icon] : m_icons)
        label->setPixmap(m_theme.pixmap(icon, Token::Text3, 16, devicePixelRatioF()));
    const auto circles = findChildren<QLabel *>(u"stepNumber"_s);
    for (QLabel *circle : circles)
        circle->setStyleSheet(
            u"border: 1px solid %1; border-radius: 12px"_s.arg(m_theme.color(Token::LineStrong).name()));
    m_bar->setStyleSheet(u"QProgressBar{border:0;border-radius:2px;background:%1}"
                         "QProgressBar::chunk{border-radius:2px;background:%2}"_s.arg(
                             m_theme.color(Token::OffBack).name(), m_theme.color(Token::Accent).name()));
    showMessage();
}

} // namespace desk::ui
