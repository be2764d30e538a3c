#include "ui/theme/tokens.h"

#include <QFile>
#include <QJsonDocument>
#include <QJsonObject>

using namespace Qt::StringLiterals;

namespace desk::ui {

namespace {

constexpr std::array<const char *, tokenCount> tokenNames{
    "window",    "surface",     "raised", "sunken",      "canvas",    "hover",   "line",  "line-strong", "text",
    "text-2",    "text-3",      "accent", "accent-fill", "on-accent", "select",  "focus", "new",         "new-bg",
    "work",      "work-bg",     "wait",   "wait-bg",     "done",      "done-bg", "off",   "off-bg",      "danger",
    "danger-bg", "danger-fill", "read",   "b-in",        "b-out",     "b-bot",   "b-note"};

} // namespace

DesignTokens::DesignTokens()
{
    QFile file(u":/design/tokens.json"_s);
    if (!file.open(QIODevice::ReadOnly))
        qFatal("the design's values are missing");
    const QJsonObject colors = QJsonDocument::fromJson(file.readAll()).object().value("color"_L1).toObject();
    for (int i = 0; i < tokenCount; ++i) {
        const QJsonObject one = colors.value(QLatin1String(tokenNames.at(size_t(i)))).toObject();
        m_colors[size_t(i)] = {QColor(one.value("light"_L1).toString()), QColor(one.value("dark"_L1).toString())};
        Q_ASSERT(m_colors[size_t(i)][0].isValid() && m_colors[size_t(i)][1].isValid());
    }
}

QColor DesignTokens::color(Token token, Scheme scheme) const
{
    return m_colors.at(size_t(token)).at(scheme == Scheme::Light ? 0 : 1);
}

QString DesignTokens::nameOf(Token token)
{
    return QLatin1String(tokenNames.at(size_t(token)));
}

Look DesignTokens::lookOf(TicketStatus status)
{
    const auto work = [](const QString &icon) { return Look{Token::Work, Token::WorkBack, icon}; };
    const auto wait = [](const QString &icon) { return Look{Token::Wait, Token::WaitBack, icon}; };
    const auto done = [](const QString &icon) { return Look{Token::Done, Token::DoneBack, icon}; };
    switch (status) {
    case TicketStatus::New:
        return {Token::New, Token::NewBack, u"inbox"_s};
    case TicketStatus::Assigned:
        return work(u"user-round-check"_s);
    case TicketStatus::Diagnosing:
        return work(u"stethoscope"_s);
    case TicketStatus::InRepair:
        return work(u"wrench"_s);
    case TicketStatus::Testing:
        return work(u"flask-conical"_s);
    case TicketStatus::Warranty:
        return work(u"shield-check"_s);
    case TicketStatus::WaitingCustomer:
        return wait(u"message-circle-question-mark"_s);
    case TicketStatus::WaitingApproval:
        return wait(u"stamp"_s);
    case TicketStatus::WaitingParts:
        return wait(u"package-search"_s);
    case TicketStatus::Ready:
        return done(u"circle-check-big"_s);
    case TicketStatus::Delivered:
        return done(u"handshake"_s);
    case TicketStatus::Closed:
        return {Token::Off, Token::OffBack, u"archive"_s};
    case TicketStatus::Cancelled:
        return {Token::Off, Token::OffBack, u"ban"_s};
    }
    return {};
}

Look DesignTokens::lookOf(DeliveryState state)
{
    switch (state) {
    case DeliveryState::Queued:
        return {Token::Wait, Token::WaitBack, u"clock"_s};
    case DeliveryState::Sending:
        return {Token::Wait, Token::WaitBack, u"circle-arrow-up"_s};
    case DeliveryState::Accepted:
        return {Token::Text3, Token::OffBack, u"check"_s};
    case DeliveryState::Delivered:
        return {Token::Text3, Token::OffBack, u"check-check"_s};
    case DeliveryState::Read:
    case DeliveryState::Played:
        return {Token::Read, Token::OffBack, u"check-check"_s, 2.6};
    case DeliveryState::Refused:
        return {Token::Danger, Token::DangerBack, u"circle-alert"_s};
    case DeliveryState::Received:
        break;
    }
    return {};
}

} // namespace desk::ui
