#pragma once

#include <QString>

namespace desk {

/// What a message of the help desk wants of a customer, or tells one.
enum class DemoTopic {
    // What the conversation asks.
    Fault,
    Name,
    Department,
    Equipment,
    Asset,
    Steps,        ///< did they help?
    StepsWaiting, ///< tell me when you have tried
    // What it tells.
    Opened,
    HandedOver,
    Status,
    Updated,
    Solved,
    Welcome, ///< the answer to thanks
    ClosedQuietly,
    LeftOpen, ///< a ticket is left open for whoever fell silent
    // What customers are told of a ticket's way.
    Assigned,
    Diagnosing,
    NeedData,
    Parts,
    Approval,
    Repair,
    Testing,
    Ready,
    Delivered,
    Warranty,
    Closed,
    Cancelled,
    // What people ask and say.
    Photo,
    Tried,
    When,
    Since,
    Where,
    Model,
    Remote,
    Secret, ///< a password
    Price,
    Question, ///< any other
    Coming,
    Done,
    Thanks,
    Hello,
    Remark, ///< any other
};

/// The key of a topic's answers in resources/demo.
[[nodiscard]] QString toString(DemoTopic topic);
/// Whether whoever wrote it waits for an answer.
[[nodiscard]] bool isAsking(DemoTopic topic);

/// Understands what the desk's bot or a technician writes, in Spanish, Portuguese or English: by what is asked for, not by the
/// exact words, which administrators and translators change. With several things in one message the last question counts. Pure.
[[nodiscard]] DemoTopic heardIn(const QString &text);

} // namespace desk
