#pragma once

#include "core/base/result.h"
#include "core/messaging/deliverystate.h"
#include "core/messaging/message.h"
#include "core/tickets/ticket.h"

#include <QCoreApplication>
#include <QDateTime>
#include <QString>

namespace desk::ui {

/// What people read for the desk's stable words, in the language of the console.
class Words
{
    Q_DECLARE_TR_FUNCTIONS(desk::ui::Words)

public:
    [[nodiscard]] static QString of(TicketStatus status);
    [[nodiscard]] static QString of(DeliveryState state);
    [[nodiscard]] static QString category(const QString &word);
    [[nodiscard]] static QString subcategory(const QString &word);
    /// "Hardware › Power"
    [[nodiscard]] static QString category(const QString &category, const QString &subcategory);
    [[nodiscard]] static QString priority(const QString &word);
    [[nodiscard]] static QString equipment(const QString &word);
    /// What a message without words is: "Photo", "Voice note", ...
    [[nodiscard]] static QString kind(const Message &message);
    /// What a person does about it is for the caller to add.
    [[nodiscard]] static QString of(const Error &error);

    /// "10:39", "yesterday", "Mon", "17 Nov", "17 Nov 2024".
    [[nodiscard]] static QString shortTime(qint64 at, const QDateTime &now = QDateTime::currentDateTime());
    [[nodiscard]] static QString clockTime(qint64 at);
    /// With the day, for tooltips.
    [[nodiscard]] static QString fullTime(qint64 at);
    /// "today", "yesterday", "Monday, 17 November".
    [[nodiscard]] static QString day(const QDate &date, const QDate &today = QDate::currentDate());
    /// "15 min", "3 h", "2 days".
    [[nodiscard]] static QString since(qint64 at, qint64 now = QDateTime::currentMSecsSinceEpoch());
    /// "214 KB"
    [[nodiscard]] static QString size(qint64 bytes);
    /// "0:18"
    [[nodiscard]] static QString length(std::chrono::milliseconds duration);
    /// "DR" of "Daniela Ruiz".
    [[nodiscard]] static QString initials(const QString &name);
    /// "55 •••• 0142": a number that others may look at.
    [[nodiscard]] static QString maskedPhone(const QString &digits);
};

} // namespace desk::ui
