#pragma once

#include "core/messaging/message.h"
#include "core/tickets/ticket.h"

#include <QList>
#include <QString>

namespace desk::ui {

/// Something that has happened and may be worth a notice.
struct NoticeEvent
{
    enum class What { NewTicket, Message };
    What what = What::Message;
    TicketId ticket = {};
    QString person = {};
    QString subject = {};
    QString text = {}; ///< of the message; hostile
    Author::Type author = Author::Type::Customer;
};

/// How somebody wants to be told, and what they see anyway.
struct NoticeWishes
{
    bool doNotDisturb = false;
    bool hideText = false;   ///< no words of customers on the screen
    TicketId lookingAt = {}; ///< open in the window that has the focus
};

/// One notice on the screen. Title and body are plain text.
struct Notice
{
    TicketId ticket = {}; ///< invalid: of several
    QString title = {};
    QString body = {};

    friend bool operator==(const Notice &, const Notice &) = default;
};

/// What is told of what happened, in the order of happening: never our own messages, one notice for each ticket, and a single one for all
/// when there are more than three. Pure.
[[nodiscard]] QList<Notice> noticesOf(const QList<NoticeEvent> &events, const NoticeWishes &wishes);

} // namespace desk::ui
